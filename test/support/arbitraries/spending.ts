import fc from 'fast-check'
import type { CivilDate, CurrencyCode, Month, SpendingProposal } from 'budgetbook'
import { mostUnits, textOfUnits } from '../exact-decimal.js'
import { currencyArbitrary, minorUnitsOf } from './money.js'

/** A proposal of spending in minor units. */
export interface PlainSpending {
  readonly currency: CurrencyCode
  readonly scale: number
  readonly limit: bigint | null
  readonly kind: SpendingProposal['kind']
  readonly categories: readonly {
    readonly id: string
    readonly budget: bigint | null
    readonly spent: bigint
    readonly held: bigint
  }[]
  /** The position of the category of the spending. */
  readonly at: number
  readonly added: bigint
  /** The whole hold or expense. */
  readonly amount: bigint
}

// Small ones meet each other, and so do bounds and what is spent.
function unitsArbitrary(scale: number, min: bigint): fc.Arbitrary<bigint> {
  const most = mostUnits(scale)
  const edges = [0n, 1n, -1n, 100n, 200n, most, -most].filter((units) => units >= min)
  return fc.oneof(fc.constantFrom(...edges), fc.bigInt({ min: min < -300n ? -300n : min, max: 300n }))
}

/** Proposals in currencies of every scale, with amounts from one minor unit to 15 digits, refunds too. */
export function spendingArbitrary(): fc.Arbitrary<PlainSpending> {
  return currencyArbitrary().chain((currency) => {
    const scale = minorUnitsOf(currency)
    const most = mostUnits(scale)
    const positive = unitsArbitrary(scale, 1n)
    const category = fc.record({
      budget: fc.option(unitsArbitrary(scale, 0n), { freq: 3 }),
      spent: unitsArbitrary(scale, -most),
      held: unitsArbitrary(scale, 0n),
    })
    return fc
      .tuple(
        fc.array(category, { minLength: 1, maxLength: 4 }),
        fc.option(unitsArbitrary(scale, 0n), { freq: 4 }),
        fc.constantFrom('place' as const, 'spend' as const, 'commit' as const),
        fc.nat(),
        positive,
        unitsArbitrary(scale, -most).filter((units) => units !== 0n),
        unitsArbitrary(scale, 0n),
      )
      .map(([entries, limit, kind, at, some, any, before]) => {
        // Only an expense can be a refund; a commit asks about less than its whole amount.
        const added = kind === 'spend' ? any : some
        return {
          currency,
          scale,
          limit,
          kind,
          categories: entries.map((entry, position) => ({ id: `c${position}`, ...entry })),
          at: at % entries.length,
          added,
          amount: kind === 'commit' ? added + before : added,
        }
      })
  })
}

/** As a policy sees it. */
export function toSpending(plain: PlainSpending): SpendingProposal {
  const { currency, scale, limit, kind, at, added, amount } = plain
  const write = (units: bigint) => textOfUnits(units, scale) as SpendingProposal['amount']
  const before = plain.categories.map(({ spent, held }) => spent + held)
  const total = before.reduce((sum, units) => sum + units, 0n)
  return {
    kind,
    month: '2026-02' as Month,
    today: '2026-02-14' as CivilDate,
    currency,
    monthlyLimit: limit === null ? null : write(limit),
    amount: write(amount),
    categoryId: plain.categories[at]!.id,
    categories: plain.categories.map(({ id, budget, spent, held }, position) => ({
      categoryId: id,
      name: `Category ${id}`,
      budget: budget === null ? null : write(budget),
      spent: write(spent),
      held: write(held),
      before: write(before[position]!),
      after: write(before[position]! + (position === at ? added : 0n)),
    })),
    totalBefore: write(total),
    totalAfter: write(total + added),
    totalBudget: write(plain.categories.reduce((sum, { budget }) => sum + (budget ?? 0n), 0n)),
  }
}
