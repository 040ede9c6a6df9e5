import fc from 'fast-check'
import type { AllocationProposal, CurrencyCode } from 'budgetbook'
import { textOfUnits } from '../exact-decimal.js'
import { currencyArbitrary, minorUnitsArbitrary, minorUnitsOf } from './money.js'

/** A proposal in minor units; `null` for no budget, and for no limit. */
export interface PlainProposal {
  readonly currency: CurrencyCode
  readonly scale: number
  readonly limit: bigint | null
  readonly categories: readonly { readonly before: bigint | null; readonly after: bigint | null }[]
}

/** The sum of what there is. */
export function sumOf(units: readonly (bigint | null)[]): bigint {
  return units.reduce<bigint>((sum, part) => sum + (part ?? 0n), 0n)
}

/** The totals of a proposal before and after. */
export function totalsOf({ categories }: PlainProposal): { existing: bigint; next: bigint } {
  return {
    existing: sumOf(categories.map(({ before }) => before)),
    next: sumOf(categories.map(({ after }) => after)),
  }
}

/** What a policy is shown. */
export function toProposal(plain: PlainProposal): AllocationProposal {
  const text = (units: bigint) => textOfUnits(units, plain.scale)
  const { existing, next } = totalsOf(plain)
  return {
    month: '2026-02',
    today: '2026-02-14',
    currency: plain.currency,
    monthlyLimit: plain.limit === null ? null : text(plain.limit),
    existingTotal: text(existing),
    newTotal: text(next),
    categories: plain.categories.map(({ before, after }, index) => ({
      categoryId: `c${index}`,
      name: `Category ${index}`,
      before: before === null ? null : text(before),
      after: after === null ? null : text(after),
      spent: text(0n),
    })),
  } as unknown as AllocationProposal
}

/** Budgets of zero, of a few minor units and of up to 15 digits. */
function budgetUnits(scale: number): fc.Arbitrary<bigint> {
  const large = minorUnitsArbitrary(scale).map((units) => (units < 0n ? -units : units))
  return fc.oneof(fc.bigInt({ min: 0n, max: 5n }), large)
}

/** Limits about both totals, and far from them. */
function withLimit(plain: Omit<PlainProposal, 'limit'>): fc.Arbitrary<PlainProposal> {
  const { existing, next } = totalsOf({ ...plain, limit: null })
  const near = [existing, next, (existing + next) / 2n].flatMap((total) => [total - 1n, total, total + 1n])
  const limit = fc.oneof(
    { arbitrary: fc.constantFrom(...near.filter((units) => units >= 0n)), weight: 6 },
    budgetUnits(plain.scale),
    fc.constant(null),
  )
  return limit.map((chosen) => ({ ...plain, limit: chosen }))
}

/** Proposals that change any number of categories, none of them too, about the limit and on both sides of it. */
export function proposalArbitrary(): fc.Arbitrary<PlainProposal> {
  return currencyArbitrary().chain((currency) => {
    const scale = minorUnitsOf(currency)
    const budget = fc.option(budgetUnits(scale))
    const unchanged = budget.map((both) => ({ before: both, after: both }))
    const category = fc.oneof(unchanged, fc.record({ before: budget, after: budget }))
    return fc
      .array(category, { maxLength: 5 })
      .chain((categories) => withLimit({ currency, scale, categories }))
  })
}

/** Proposals that change what exactly one category has. */
export function singleChangeArbitrary(): fc.Arbitrary<PlainProposal> {
  return currencyArbitrary().chain((currency) => {
    const scale = minorUnitsOf(currency)
    const budget = fc.option(budgetUnits(scale))
    const others = fc.array(
      budget.map((both) => ({ before: both, after: both })),
      { maxLength: 3 },
    )
    const change = fc
      .record({ before: budget, after: budget })
      .filter(({ before, after }) => before !== after)
    return fc
      .tuple(change, others, fc.nat({ max: 3 }))
      .chain(([changed, rest, position]) =>
        withLimit({ currency, scale, categories: rest.toSpliced(position, 0, changed) }),
      )
  })
}
