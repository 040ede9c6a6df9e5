import { describe, expect, it } from 'vitest'
import { enforceSpending, isBudgetBookError, warnSpending, type AskedSpending } from 'budgetbook'
import { expectInvalid, expectRefused } from '../../support/book/fixture.js'
import { openForHolds } from '../../support/book/holds.js'
import { storageKinds } from '../../support/storages/book-storages.js'

describe.each(storageKinds)('expenses.previewSpend in $name', (kind) => {
  it('says what spend would say, and changes nothing', async () => {
    const test = await openForHolds(kind, { spendingPolicy: enforceSpending({ of: ['category', 'limit'] }) })
    const { book, food, travel, stored } = test
    for (const [categoryId, amount] of [
      [food, '100.00'],
      [food, '100.01'],
      [travel, '0.01'],
      [travel, '-5.00'],
      [food, '1000.01'],
    ] as const) {
      const before = await stored()
      const { accepted, violations } = await book.expenses.previewSpend([{ categoryId, amount }])
      expect(await stored()).toEqual(before)
      const spent = await book.expenses.spend({ categoryId, amount }).then(
        ({ expense }) => expense.id,
        (error: unknown) => {
          if (isBudgetBookError(error, 'spending_rejected')) return error.details
          throw error
        },
      )
      if (typeof spent === 'string') {
        expect({ accepted, violations }).toEqual({ accepted: true, violations: [] })
        await book.expenses.remove(spent)
      } else {
        expect({ accepted, ...spent }).toMatchObject({ accepted: false, violations })
      }
    }
  })

  it('decides each as if those before it were spent, each month for itself', async () => {
    const { book, food } = await openForHolds(kind, { spendingPolicy: enforceSpending() })
    await book.budgets.create({ categoryId: food, month: '2026-03', amount: '100.00' })
    const asked = (...amounts: (readonly [string, string])[]) =>
      amounts.map(([amount, date]) => ({ categoryId: food, amount, date }))
    const twoMonths = asked(
      ['60', '2026-02-01'],
      ['60', '2026-03-01'],
      ['40', '2026-02-28'],
      ['40', '2026-03-31'],
    )
    expect(await book.expenses.previewSpend(twoMonths)).toEqual({ accepted: true, violations: [] })
    const { accepted, violations } = await book.expenses.previewSpend([
      ...twoMonths,
      ...asked(['0.01', '2026-03-02'], ['-50', '2026-02-02'], ['50', '2026-02-03']),
    ])
    expect(accepted).toBe(false)
    expect(violations).toMatchObject([{ before: '100.00', after: '100.01', largestAccepted: '0.00' }])
  })

  it('counts holds, and takes today for a date that is left out', async () => {
    const { book, food, hold } = await openForHolds(kind, { spendingPolicy: warnSpending() })
    await hold('99.00')
    const { accepted, violations } = await book.expenses.previewSpend([{ categoryId: food, amount: 2 }])
    expect(accepted).toBe(true)
    expect(violations).toMatchObject([{ of: 'category', before: '99.00', after: '101.00' }])
    expect(await book.expenses.previewSpend([])).toEqual({ accepted: true, violations: [] })
  })

  it.each<[string, unknown, string, (string | number)[]]>([
    ['no list', 5, 'invalid_type', ['spending']],
    ['nothing', undefined, 'invalid_type', ['spending']],
    ['zero', [{ categoryId: 'id-1', amount: 0 }], 'zero_amount', ['spending', 0, 'amount']],
    [
      'too many decimals, though an earlier category is unknown',
      [
        { categoryId: 'nobody', amount: 1 },
        { categoryId: 'id-1', amount: '0.001' },
      ],
      'too_many_decimals',
      ['spending', 1, 'amount'],
    ],
    [
      'an invalid date',
      [{ categoryId: 'id-1', amount: 1, date: '2026' }],
      'invalid_date',
      ['spending', 0, 'date'],
    ],
    [
      'a misspelled field',
      [{ categoryId: 'id-1', amount: 1, day: '2026-02-01' }],
      'unknown_field',
      ['spending', 0, 'day'],
    ],
  ])('refuses %s', async (_, spending, code, path) => {
    const test = await openForHolds(kind)
    const preview = async () => test.book.expenses.previewSpend(spending as AskedSpending[])
    await expectInvalid(test, preview, code, path)
  })

  it('refuses an unknown and an archived category, and a closed month', async () => {
    const test = await openForHolds(kind)
    const { book, food, travel } = test
    const preview = (categoryId: string) => async () =>
      book.expenses.previewSpend([{ categoryId, amount: 1 }])
    await expectRefused(test, preview('nobody'), 'not_found', { type: 'category', id: 'nobody' })
    await book.categories.archive(travel)
    await expectRefused(test, preview(travel), 'category_archived', { categoryId: travel })
    await book.months.close('2026-02')
    await expectRefused(test, preview(food), 'month_closed', { months: ['2026-02'] })
  })
})
