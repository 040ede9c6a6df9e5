import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { suggestBudgets, type BudgetSuggestionsInput } from 'budgetbook/planning'
import { suggestionsArbitrary, withSpending } from '../../support/arbitraries/insights.js'
import { deepFreeze } from '../../support/deep-freeze.js'
import { unitsOfText } from '../../support/exact-decimal.js'
import {
  expectedSuggestions,
  numberOfMonth,
  type PlainSuggestionOptions,
} from '../../support/insights-oracle.js'

/** The options as the function takes them. */
function optionsOf({ hundredths, ...options }: PlainSuggestionOptions) {
  return { ...options, adjustPercent: hundredths === undefined ? undefined : hundredths / 100 }
}

describe('suggestBudgets', () => {
  it('says what plain exact arithmetic says, in every field', () => {
    fc.assert(
      fc.property(suggestionsArbitrary(), ({ totals, options, scale }) => {
        expect(suggestBudgets({ ...totals, ...optionsOf(options) })).toStrictEqual(
          expectedSuggestions(totals, options, scale),
        )
      }),
      { numRuns: 600 },
    )
  })

  it('suggests between the least and the most of the window, or zero after refunds', () => {
    fc.assert(
      fc.property(suggestionsArbitrary(), ({ totals, options, scale }) => {
        const { month, today, months } = options
        for (const basis of ['median', 'mean', 'last'] as const) {
          for (const suggestion of suggestBudgets({ ...totals, month, today, months, basis })) {
            const units = suggestion.months.map(({ spent }) => unitsOfText(spent, scale))
            const amount = unitsOfText(suggestion.amount, scale)
            expect(units.some((spent) => amount <= spent) || amount === 0n).toBe(true)
            expect(units.some((spent) => amount >= spent)).toBe(true)
            expect(amount).toBeGreaterThanOrEqual(0n)
          }
        }
      }),
    )
  })

  it('looks at no month of today or later, nor at the planned one, and at no more than it is asked to', () => {
    fc.assert(
      fc.property(suggestionsArbitrary(), ({ totals, options }) => {
        for (const { months } of suggestBudgets({ ...totals, ...optionsOf(options) })) {
          const numbers = months.map(({ month }) => numberOfMonth(month))
          expect(months.length).toBeGreaterThan(0)
          expect(months.length).toBeLessThanOrEqual(options.months ?? 6)
          expect(numbers.at(-1)).toBeLessThan(numberOfMonth(options.month))
          expect(numbers.at(-1)).toBeLessThan(numberOfMonth(options.today.slice(0, 7)))
          expect(numbers).toEqual(numbers.map((_, index) => numbers[0]! + index))
        }
      }),
    )
  })

  it('suggests the same for a longer window, if the category was not used before', () => {
    fc.assert(
      fc.property(suggestionsArbitrary(), ({ totals, options }) => {
        const withMonths = (months: number) => suggestBudgets({ ...totals, ...optionsOf(options), months })
        for (const suggestion of withMonths(36)) {
          const count = suggestion.months.length
          if (count === 36) continue
          const same = withMonths(count).find(({ categoryId }) => categoryId === suggestion.categoryId)
          expect(same).toEqual(suggestion)
        }
      }),
    )
  })

  it('suggests multiples of the step, less than a step above what it suggests without', () => {
    fc.assert(
      fc.property(suggestionsArbitrary(), ({ totals, options, scale }) => {
        const { step = '1', ...rest } = options
        const plain = suggestBudgets({ ...totals, ...optionsOf(rest) })
        const stepped = suggestBudgets({ ...totals, ...optionsOf({ ...rest, step }) })
        const unit = unitsOfText(step, scale)
        for (const [index, { amount }] of stepped.entries()) {
          const raised = unitsOfText(amount, scale) - unitsOfText(plain[index]!.amount, scale)
          expect(unitsOfText(amount, scale) % unit).toBe(0n)
          expect(raised >= 0n && raised < unit).toBe(true)
        }
      }),
    )
  })

  it('does not depend on the order of the rows, nor on rows of later months', () => {
    fc.assert(
      fc.property(suggestionsArbitrary(), ({ totals, options }) => {
        const asked = optionsOf(options)
        const other = {
          ...totals,
          budgets: totals.budgets.filter(({ month }) => month <= options.month).toReversed(),
          expenses: totals.expenses.toReversed(),
        }
        expect(suggestBudgets({ ...other, ...asked })).toEqual(suggestBudgets({ ...totals, ...asked }))
      }),
    )
  })

  it('says of sums by month what it says of their expenses, and does not change its input', () => {
    fc.assert(
      fc.property(suggestionsArbitrary(), ({ totals, options, scale }) => {
        const asked = optionsOf(options)
        const sums = deepFreeze({ ...withSpending(totals, scale), ...asked })
        expect(suggestBudgets(sums)).toEqual(suggestBudgets(deepFreeze({ ...totals, ...asked })))
      }),
    )
  })
})

type Row = readonly [month: string, spent: string]

const sound = {
  month: '2026-04',
  today: '2026-04-10',
  settings: { currency: 'USD' },
  categories: [{ id: 'car', name: 'Car' }],
  budgets: [] as { categoryId: string; month: string; amount: string }[],
}

/** What is suggested for one category by what was spent in its months: the amount and the months. */
function suggest(rows: readonly Row[], options: Partial<BudgetSuggestionsInput> = {}) {
  const spending = rows.map(([month, spent]) => ({ categoryId: 'car', month, spent, expenseCount: 1 }))
  return suggestBudgets({ ...sound, spending, ...options } as BudgetSuggestionsInput).map(
    ({ amount, months }) => [amount, ...months.map(({ month }) => month)],
  )
}

const rows: Row[] = [
  ['2026-01', '10.00'],
  ['2026-02', '40.00'],
  ['2026-03', '25.01'],
  ['2026-04', '999.00'],
]

describe('a suggestion', () => {
  it('explains itself', () => {
    const spending = rows.map(([month, spent]) => ({ categoryId: 'car', month, spent, expenseCount: 1 }))
    expect(suggestBudgets({ ...sound, spending, basis: 'mean' })).toEqual([
      {
        categoryId: 'car',
        name: 'Car',
        amount: '25.00',
        basis: 'mean',
        months: [
          { month: '2026-01', spent: '10.00' },
          { month: '2026-02', spent: '40.00' },
          { month: '2026-03', spent: '25.01' },
        ],
      },
    ])
  })

  it('does not look at the current month when it plans a later one', () => {
    const window = ['2026-01', '2026-02', '2026-03']
    expect(suggest(rows, { month: '2026-09' })).toEqual([['25.01', ...window]])
    expect(suggest(rows, { month: '2026-04', today: '2026-04-30' })).toEqual([['25.01', ...window]])
    expect(suggest(rows, { month: '2026-03', today: '2026-08-01' })).toEqual([
      ['25.00', ...window.slice(0, 2)],
    ])
  })

  it('finds the month of today by the start day', () => {
    const settings = { currency: 'USD', monthStartDay: 28 }
    const lastMonth = (today: string) => suggest(rows, { settings, today, month: '2026-09' })[0]?.at(-1)
    expect([lastMonth('2026-03-27'), lastMonth('2026-03-28'), lastMonth('2026-04-28')]).toEqual([
      '2026-01',
      '2026-02',
      '2026-03',
    ])
  })

  it('counts a month without expenses as zero, and no month before the first use', () => {
    expect(suggest([['2025-12', '60.00']], { basis: 'mean' })).toEqual([
      ['15.00', '2025-12', '2026-01', '2026-02', '2026-03'],
    ])
    // A yearly bill: a twelfth a month.
    expect(suggest([['2025-04', '106.36']], { basis: 'mean', months: 12 })[0]?.[0]).toBe('8.86')
    // Used long ago: six months without anything are six zeros.
    expect(suggest([['2020-01', '60.00']])[0]).toHaveLength(7)
  })

  it('is absent without a window, and for an archived category', () => {
    expect(suggest([])).toEqual([])
    expect(suggest([['2026-04', '5.00']])).toEqual([])
    expect(suggest(rows, { categories: [{ id: 'car', name: 'Car', archived: true }] })).toEqual([])
    expect(suggest([], { month: '0001-01', today: '0001-01-01' })).toEqual([])
    expect(suggest([['0001-01', '5.00']], { month: '0001-02', today: '9999-12-31' })).toEqual([
      ['5.00', '0001-01'],
    ])
  })

  it('takes the spending or the budget of the last complete month where it is asked to', () => {
    const budgets = [
      { categoryId: 'car', month: '2026-02', amount: '70.00' },
      { categoryId: 'car', month: '2026-03', amount: '30.00' },
    ]
    expect(suggest(rows, { basis: 'last' })).toEqual([['25.01', '2026-03']])
    expect(suggest(rows.slice(0, 1), { basis: 'last' })).toEqual([['0.00', '2026-03']])
    expect(suggest(rows, { basis: 'budget', budgets })).toEqual([['30.00', '2026-03']])
    expect(suggest(rows, { basis: 'budget', budgets: budgets.slice(0, 1) })).toEqual([])
    expect(suggest([], { basis: 'budget', budgets: [{ ...budgets[1]!, amount: '0' }] })).toEqual([
      ['0.00', '2026-03'],
    ])
  })

  it('is zero after refunds, whatever is added', () => {
    const refunds: Row[] = [['2026-03', '-10.00']]
    for (const basis of ['median', 'mean', 'last'] as const) {
      expect(suggest(refunds, { basis, adjustPercent: 50, step: '5.00' })).toEqual([['0.00', '2026-03']])
    }
  })

  it.each<[number, string | undefined, string]>([
    [10, undefined, '27.51'],
    [-5, undefined, '23.76'],
    [-100, undefined, '0.00'],
    [-100, '5.00', '0.00'],
    [0.02, undefined, '25.02'],
    [0.01, undefined, '25.01'],
    [0, '5.00', '30.00'],
    [-0, '0.01', '25.01'],
    [10, '0.50', '28.00'],
    [1_000, undefined, '275.11'],
  ])('is adjusted by %s percent, then rounded up to a multiple of %s: %s', (adjustPercent, step, amount) => {
    expect(suggest(rows, { basis: 'last', adjustPercent, step })[0]?.[0]).toBe(amount)
  })

  it('goes to allocate, with the totals of the book as they come', async () => {
    const now = () => new Date('2026-03-10T12:00:00Z')
    const book = await openBudgetBook({ storage: createMemoryAdapter(), now })
    await book.settings.update({ currency: 'USD', monthlyLimit: '1000.00' })
    const { id: categoryId } = await book.categories.create({ name: 'Travel' })
    await book.expenses.record({ categoryId, amount: '80.00', date: '2026-01-03' })
    await book.expenses.record({ categoryId, amount: '50.00', date: '2026-02-03' })
    const suggestions = suggestBudgets({ ...(await book.totals()), month: '2026-04', today: '2026-03-10' })
    expect(suggestions.map(({ amount }) => amount)).toEqual(['65.00'])
    await book.budgets.allocate('2026-04', suggestions)
    expect((await book.utilization('2026-04')).summary.totalBudget).toBe('65.00')
  })
})
