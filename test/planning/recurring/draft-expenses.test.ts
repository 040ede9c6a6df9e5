import { Decimal } from 'decimal.js'
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { createMemoryAdapter, openBudgetBook, type InputIssue } from 'budgetbook'
import { draftExpenses, type DraftExpensesInput, type ExpenseSchedule } from 'budgetbook/planning'
import { monthArbitrary } from '../../support/arbitraries/calendar.js'
import { dateNear, recurrenceArbitrary } from '../../support/arbitraries/recurring.js'
import { amountArbitrary } from '../../support/arbitraries/money.js'
import { deepFreeze } from '../../support/deep-freeze.js'
import { expectedOccurrences } from '../../support/recurring-oracle.js'
import { issuesOf } from '../../support/refusals.js'

const rent: ExpenseSchedule = {
  id: 'rent',
  rule: { start: '2026-01-31', unit: 'month' },
  categoryId: 'home',
  amount: '900.00',
}

const schedulesArbitrary = (month: string) =>
  fc.uniqueArray(
    fc.record({
      id: fc.oneof(
        fc.constantFrom('rent', '__proto__', 'a:2026-01-01', ':'),
        fc.string({ minLength: 1, maxLength: 3 }),
      ),
      rule: recurrenceArbitrary(month),
      categoryId: fc.constantFrom('home', 'car'),
      amount: amountArbitrary('USD').filter((amount) => amount !== '0.00'),
      description: fc.constantFrom(undefined, '', 'Rent'),
    }),
    { maxLength: 4, selector: ({ id }) => id },
  )

const ordered = ([one, other]: [string, string]): [string, string] =>
  one < other ? [one, other] : [other, one]

const inputs = monthArbitrary().chain((month) =>
  fc.record({
    schedules: schedulesArbitrary(month),
    days: fc.tuple(dateNear(month, 4, 8), dateNear(month, 4, 8)).map(ordered),
  }),
)

describe('draftExpenses', () => {
  it('drafts each occurrence of each schedule once, oldest first, in the order of the schedules', () => {
    fc.assert(
      fc.property(inputs, ({ schedules, days: [from, through] }) => {
        const sound = schedules.filter(({ id }) => !/\p{Surrogate}/u.test(id) && !id.includes('\0'))
        const expected = sound.flatMap((schedule, position) =>
          expectedOccurrences(schedule.rule, from, through).map((date) => ({ schedule, position, date })),
        )
        expected.sort((a, b) => a.date.localeCompare(b.date) || a.position - b.position)
        const drafts = draftExpenses(deepFreeze({ schedules: sound, from, through }))
        expect(drafts).toStrictEqual(
          expected.map(({ schedule: { id, categoryId, amount, description }, date }) => ({
            operationId: `schedule:${id}:${date}`,
            expense: { categoryId, amount, date, ...(description === undefined ? {} : { description }) },
          })),
        )
        expect(new Set(drafts.map(({ operationId }) => operationId)).size).toBe(drafts.length)
      }),
    )
  })

  it('posts each once, however ranges overlap, while the book knows the operations', async () => {
    const posting = monthArbitrary().chain((month) =>
      fc.record({
        rules: fc.array(recurrenceArbitrary(month), { minLength: 1, maxLength: 3 }),
        ranges: fc.array(fc.tuple(dateNear(month, 2, 4), dateNear(month, 2, 4)).map(ordered), {
          minLength: 2,
          maxLength: 4,
        }),
      }),
    )
    await fc.assert(
      fc.asyncProperty(posting, async ({ rules, ranges }) => {
        const book = await openBudgetBook({ storage: createMemoryAdapter() })
        const { id: categoryId } = await book.categories.create({ name: 'Home' })
        const schedules = rules.map((rule, index) => ({ id: `s${index}`, rule, categoryId, amount: 1 }))
        const due = new Set<string>()
        for (const [from, through] of ranges) {
          for (const { operationId, expense } of draftExpenses({ schedules, from, through })) {
            await book.expenses.record(expense, { operationId })
          }
          for (const { id, rule } of schedules) {
            for (const date of expectedOccurrences(rule, from, through)) due.add(`${date} ${id}`)
          }
        }
        const { items } = await book.expenses.list({ limit: 1_000 })
        const dates = items.map(({ date }) => date as string).sort()
        expect(dates).toEqual([...due].map((key) => key.slice(0, 10)).sort())
      }),
      { numRuns: 30 },
    )
  })

  it('gives nothing where the last day is before the first: the clock went back', () => {
    expect(draftExpenses({ schedules: [rent], from: '2026-02-01', through: '2026-01-31' })).toEqual([])
  })

  it('keeps an amount as the plain text of what it was given', () => {
    const amounts = ['12.5', 12.5, new Decimal('12.50'), '-3.000', 0.0001]
    const schedules = amounts.map((amount, index) => ({ ...rent, id: `${index}`, amount }))
    const drafts = draftExpenses({ schedules, from: '2026-01-31', through: '2026-01-31' })
    expect(drafts.map(({ expense }) => expense.amount)).toEqual(['12.5', '12.5', '12.5', '-3.000', '0.0001'])
  })

  it('takes schedules that can be walked only once', () => {
    const schedules = new Set([rent]).values()
    expect(draftExpenses({ schedules, from: '2026-01-01', through: '2026-01-31' })).toHaveLength(1)
  })

  it('takes the longest id whose operations a book knows', async () => {
    const id = 'x'.repeat(180)
    const [draft] = draftExpenses({ schedules: [{ ...rent, id }], from: '2026-01-31', through: '2026-01-31' })
    expect(draft?.operationId).toHaveLength(200)
    const book = await openBudgetBook({ storage: createMemoryAdapter() })
    const { id: categoryId } = await book.categories.create({ name: 'Home' })
    const { operationId } = draft!
    await book.expenses.record({ ...draft!.expense, categoryId }, { operationId })
    expect((await book.expenses.list()).items).toHaveLength(1)
  })

  const days = { from: '2026-01-01', through: '2026-01-31' }
  const withRent = (changes: object) => ({ ...days, schedules: [{ ...rent, ...changes }] })
  const ofRent = (...path: readonly string[]) => ['schedules', 0, ...path]
  it.each<[string, InputIssue['code'], InputIssue['path'], unknown]>([
    ['nothing at all', 'invalid_type', [], undefined],
    ['schedules that are not a list', 'invalid_type', ['schedules'], { ...days, schedules: 'rent' }],
    ['an invalid schedule', 'invalid_type', ['schedules', 1], { ...days, schedules: [rent, null] }],
    ['no from', 'invalid_type', ['from'], { schedules: [], through: '2026-01-01' }],
    ['an invalid through', 'invalid_date', ['through'], { ...days, schedules: [], through: '2026-02-30' }],
    ['two schedules with one id', 'duplicate', ['schedules', 1, 'id'], { ...days, schedules: [rent, rent] }],
    ['an id that is a number', 'invalid_type', ofRent('id'), withRent({ id: 7 })],
    ['an empty id', 'too_short', ofRent('id'), withRent({ id: '' })],
    ['an id too long for an operation', 'too_long', ofRent('id'), withRent({ id: 'x'.repeat(181) })],
    ['an id that no storage can hold', 'unsupported_text', ofRent('id'), withRent({ id: '\0' })],
    ['no category', 'invalid_type', ofRent('categoryId'), withRent({ categoryId: undefined })],
    ['an amount of zero', 'zero_amount', ofRent('amount'), withRent({ amount: '0.00' })],
    ['an invalid amount', 'invalid_amount', ofRent('amount'), withRent({ amount: '1,000' })],
    ['NaN', 'invalid_amount', ofRent('amount'), withRent({ amount: Number.NaN })],
    ['five decimals', 'too_many_decimals', ofRent('amount'), withRent({ amount: '1.00001' })],
    ['16 digits', 'too_many_digits', ofRent('amount'), withRent({ amount: '1'.repeat(16) })],
    [
      'a description that is not text',
      'invalid_type',
      ofRent('description'),
      withRent({ description: null }),
    ],
    ['a description too long', 'too_long', ofRent('description'), withRent({ description: 'x'.repeat(501) })],
    ['an invalid rule', 'invalid_type', ofRent('rule'), withRent({ rule: undefined })],
    [
      'a bad unit',
      'invalid_value',
      ofRent('rule', 'unit'),
      withRent({ rule: { ...rent.rule, unit: 'day' } }),
    ],
    [
      'more than 10,000 drafts of a schedule',
      'too_big',
      ofRent('rule'),
      { ...withRent({ rule: { start: '0001-01-01', unit: 'week' } }), from: '0001-01-01' },
    ],
  ])('refuses %s', (_what, code, path, input) => {
    expect(issuesOf(() => draftExpenses(input as DraftExpensesInput))).toMatchObject([{ code, path }])
  })
})
