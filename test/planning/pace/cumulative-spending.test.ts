import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeUtilization, monthRange } from 'budgetbook'
import { computePace, cumulativeSpending } from 'budgetbook/planning'
import { minorUnitsOf } from '../../support/arbitraries/money.js'
import { plainPaceArbitrary } from '../../support/arbitraries/pace.js'
import { deepFreeze } from '../../support/deep-freeze.js'
import { expectedDays } from '../../support/pace-oracle.js'

const settings = { currency: 'USD' }

describe('cumulativeSpending', () => {
  it('agrees with days added up by hand', () => {
    fc.assert(
      fc.property(plainPaceArbitrary({ belowZero: true }), (input) => {
        const scale = minorUnitsOf(input.settings.currency)
        expect(cumulativeSpending(input)).toStrictEqual(expectedDays(input, scale))
      }),
      { numRuns: 300 },
    )
  })

  it('has each day of the month once, and ends with the total of the report and of the budgets', () => {
    fc.assert(
      fc.property(plainPaceArbitrary(), (input) => {
        const { start, end, days } = monthRange(input.month, input.settings.monthStartDay)
        const lines = cumulativeSpending(input)
        const { totalSpent, totalBudget, status } = computeUtilization(input).summary
        expect(lines.length).toBe(days)
        expect([lines[0]?.date, lines.at(-1)?.date]).toEqual([start, end])
        expect([...new Set(lines.map(({ date }) => date))].toSorted()).toEqual(lines.map(({ date }) => date))
        expect(lines.at(-1)).toMatchObject({
          cumulative: totalSpent,
          even: status === null ? null : totalBudget,
        })
      }),
    )
  })

  it('has the even line that a pace of one daily category expects each day', () => {
    fc.assert(
      fc.property(plainPaceArbitrary(), fc.nat(4), (input, nth) => {
        const id = input.categories[nth]?.id
        const budgets = input.budgets.filter(({ categoryId }) => categoryId === id)
        for (const { date, even } of cumulativeSpending({ ...input, budgets })) {
          const { summary } = computePace({ ...input, budgets, shapes: [], today: date })
          expect(even).toBe(summary.expected)
        }
      }),
    )
  })

  it('does not depend on the order of its lists, and reads each once', () => {
    fc.assert(
      fc.property(plainPaceArbitrary({ belowZero: true }), (input) => {
        const { budgets, expenses } = input
        const reversed = { budgets: budgets.toReversed().values(), expenses: expenses.toReversed().values() }
        expect(cumulativeSpending({ ...input, ...reversed })).toEqual(
          cumulativeSpending(deepFreeze(structuredClone(input))),
        )
      }),
    )
  })

  it('falls on a day of refunds, and goes on flat on days without an expense', () => {
    const lines = cumulativeSpending({
      month: '2026-02',
      settings: { ...settings, monthStartDay: 28 },
      expenses: [
        { categoryId: 'food', date: '2026-02-27', amount: '99.00' },
        { categoryId: 'food', date: '2026-02-28', amount: '20.00' },
        { categoryId: 'rent', date: '2026-02-28', amount: '5.00' },
        { categoryId: 'food', date: '2026-03-02', amount: '-30.00' },
        { categoryId: 'food', date: '2026-03-28', amount: '99.00' },
      ],
    })
    expect(lines.length).toBe(28)
    expect(lines.slice(0, 4)).toStrictEqual([
      { date: '2026-02-28', spent: '25.00', cumulative: '25.00', even: null },
      { date: '2026-03-01', spent: '0.00', cumulative: '25.00', even: null },
      { date: '2026-03-02', spent: '-30.00', cumulative: '-5.00', even: null },
      { date: '2026-03-03', spent: '0.00', cumulative: '-5.00', even: null },
    ])
  })

  it('has no even line without a budget in the month, and one of zero for a budget of zero', () => {
    const evens = (budgets?: { categoryId: string; month: string; amount: string }[]) =>
      new Set(
        cumulativeSpending({ month: '2026-04', settings, expenses: [], budgets }).map(({ even }) => even),
      )
    expect(evens()).toEqual(new Set([null]))
    expect(evens([])).toEqual(new Set([null]))
    expect(evens([{ categoryId: 'food', month: '2026-05', amount: '1.00' }])).toEqual(new Set([null]))
    expect(evens([{ categoryId: 'food', month: '2026-04', amount: '0' }])).toEqual(new Set(['0.00']))
  })
})
