import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  enforceSpending,
  spendingCeiling,
  type SpendingCeilingOptions,
  type SpendingLimitViolation,
} from 'budgetbook'
import { textOfUnits } from '../../support/exact-decimal.js'
import { failureOf } from '../../support/book/fixture.js'
import { openForHolds } from '../../support/book/holds.js'
import { spendingArbitrary, toSpending } from '../../support/arbitraries/spending.js'
import { issuesOf } from '../../support/refusals.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const sound: SpendingCeilingOptions = {
  name: 'Fun',
  categoryIds: ['c0', 'c1'],
  amount: '1.00',
  perMonth: true,
}

describe('spendingCeiling', () => {
  it('refuses exactly what brings its categories above the amount, and above what there was', () => {
    const ids = fc.subarray(['c0', 'c1', 'c2', 'nobody'])
    const ceilings = fc.constantFrom(0n, 1n, 100n, 200n, 300n)
    fc.assert(
      fc.property(spendingArbitrary(), ids, ceilings, (plain, categoryIds, ceiling) => {
        const amount = textOfUnits(ceiling, plain.scale)
        const policy = spendingCeiling({ name: 'Fun', categoryIds, amount, perMonth: true })
        const within = plain.categories.filter(({ id }) => categoryIds.includes(id))
        const before = within.reduce((sum, { spent, held }) => sum + spent + held, 0n)
        const isWithin = categoryIds.includes(plain.categories[plain.at]!.id)
        const after = before + (isWithin ? plain.added : 0n)
        const isRefused = after > ceiling && after > before
        const { accepted, violations } = policy.decide(toSpending(plain))
        expect(accepted).toBe(!isRefused)
        expect(violations.map((one) => [one.code, (one as SpendingLimitViolation).of])).toEqual(
          isRefused ? [['spending_limit_exceeded', 'ceiling']] : [],
        )
        if (isRefused)
          expect(violations[0]).toMatchObject({
            bound: amount,
            before: textOfUnits(before, plain.scale),
            after: textOfUnits(after, plain.scale),
            categoryIds: [plain.categories[plain.at]!.id],
          })
      }),
      { numRuns: 2_000 },
    )
  })

  it('is what enforceSpending of the month is, if its categories are all and its amount is that of the budgets', () => {
    fc.assert(
      fc.property(spendingArbitrary(), (plain) => {
        const proposal = toSpending(plain)
        const categoryIds = plain.categories.map(({ id }) => id)
        const planned = plain.categories.reduce((sum, { budget }) => sum + (budget ?? 0n), 0n)
        fc.pre(planned < 10n ** BigInt(15 + plain.scale))
        const amount = textOfUnits(planned, plain.scale)
        const ceiling = spendingCeiling({ name: 'All', categoryIds, amount, perMonth: true })
        const enforced = enforceSpending({ of: ['month'] })
        expect(ceiling.decide(proposal).accepted).toBe(enforced.decide(proposal).accepted)
      }),
    )
  })

  it.each<[string, object, string, (string | number)[]]>([
    ['no name', { name: undefined }, 'required', ['name']],
    ['an empty name', { name: ' ' }, 'too_short', ['name']],
    ['an amount below zero', { amount: -1 }, 'negative_amount', ['amount']],
    ['text that is not an amount', { amount: 'x' }, 'invalid_amount', ['amount']],
    ['categories that are not a list', { categoryIds: 'c0' }, 'invalid_type', ['categoryIds']],
    ['an id that is not text', { categoryIds: [5] }, 'invalid_type', ['categoryIds', 0]],
    ['another span than a month', { perMonth: false }, 'invalid_value', ['perMonth']],
    ['no span', { perMonth: undefined }, 'invalid_value', ['perMonth']],
    ['a misspelled field', { categories: [] }, 'unknown_field', ['categories']],
  ])('refuses %s', (_, fields, code, path) => {
    const options = { ...sound, ...fields } as SpendingCeilingOptions
    expect(issuesOf(() => spendingCeiling(options))).toMatchObject([{ code, path }])
  })

  it('has its name, and reads its list once', () => {
    const categoryIds = ['c0']
    const policy = spendingCeiling({ ...sound, name: ' Fun ', categoryIds })
    categoryIds.length = 0
    expect(policy).toMatchObject({ name: 'Fun', needsIsolation: true })
  })
})

describe.each(storageKinds)('a ceiling in a book in $name', (kind) => {
  it('bounds its categories together, each month for itself', async () => {
    const test = await openForHolds(kind)
    const { food, travel } = test
    const options = {
      name: 'Fun',
      categoryIds: [food, travel, 'gone'],
      amount: '50.00',
      perMonth: true as const,
    }
    const book = await test.reopen({ spendingPolicy: spendingCeiling(options) })
    await book.holds.place({ categoryId: food, amount: '30.00' })
    const spend = async (amount: string, date?: string) =>
      book.expenses.spend({ categoryId: travel, amount, date })
    const error = await failureOf(spend('20.01'))
    expect(error).toMatchObject({ code: 'spending_rejected', details: { policy: 'Fun', month: '2026-02' } })
    expect(error.message).toBe(
      'Spending and holds under the ceiling Fun would come to 50.01, 0.01 over its amount (50.00)',
    )
    await spend('20.00')
    await spend('50.00', '2026-03-01')
  })
})
