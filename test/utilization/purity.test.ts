import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { computeUtilization } from 'budgetbook'
import { deepFreeze } from '../support/deep-freeze.js'
import { textOfUnits, unitsOfText } from '../support/exact-decimal.js'
import { minorUnitsOf } from '../support/arbitraries/money.js'
import { plainInputArbitrary, shuffledInputArbitrary } from '../support/arbitraries/utilization.js'
import { expectedMonth, type PlainInput } from '../support/utilization-oracle.js'

/** What an app would keep instead of the month's expenses: a total for each category that has some. */
function spendingOf({ month, settings, categories, expenses }: PlainInput) {
  const scale = minorUnitsOf(settings.currency)
  const own = expenses.filter(({ date }) => expectedMonth(date, settings.monthStartDay) === month)
  return categories.flatMap(({ id }) => {
    const amounts = own.filter(({ categoryId }) => categoryId === id).map(({ amount }) => amount)
    if (amounts.length === 0) return []
    const spent = amounts.reduce((total, amount) => total + unitsOfText(amount, scale), 0n)
    return [{ categoryId: id, spent: textOfUnits(spent, scale), expenseCount: amounts.length }]
  })
}

function withSpending({ expenses: _, ...input }: PlainInput, spending: ReturnType<typeof spendingOf>) {
  return { ...input, spending }
}

function* each<Item>(items: Iterable<Item>): Generator<Item> {
  yield* items
}

describe('computeUtilization', () => {
  it('gives the same report whatever order budgets and expenses come in', () => {
    fc.assert(
      fc.property(shuffledInputArbitrary(), ({ input, shuffled }) => {
        expect(computeUtilization(shuffled)).toStrictEqual(computeUtilization(input))
      }),
    )
  })

  it('reports categories in the order in which they are given', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), (input) => {
        const forward = computeUtilization(input)
        const backward = computeUtilization({ ...input, categories: input.categories.toReversed() })
        expect(backward).toStrictEqual({
          ...forward,
          categories: forward.categories.toReversed(),
          unbudgeted: forward.unbudgeted.toReversed(),
        })
      }),
    )
  })

  it('gives the same report whatever other months hold', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), (input) => {
        const { month, settings, budgets, expenses } = input
        const alone = {
          ...input,
          budgets: budgets.filter((budget) => budget.month === month),
          expenses: expenses.filter(({ date }) => expectedMonth(date, settings.monthStartDay) === month),
        }
        expect(computeUtilization(input)).toStrictEqual(computeUtilization(alone))
      }),
    )
  })

  it('gives the same report from kept totals as from the expenses behind them', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), (input) => {
        const totals = withSpending(input, spendingOf(input))
        expect(computeUtilization(totals)).toStrictEqual(computeUtilization(input))
      }),
    )
  })

  it('adds up rows of spending that are of one category, and leaves out those of nothing', () => {
    const report = computeUtilization({
      month: '2026-02',
      settings: { currency: 'KWD' },
      categories: ['a', 'b', 'c'].map((id) => ({ id, name: id })),
      budgets: [],
      spending: [
        { categoryId: 'a', spent: '1.500', expenseCount: 2 },
        { categoryId: 'b', spent: '0.000', expenseCount: 0 },
        { categoryId: 'c', spent: '2', expenseCount: 0 },
        { categoryId: 'a', spent: '-0.250', expenseCount: 1 },
      ],
    })
    expect(report.unbudgeted).toEqual([
      { categoryId: 'a', name: 'a', spent: '1.250', expenseCount: 3, held: '0.000' },
      { categoryId: 'c', name: 'c', spent: '2.000', expenseCount: 0, held: '0.000' },
    ])
    expect(report.summary).toMatchObject({ totalSpent: '3.250', expenseCount: 3 })
  })

  it('does not change its input', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), (input) => {
        const report = computeUtilization(structuredClone(input))
        expect(computeUtilization(deepFreeze(input))).toStrictEqual(report)
        const totals = withSpending(input, spendingOf(input))
        expect(computeUtilization(deepFreeze(totals))).toStrictEqual(report)
      }),
    )
  })

  it('takes any iterable for a list, also one that can be walked only once', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), (input) => {
        const report = computeUtilization(input)
        const { categories, budgets, expenses } = input
        expect(
          computeUtilization({
            ...input,
            categories: each(categories),
            budgets: new Set(budgets),
            expenses: new Map(expenses.entries()).values(),
          }),
        ).toStrictEqual(report)
        const spending = spendingOf(input)
        expect(computeUtilization({ ...input, expenses: undefined, spending: each(spending) })).toStrictEqual(
          report,
        )
      }),
    )
  })

  it('ignores fields that it does not need, as whole entities have them', () => {
    const more = {
      archived: true,
      metadata: { month: '1999-01' },
      createdAt: 'then',
      updatedAt: 7,
      description: '',
    }
    fc.assert(
      fc.property(plainInputArbitrary(), (input) => {
        const whole = {
          ...input,
          ...more,
          settings: { ...input.settings, ...more },
          categories: input.categories.map((category) => ({ ...category, ...more })),
          budgets: input.budgets.map((budget, index) => ({ ...budget, ...more, id: index })),
          expenses: input.expenses.map((expense, index) => ({ ...expense, ...more, id: index, month: '0' })),
        }
        expect(computeUtilization(whole)).toStrictEqual(computeUtilization(input))
      }),
    )
  })

  it('takes absent settings for their defaults', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), ({ thresholds: _, ...input }) => {
        const settings = { currency: input.settings.currency }
        const report = computeUtilization({ ...input, settings })
        const explicit = { ...settings, monthlyLimit: null, monthStartDay: 1 }
        const thresholds = { warning: 75, critical: 90, overBudget: 100, overBudgetWhen: 'exceeded' as const }
        expect(computeUtilization({ ...input, settings: explicit, thresholds })).toStrictEqual(report)
        const undefinedOnes = { ...settings, monthlyLimit: undefined, monthStartDay: undefined }
        expect(
          computeUtilization({ ...input, settings: undefinedOnes, thresholds: undefined }),
        ).toStrictEqual(report)
      }),
    )
  })

  it('gives a report that survives JSON', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), (input) => {
        const report = computeUtilization(input)
        expect(JSON.parse(JSON.stringify(report))).toStrictEqual(report)
      }),
    )
  })
})
