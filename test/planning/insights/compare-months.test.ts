import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { computeUtilization, type Utilization } from 'budgetbook'
import { compareMonths } from 'budgetbook/planning'
import { totalsArbitrary } from '../../support/arbitraries/insights.js'
import { deepFreeze } from '../../support/deep-freeze.js'
import { textOfUnits, unitsOfText } from '../../support/exact-decimal.js'
import { monthOfNumber, numberOfMonth } from '../../support/insights-oracle.js'
import { expectedPercent } from '../../support/utilization-oracle.js'

/** The reports of two months near each other; each may lack some categories. */
function reportsArbitrary(): fc.Arbitrary<{ before: Utilization; after: Utilization; scale: number }> {
  return fc
    .tuple(totalsArbitrary(), fc.integer({ min: -3, max: 0 }), fc.integer({ min: -3, max: 0 }))
    .map(([{ totals, month, scale }, first, second]) => {
      const near = (offset: number) => monthOfNumber(Math.max(numberOfMonth(month) + offset, 12))
      const report = (offset: number) => computeUtilization({ ...totals, month: near(offset) })
      return { before: report(first), after: report(second), scale }
    })
}

const linesOf = ({ categories, unbudgeted }: Utilization) => [
  ...categories,
  ...unbudgeted.map((line) => ({ ...line, budget: null })),
]

describe('compareMonths', () => {
  it('has each category of either report once, with the figures of both', () => {
    fc.assert(
      fc.property(reportsArbitrary(), ({ before, after, scale }) => {
        const old = linesOf(before)
        const now = linesOf(after)
        const onlyOld = old.filter(({ categoryId }) => !now.some((line) => line.categoryId === categoryId))
        const change = (from: string | null, to: string | null) => {
          const start = unitsOfText(from ?? '0', scale)
          const moved = unitsOfText(to ?? '0', scale) - start
          const percent = start === 0n ? null : expectedPercent(moved, start < 0n ? -start : start)
          return { change: textOfUnits(moved, scale), changePercent: moved === 0n ? 0 : percent }
        }
        const zero = textOfUnits(0n, scale)
        const expected = [...now, ...onlyOld].map(({ categoryId, name }) => {
          const from = old.find((line) => line.categoryId === categoryId)
          const to = now.find((line) => line.categoryId === categoryId)
          const budgets = { before: from?.budget ?? null, after: to?.budget ?? null }
          const spent = { before: from?.spent ?? zero, after: to?.spent ?? zero }
          return {
            categoryId,
            name,
            budget: { ...budgets, ...change(budgets.before, budgets.after) },
            spent: { ...spent, ...change(spent.before, spent.after) },
            missingIn: from ? (to ? null : 'after') : 'before',
          }
        })
        const total = (field: 'totalBudget' | 'totalSpent') => {
          const amounts = { before: before.summary[field], after: after.summary[field] }
          return { ...amounts, ...change(amounts.before, amounts.after) }
        }
        expect(compareMonths(before, after)).toStrictEqual({
          before: before.month,
          after: after.month,
          currency: before.currency,
          categories: expected,
          total: { budget: total('totalBudget'), spent: total('totalSpent') },
        })
      }),
      { numRuns: 400 },
    )
  })

  it('is all zero between a report and itself', () => {
    fc.assert(
      fc.property(reportsArbitrary(), ({ after, scale }) => {
        const { categories, total } = compareMonths(after, after)
        for (const { budget, spent } of [...categories, total]) {
          for (const { change, changePercent } of [budget, spent]) {
            expect([change, changePercent]).toEqual([textOfUnits(0n, scale), 0])
          }
        }
        expect(categories.every(({ missingIn }) => missingIn === null)).toBe(true)
      }),
    )
  })

  it('negates every change when the reports are swapped', () => {
    fc.assert(
      fc.property(reportsArbitrary(), ({ before, after, scale }) => {
        const there = compareMonths(before, after)
        const back = compareMonths(after, before)
        const changes = ({ categories, total }: typeof there, sign: bigint) =>
          [...categories, { categoryId: null, ...total }]
            .map(({ categoryId, budget, spent }) =>
              JSON.stringify([
                categoryId,
                String(sign * unitsOfText(budget.change, scale)),
                String(sign * unitsOfText(spent.change, scale)),
              ]),
            )
            .toSorted()
        expect(changes(back, -1n)).toEqual(changes(there, 1n))
      }),
    )
  })

  it('adds up: before and the change are after, and the categories are the total', () => {
    fc.assert(
      fc.property(reportsArbitrary(), ({ before, after, scale }) => {
        const { categories, total } = compareMonths(before, after)
        const units = (amount: string | null) => unitsOfText(amount ?? '0', scale)
        for (const field of ['budget', 'spent'] as const) {
          for (const line of [...categories, total]) {
            expect(units(line[field].before) + units(line[field].change)).toBe(units(line[field].after))
          }
          const sum = categories.reduce((all, line) => all + units(line[field].change), 0n)
          expect(sum).toBe(units(total[field].change))
        }
      }),
    )
  })

  it('does not change the reports', () => {
    fc.assert(
      fc.property(reportsArbitrary(), ({ before, after }) => {
        const comparison = compareMonths(before, after)
        expect(compareMonths(deepFreeze(before), deepFreeze(after))).toEqual(comparison)
      }),
    )
  })
})

/** A report of one category: its budget, `null` for none, and what it spent. */
function reportOf(budget: string | null, spent: string, name = 'Car', month = '2026-02') {
  return computeUtilization({
    month,
    settings: { currency: 'USD' },
    categories: [{ id: 'car', name }],
    budgets: budget === null ? [] : [{ categoryId: 'car', month, amount: budget }],
    spending: [{ categoryId: 'car', spent, expenseCount: spent === '0' ? 0 : 1 }],
  })
}

describe('a compared category', () => {
  it.each<[string, string, string, number | null]>([
    ['100', '150', '50.00', 50],
    ['150', '100', '-50.00', -33.33],
    ['100', '0', '-100.00', -100],
    ['0', '100', '100.00', null],
    ['0', '-100', '-100.00', null],
    ['-100', '50', '150.00', 150],
    ['-100', '-150', '-50.00', -50],
    ['100', '-100', '-200.00', -200],
    ['100000.00', '100000.01', '0.01', 0],
    ['200.00', '200.01', '0.01', 0.01],
  ])('from %s to %s changes by %s, in percent %s', (from, to, change, changePercent) => {
    const [car] = compareMonths(reportOf('1', from), reportOf('1', to)).categories
    expect(car?.spent).toMatchObject({ change, changePercent })
  })

  it('tells a missing budget from a budget of zero', () => {
    const [car] = compareMonths(reportOf(null, '5'), reportOf('0', '5')).categories
    expect(car?.budget).toEqual({ before: null, after: '0.00', change: '0.00', changePercent: 0 })
    const [plan] = compareMonths(reportOf('80', '5'), reportOf(null, '5')).categories
    expect(plan?.budget).toEqual({ before: '80.00', after: null, change: '-80.00', changePercent: -100 })
  })

  it('says in which report it is missing, and has the newer name', () => {
    const none = reportOf(null, '0')
    const lines = (before: Utilization, after: Utilization) =>
      compareMonths(before, after).categories.map(({ name, missingIn }) => [name, missingIn])
    expect(lines(none, reportOf('5', '0'))).toEqual([['Car', 'before']])
    expect(lines(reportOf(null, '5'), none)).toEqual([['Car', 'after']])
    expect(lines(reportOf('5', '0'), reportOf(null, '5', 'Auto'))).toEqual([['Auto', null]])
    expect(lines(none, none)).toEqual([])
  })

  it('comes in the order of the newer report, and then of the older one', () => {
    const report = (ids: readonly string[]) =>
      computeUtilization({
        month: '2026-02',
        settings: { currency: 'USD' },
        categories: ids.map((id) => ({ id, name: id })),
        budgets: ids.map((categoryId) => ({ categoryId, month: '2026-02', amount: '1' })),
        expenses: [],
      })
    const { categories } = compareMonths(report(['old', 'a', 'older', 'b']), report(['b', 'new', 'a']))
    expect(categories.map(({ categoryId }) => categoryId)).toEqual(['b', 'new', 'a', 'old', 'older'])
  })
})
