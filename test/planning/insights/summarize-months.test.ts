import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { computeUtilization, createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { summarizeMonths } from 'budgetbook/planning'
import {
  monthNear,
  rangeArbitrary,
  totalsArbitrary,
  withSpending,
} from '../../support/arbitraries/insights.js'
import { deepFreeze } from '../../support/deep-freeze.js'
import { unitsOfText } from '../../support/exact-decimal.js'
import { expectedSummary, monthsFrom } from '../../support/insights-oracle.js'

const sum = (amounts: readonly string[], scale: number) =>
  amounts.reduce((total, amount) => total + unitsOfText(amount, scale), 0n)

describe('summarizeMonths', () => {
  it('says what plain exact arithmetic says, in every field', () => {
    fc.assert(
      fc.property(rangeArbitrary(), ({ totals, range, scale }) => {
        expect(summarizeMonths({ ...range, ...totals })).toStrictEqual(expectedSummary(totals, range, scale))
      }),
      { numRuns: 400 },
    )
  })

  it('gives for each month what its own report gives', () => {
    fc.assert(
      fc.property(rangeArbitrary(), ({ totals, range }) => {
        const { months } = summarizeMonths({ ...range, ...totals })
        expect(months.map(({ month }) => month)).toEqual(monthsFrom(range.from, range.to))
        for (const { month, complete: _, ...figures } of months) {
          const {
            statusCounts: _counts,
            held: _held,
            free: _free,
            ...summary
          } = computeUtilization({
            ...totals,
            month,
          }).summary
          expect(figures).toEqual(summary)
        }
      }),
    )
  })

  it('has the summary of the report as the total of one month', () => {
    fc.assert(
      fc.property(totalsArbitrary(), ({ totals, month }) => {
        const { total } = summarizeMonths({ from: month, to: month, ...totals })
        const { summary } = computeUtilization({ ...totals, month })
        expect(total).toEqual({
          budget: summary.totalBudget,
          spent: summary.totalSpent,
          remaining: summary.totalRemaining,
          utilizationPercent: summary.utilizationPercent,
          status: summary.status,
          expenseCount: summary.expenseCount,
        })
      }),
    )
  })

  it('has a total that the months add up to, and so do the categories', () => {
    fc.assert(
      fc.property(rangeArbitrary(), ({ totals, range, scale }) => {
        const { months, categories, total } = summarizeMonths({ ...range, ...totals })
        for (const [field, ofMonth] of [
          ['budget', 'totalBudget'],
          ['spent', 'totalSpent'],
          ['remaining', 'totalRemaining'],
        ] as const) {
          const exact = unitsOfText(total[field], scale)
          expect(
            sum(
              months.map((month) => month[ofMonth]),
              scale,
            ),
          ).toBe(exact)
          expect(
            sum(
              categories.map((category) => category[field]),
              scale,
            ),
          ).toBe(exact)
        }
        expect(months.reduce((count, month) => count + month.expenseCount, 0)).toBe(total.expenseCount)
        for (const { series, spent, budget } of categories) {
          expect(
            sum(
              series.map((entry) => entry.spent),
              scale,
            ),
          ).toBe(unitsOfText(spent, scale))
          expect(
            sum(
              series.map((entry) => entry.budget ?? '0'),
              scale,
            ),
          ).toBe(unitsOfText(budget, scale))
        }
      }),
    )
  })

  it('has means and medians between the least and the most, and a mean that is off by half a unit a month', () => {
    fc.assert(
      fc.property(rangeArbitrary(), ({ totals, range, scale }) => {
        const { categories, months } = summarizeMonths({ ...range, ...totals })
        const complete = new Set(months.flatMap((month) => (month.complete ? [month.month] : [])))
        for (const { mean, median, least, most, monthsCounted, series } of categories) {
          if (mean === null || median === null || least === null || most === null) {
            expect([mean, median, least, most, monthsCounted]).toEqual([null, null, null, null, 0])
            continue
          }
          for (const middle of [mean, median]) {
            expect(unitsOfText(middle, scale)).toBeGreaterThanOrEqual(unitsOfText(least, scale))
            expect(unitsOfText(middle, scale)).toBeLessThanOrEqual(unitsOfText(most, scale))
          }
          // Nothing was spent before the first use, so the sum is that of all complete months.
          const spent = sum(
            series.flatMap((entry) => (complete.has(entry.month) ? [entry.spent] : [])),
            scale,
          )
          const off = unitsOfText(mean, scale) * BigInt(monthsCounted) - spent
          expect((off < 0n ? -off : off) * 2n).toBeLessThanOrEqual(BigInt(monthsCounted))
        }
      }),
    )
  })

  it('counts the same months, however many empty ones come before the first use', () => {
    const counted = ({ categories }: ReturnType<typeof summarizeMonths>) =>
      categories.map(({ series: _, ...figures }) => figures)
    fc.assert(
      fc.property(rangeArbitrary(), fc.integer({ min: 1, max: 30 }), ({ totals, range }, more) => {
        const kept = {
          ...totals,
          budgets: totals.budgets.filter(({ month }) => month >= range.from),
          expenses: totals.expenses.filter(({ date }) => date >= `${range.from}-28`),
        }
        const longer = { ...range, from: monthNear(range.from, -more) }
        expect(counted(summarizeMonths({ ...longer, ...kept }))).toEqual(
          counted(summarizeMonths({ ...range, ...kept })),
        )
      }),
    )
  })

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(rangeArbitrary(), ({ totals, range }) => {
        const turned = {
          ...totals,
          budgets: totals.budgets.toReversed(),
          expenses: totals.expenses.toReversed(),
        }
        expect(summarizeMonths({ ...range, ...turned })).toEqual(summarizeMonths({ ...range, ...totals }))
      }),
    )
  })

  it('says of sums by month what it says of their expenses', () => {
    fc.assert(
      fc.property(rangeArbitrary(), ({ totals, range, scale }) => {
        expect(summarizeMonths({ ...range, ...withSpending(totals, scale) })).toEqual(
          summarizeMonths({ ...range, ...totals }),
        )
      }),
    )
  })

  it('does not change its input', () => {
    fc.assert(
      fc.property(rangeArbitrary(), ({ totals, range }) => {
        const input = { ...range, ...totals }
        const summary = summarizeMonths(input)
        expect(summarizeMonths(deepFreeze(input))).toEqual(summary)
      }),
    )
  })
})

type Row = readonly [month: string, spent: string]

/** The summary of one category by what was spent in its months. */
function summaryOf(
  rows: readonly Row[],
  range: { from: string; to: string; today?: string },
  currency = 'USD',
) {
  return summarizeMonths({
    ...range,
    settings: { currency },
    categories: [{ id: 'car', name: 'Car' }],
    budgets: [],
    spending: rows.map(([month, spent]) => ({ categoryId: 'car', month, spent, expenseCount: 1 })),
  })
}

describe('the months that count', () => {
  it('spreads a yearly bill over the year', () => {
    const rows: Row[] = [
      ['2025-01', '0.00'],
      ['2025-06', '106.36'],
    ]
    const [car] = summaryOf(rows, { from: '2025-01', to: '2025-12' }).categories
    expect([car?.mean, car?.median, car?.monthsCounted]).toEqual(['8.86', '0.00', 12])
  })

  it('leaves out the current month and later ones, and counts every month without today', () => {
    const rows: Row[] = [
      ['2026-01', '10.00'],
      ['2026-02', '20.00'],
      ['2026-03', '90.00'],
    ]
    const range = { from: '2026-01', to: '2026-04' }
    const means = (today: string) => {
      const { categories, months } = summaryOf(rows, { ...range, today })
      return [categories[0]?.mean, months.map(({ complete }) => complete)]
    }
    expect(means('2026-03-31')).toEqual(['15.00', [true, true, false, false]])
    expect(means('2026-04-01')).toEqual(['40.00', [true, true, true, false]])
    expect(means('2025-12-31')).toEqual([null, [false, false, false, false]])
    const { categories, months } = summaryOf(rows, range)
    expect([categories[0]?.mean, months.every(({ complete }) => complete)]).toEqual(['30.00', true])
  })

  it('finds the month of today by the start day', () => {
    const input = {
      from: '2026-01',
      to: '2026-03',
      categories: [{ id: 'car', name: 'Car' }],
      budgets: [],
      expenses: [{ categoryId: 'car', date: '2026-02-25', amount: '6.00' }],
    }
    const complete = (today: string, monthStartDay: number) =>
      summarizeMonths({ ...input, today, settings: { currency: 'USD', monthStartDay } }).months.filter(
        (month) => month.complete,
      ).length
    expect([complete('2026-03-24', 25), complete('2026-03-25', 25), complete('2024-02-29', 28)]).toEqual([
      1, 2, 0,
    ])
  })

  it('counts from a budget too, and from a first use before the range', () => {
    const budgets = [{ categoryId: 'car', month: '2026-01', amount: '0.00' }]
    const expenses = [{ categoryId: 'car', date: '2026-03-02', amount: '9.00' }]
    const input = { settings: { currency: 'USD' }, categories: [{ id: 'car', name: 'Car' }], expenses }
    const counted = (from: string, list: typeof budgets) =>
      summarizeMonths({ ...input, from, to: '2026-03', budgets: list }).categories[0]?.monthsCounted
    expect([counted('2025-12', budgets), counted('2026-02', budgets), counted('2026-02', [])]).toEqual([
      3, 2, 1,
    ])
  })

  it('does not count from a row of totals without expenses', () => {
    const row = (month: string, spent: string, expenseCount: number) => ({
      categoryId: 'car',
      month,
      spent,
      expenseCount,
    })
    const { categories } = summarizeMonths({
      from: '2026-01',
      to: '2026-03',
      settings: { currency: 'USD' },
      categories: ['car', 'idle'].map((id) => ({ id, name: id })),
      budgets: [],
      spending: [
        row('2026-01', '0.00', 0),
        row('2026-02', '4.00', 1),
        { ...row('2026-02', '0.00', 0), categoryId: 'idle' },
      ],
    })
    expect(categories.map(({ categoryId, mean }) => [categoryId, mean])).toEqual([['car', '2.00']])
  })

  it('rounds halves away from zero, in yen too', () => {
    const range = { from: '2026-01', to: '2026-02' }
    const middle = (first: string, second: string, currency: string) => {
      const rows: Row[] = [
        ['2026-01', first],
        ['2026-02', second],
      ]
      const [car] = summaryOf(rows, range, currency).categories
      return [car?.mean, car?.median]
    }
    expect(middle('1', '2', 'JPY')).toEqual(['2', '2'])
    expect(middle('-1', '-2', 'JPY')).toEqual(['-2', '-2'])
    expect(middle('0.001', '-0.002', 'KWD')).toEqual(['-0.001', '-0.001'])
  })
})

describe('the categories of a summary', () => {
  const input = {
    from: '2026-01',
    to: '2026-02',
    settings: { currency: 'USD' },
    categories: [
      { id: 'idle', name: 'Idle' },
      { id: 'food', name: 'Food' },
      { id: 'fun', name: 'Fun' },
      { id: 'rent', name: 'Rent' },
      { id: 'plan', name: 'Plan', archived: true },
    ],
    budgets: [
      { categoryId: 'rent', month: '2026-01', amount: '800.00' },
      { categoryId: 'plan', month: '2026-02', amount: '50.00' },
      { categoryId: 'idle', month: '2026-03', amount: '50.00' },
    ],
  }
  const expense = (categoryId: string, amount: string) => ({ categoryId, date: '2026-01-31', amount })

  it('are those with a budget or an expense, the largest spending first, equal ones as they were given', () => {
    const expenses = [expense('fun', '50.00'), expense('food', '50.00'), expense('rent', '200.00')]
    const { categories } = summarizeMonths({ ...input, expenses })
    expect(categories.map(({ name, budget, remaining, share }) => [name, budget, remaining, share])).toEqual([
      ['Rent', '800.00', '600.00', 66.67],
      ['Food', '0.00', '-50.00', 16.67],
      ['Fun', '0.00', '-50.00', 16.67],
      ['Plan', '50.00', '50.00', 0],
    ])
    expect(categories[3]?.series).toEqual([
      { month: '2026-01', budget: null, spent: '0.00' },
      { month: '2026-02', budget: '50.00', spent: '0.00' },
    ])
  })

  it('have a share below zero for refunds, and none where nothing was spent in total', () => {
    const shares = (expenses: ReturnType<typeof expense>[]) =>
      summarizeMonths({ ...input, budgets: [], expenses }).categories.map(({ share }) => share)
    expect(shares([expense('fun', '-25.00'), expense('food', '125.00')])).toEqual([125, -25])
    expect(shares([expense('fun', '-25.00'), expense('food', '25.00')])).toEqual([null, null])
    expect(shares([expense('fun', '-25.00')])).toEqual([null])
    expect(shares([])).toEqual([])
  })
})

it('takes the totals of a book as they come', async () => {
  const book = await openBudgetBook({
    storage: createMemoryAdapter(),
    now: () => new Date('2026-03-10T12:00:00Z'),
  })
  await book.settings.update({ currency: 'USD' })
  const { id: categoryId } = await book.categories.create({ name: 'Travel' })
  await book.budgets.create({ categoryId, month: '2026-01', amount: '100.00' })
  await book.expenses.record({ categoryId, amount: '80.00', date: '2026-02-03' })
  const range = { from: '2026-01', to: '2026-03' }
  const summary = summarizeMonths({ ...(await book.totals(range)), ...range, today: '2026-03-10' })
  expect(summary.total).toMatchObject({ spent: '80.00', utilizationPercent: 80, status: 'warning' })
  expect(summary.categories[0]).toMatchObject({ mean: '40.00', monthsCounted: 2 })
})
