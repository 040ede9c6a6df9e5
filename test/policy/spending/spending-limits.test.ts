import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  enforceSpending,
  isSpendingLimitViolation,
  warnSpending,
  type SpendingLimitOptions,
  type SpendingLimitViolation,
} from 'budgetbook'
import { deepFreeze } from '../../support/deep-freeze.js'
import { textOfUnits, unitsOfText } from '../../support/exact-decimal.js'
import { spendingArbitrary, toSpending, type PlainSpending } from '../../support/arbitraries/spending.js'
import { issuesOf } from '../../support/refusals.js'

const bounds = fc.subarray(['category', 'month', 'limit'] as const)
const sum = (units: readonly bigint[]): bigint => units.reduce((total, one) => total + one, 0n)
const usedIn = ({ categories }: PlainSpending): bigint =>
  sum(categories.map(({ spent, held }) => spent + held))

interface PlainOptions {
  readonly of: readonly ('category' | 'month' | 'limit')[]
  readonly unbudgeted: 'refuse' | 'allow'
  readonly perExpense: bigint | null
}

const optionsArbitrary: fc.Arbitrary<PlainOptions> = fc.record({
  of: bounds,
  unbudgeted: fc.constantFrom('refuse' as const, 'allow' as const),
  perExpense: fc.option(fc.constantFrom(0n, 1n, 100n, 150n)),
})

const toOptions = (
  { perExpense, ...rest }: PlainOptions,
  { scale }: PlainSpending,
): SpendingLimitOptions => ({
  ...rest,
  ...(perExpense === null ? {} : { perExpense: textOfUnits(perExpense, scale) }),
})

/** The bounds that are exceeded, worked out from the definition. */
function exceeded(plain: PlainSpending, { of, unbudgeted, perExpense }: PlainOptions): string[] {
  const { categories, at, added, amount, limit } = plain
  const { budget, spent, held } = categories[at]!
  const total = usedIn(plain)
  const over = (bound: bigint, before: bigint, after: bigint) => after > bound && after > before
  const found: string[] = []
  if (perExpense !== null && over(perExpense, 0n, amount)) found.push('expense')
  const isBounded = budget !== null || unbudgeted === 'refuse'
  if (of.includes('category') && isBounded && over(budget ?? 0n, spent + held, spent + held + added))
    found.push('category')
  const planned = sum(categories.map((category) => category.budget ?? 0n))
  if (of.includes('month') && over(planned, total, total + added)) found.push('month')
  if (of.includes('limit') && limit !== null && over(limit, total, total + added)) found.push('limit')
  return found
}

/** The same proposal with another amount. */
const withAdded = (plain: PlainSpending, added: bigint): PlainSpending => ({
  ...plain,
  added,
  amount: plain.amount - plain.added + added,
})

describe('enforceSpending', () => {
  it('refuses exactly what is above a bound and above what there was, for each bound', () => {
    fc.assert(
      fc.property(spendingArbitrary(), optionsArbitrary, (plain, options) => {
        const { accepted, violations } = enforceSpending(toOptions(options, plain)).decide(toSpending(plain))
        const expected = exceeded(plain, options)
        expect(violations.filter(isSpendingLimitViolation).map(({ of }) => of)).toEqual(expected)
        expect(violations).toHaveLength(expected.length)
        expect(accepted).toBe(expected.length === 0)
      }),
      { numRuns: 2_000 },
    )
  })

  it('bounds the budget of the category unless told otherwise, and refuses one without a budget', () => {
    fc.assert(
      fc.property(spendingArbitrary(), (plain) => {
        const proposal = toSpending(plain)
        const explicit = enforceSpending({ of: ['category'], unbudgeted: 'refuse' }).decide(proposal)
        expect(enforceSpending().decide(proposal)).toEqual(explicit)
        const undefinedOnes = { of: undefined, unbudgeted: undefined, perExpense: undefined }
        expect(enforceSpending(undefinedOnes).decide(proposal)).toEqual(explicit)
      }),
    )
  })

  it('tells amounts that belong together', () => {
    fc.assert(
      fc.property(spendingArbitrary(), optionsArbitrary, (plain, options) => {
        const { violations } = enforceSpending(toOptions(options, plain)).decide(toSpending(plain))
        const { scale, at } = plain
        const units = (text: string) => unitsOfText(text, scale)
        for (const violation of violations as readonly SpendingLimitViolation[]) {
          const { of, bound, before, after, overage, largestAccepted, categoryIds, message } = violation
          expect(units(overage)).toBe(units(after) - units(bound))
          const room = units(bound) - units(before)
          const held = of === 'expense' ? 0n : plain.amount - plain.added
          expect(units(largestAccepted)).toBe((room > 0n ? room : 0n) + held)
          expect(units(after) - units(before)).toBe(of === 'expense' ? plain.amount : plain.added)
          expect(categoryIds).toEqual([plain.categories[at]!.id])
          expect(message).toContain(after)
          expect(message).toContain(overage)
          for (const amount of [bound, before, after, overage, largestAccepted])
            expect(textOfUnits(units(amount), scale)).toBe(amount)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('accepts largestAccepted, and not one minor unit more', () => {
    fc.assert(
      fc.property(spendingArbitrary(), bounds, (plain, of) => {
        const policy = enforceSpending({ of })
        for (const violation of policy.decide(toSpending(plain))
          .violations as readonly SpendingLimitViolation[]) {
          const largest = unitsOfText(violation.largestAccepted, plain.scale) - (plain.amount - plain.added)
          const ofBound = (added: bigint) =>
            (
              policy.decide(toSpending(withAdded(plain, added)))
                .violations as readonly SpendingLimitViolation[]
            ).some((other) => other.of === violation.of)
          expect([ofBound(largest), ofBound(largest + 1n)]).toEqual([false, true])
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('refuses no refund, whatever is over its bound', () => {
    fc.assert(
      fc.property(spendingArbitrary(), optionsArbitrary, ({ added, ...plain }, options) => {
        const refund = { ...plain, kind: 'spend' as const, added: -1n, amount: -1n }
        expect(added).not.toBe(0n)
        expect(enforceSpending(toOptions(options, refund)).decide(toSpending(refund)).accepted).toBe(true)
      }),
    )
  })

  it.each<[SpendingLimitOptions, string]>([
    [{}, 'Spending and holds in Category c0 would come to 150.00, 50.00 over its budget (100.00)'],
    [
      { of: ['month'] },
      'Spending and holds in 2026-02 would come to 150.00, 50.00 over its budgets (100.00)',
    ],
    [
      { of: ['limit'] },
      'Spending and holds in 2026-02 would come to 150.00, 30.00 over your monthly limit (120.00)',
    ],
    [
      { of: [], perExpense: '9.99' },
      'The expense would come to 60.00, 50.01 over the largest that is allowed (9.99)',
    ],
  ])('says what is over what: %j', (options, message) => {
    const plain: PlainSpending = {
      currency: 'USD' as PlainSpending['currency'],
      scale: 2,
      limit: 12_000n,
      kind: 'spend',
      categories: [{ id: 'c0', budget: 10_000n, spent: 7_000n, held: 2_000n }],
      at: 0,
      added: 6_000n,
      amount: 6_000n,
    }
    expect(
      enforceSpending(options)
        .decide(toSpending(plain))
        .violations.map((one) => one.message),
    ).toEqual([message])
  })

  it('says of a category without a budget that it has none', () => {
    const category = { id: 'c0', budget: null, spent: 0n, held: 0n }
    const plain: PlainSpending = {
      currency: 'JPY' as PlainSpending['currency'],
      scale: 0,
      limit: null,
      kind: 'place',
      categories: [category],
      at: 0,
      added: 1n,
      amount: 1n,
    }
    const [violation] = enforceSpending().decide(toSpending(plain)).violations
    expect(violation).toMatchObject({ bound: '0', largestAccepted: '0' })
    expect(violation?.message).toBe(
      'Spending and holds in Category c0 would come to 1, but the category has no budget',
    )
  })
})

describe('warnSpending', () => {
  it('accepts everything, and reports exactly what enforceSpending refuses', () => {
    fc.assert(
      fc.property(spendingArbitrary(), optionsArbitrary, (plain, options) => {
        const given = toOptions(options, plain)
        const proposal = deepFreeze(toSpending(plain))
        const refused = enforceSpending(given).decide(proposal)
        expect(warnSpending(given).decide(proposal)).toEqual({
          accepted: true,
          violations: refused.violations,
        })
      }),
      { numRuns: 1_000 },
    )
  })
})

describe.each([enforceSpending, warnSpending])('the options of %o', (policy) => {
  it.each<[string, unknown, string, (string | number)[]]>([
    ['null', null, 'invalid_type', []],
    ['text', 'limit', 'invalid_type', []],
    ['an invalid bound', { of: ['limits'] }, 'invalid_value', ['of', 0]],
    ['bounds that are not a list', { of: 'limit' }, 'invalid_type', ['of']],
    ['null for bounds', { of: null }, 'invalid_type', ['of']],
    ['another word for unbudgeted', { unbudgeted: 'yes' }, 'invalid_value', ['unbudgeted']],
    ['text that is not an amount', { perExpense: 'x' }, 'invalid_amount', ['perExpense']],
    ['an amount below zero', { perExpense: '-0.01' }, 'negative_amount', ['perExpense']],
    ['more decimals than any currency has', { perExpense: '0.00001' }, 'too_many_decimals', ['perExpense']],
    ['null for the largest expense', { perExpense: null }, 'invalid_type', ['perExpense']],
    ['a misspelled one', { perexpense: 1 }, 'unknown_field', ['perexpense']],
  ])('may not be %s', (_, options, code, path) => {
    expect(issuesOf(() => policy(options as SpendingLimitOptions))).toMatchObject([{ code, path }])
  })

  it('are read once: later changes of the object say nothing', () => {
    const of: ('limit' | 'month')[] = []
    const options = { of, perExpense: 1 }
    const made = policy(options)
    of.push('limit')
    options.perExpense = 1e6
    const plain: PlainSpending = {
      currency: 'JPY' as PlainSpending['currency'],
      scale: 0,
      limit: 0n,
      kind: 'spend',
      categories: [{ id: 'c0', budget: null, spent: 0n, held: 0n }],
      at: 0,
      added: 2n,
      amount: 2n,
    }
    expect(made.decide(toSpending(plain)).violations).toMatchObject([{ of: 'expense', bound: '1' }])
  })

  it('have a name, and need isolation only if something is refused', () => {
    expect(policy()).toMatchObject(
      policy === enforceSpending
        ? { name: 'enforce-spending', needsIsolation: true }
        : { name: 'warn-spending', needsIsolation: false },
    )
  })
})
