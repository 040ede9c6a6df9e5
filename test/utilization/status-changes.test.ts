import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { computeUtilization, statusChanges, type Utilization, type UtilizationStatus } from 'budgetbook'
import { deepFreeze } from '../support/deep-freeze.js'
import { plainInputArbitrary } from '../support/arbitraries/utilization.js'
import { issuesOf } from '../support/refusals.js'

const ranks = { good: 0, warning: 1, critical: 2, over_budget: 3 }
const rank = (status: UtilizationStatus | null) => (status === null ? 0 : ranks[status])

/** Two reports of one book: the later one has other budgets and expenses, and maybe fewer categories. */
function reportsArbitrary(): fc.Arbitrary<{ before: Utilization; after: Utilization }> {
  const share = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 })
  return fc.tuple(plainInputArbitrary(), share, share).map(([input, kept, moved]) => {
    const later = {
      ...input,
      budgets: input.budgets.filter((_, index) => kept[index]),
      expenses: input.expenses.filter((_, index) => moved[index]),
    }
    return { before: computeUtilization(input), after: computeUtilization(later) }
  })
}

const statusesOf = ({ categories }: Utilization) =>
  new Map(categories.map(({ categoryId, status }) => [categoryId, status]))

/** A report of three categories that each got 100.00, by what they spent; `null` for no budget. */
function reportOf(
  spending: Readonly<Record<string, string | null>>,
  names: Readonly<Record<string, string>> = {},
) {
  const entries = Object.entries(spending)
  return computeUtilization({
    month: '2026-02',
    settings: { currency: 'USD' },
    categories: entries.map(([id]) => ({ id, name: names[id] ?? id.toUpperCase() })),
    budgets: entries
      .filter(([, spent]) => spent !== null)
      .map(([categoryId]) => ({ categoryId, month: '2026-02', amount: '100.00' })),
    spending: entries.map(([categoryId, spent]) => ({ categoryId, spent: spent ?? '0', expenseCount: 1 })),
  })
}

describe('statusChanges', () => {
  it('lists nothing between equal reports', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), (input) => {
        expect(statusChanges(computeUtilization(input), computeUtilization(input))).toEqual([])
      }),
    )
  })

  it('lists every status that moved exactly once, and no other', () => {
    fc.assert(
      fc.property(reportsArbitrary(), ({ before, after }) => {
        const from = statusesOf(before)
        const to = statusesOf(after)
        const moved = [...new Set([...from.keys(), ...to.keys()])]
          .map((categoryId) => ({
            categoryId,
            from: from.get(categoryId) ?? null,
            to: to.get(categoryId) ?? null,
          }))
          .filter((change) => change.from !== change.to)
        const listed = statusChanges(before, after).filter(({ categoryId }) => categoryId !== null)
        expect(listed).toHaveLength(moved.length)
        for (const change of moved) expect(listed).toContainEqual(expect.objectContaining(change))
      }),
    )
  })

  it('lists the month as a whole last, where its status moved', () => {
    fc.assert(
      fc.property(reportsArbitrary(), ({ before, after }) => {
        const changes = statusChanges(before, after)
        const wholes = changes.filter(({ categoryId }) => categoryId === null)
        const from = before.summary.status
        const to = after.summary.status
        const worse = rank(to) > rank(from)
        expect(wholes).toEqual(from === to ? [] : [{ categoryId: null, name: null, from, to, worse }])
        if (from !== to) expect(changes.at(-1)).toBe(wholes[0])
      }),
    )
  })

  it('calls a change worse exactly where the status ranks higher, no budget being as good as good', () => {
    fc.assert(
      fc.property(reportsArbitrary(), ({ before, after }) => {
        for (const { from, to, worse } of statusChanges(before, after)) {
          expect({ from, to, worse }).toEqual({ from, to, worse: rank(to) > rank(from) })
        }
      }),
    )
  })

  it('turns round when the reports are swapped', () => {
    fc.assert(
      fc.property(reportsArbitrary(), ({ before, after }) => {
        const turned = statusChanges(after, before).map(({ categoryId, from, to }) => [categoryId, to, from])
        const changes = statusChanges(before, after).map(({ categoryId, from, to }) => [categoryId, from, to])
        expect(new Set(turned.map(String))).toEqual(new Set(changes.map(String)))
      }),
    )
  })

  it.each<[string | null, string | null, UtilizationStatus | null, UtilizationStatus | null, boolean]>([
    ['0', '75', 'good', 'warning', true],
    ['75', '90', 'warning', 'critical', true],
    ['90', '100.01', 'critical', 'over_budget', true],
    ['100.01', '0', 'over_budget', 'good', false],
    [null, '0', null, 'good', false],
    [null, '75', null, 'warning', true],
    ['75', null, 'warning', null, false],
    ['0', null, 'good', null, false],
  ])('from %s to %s of 100.00: %s becomes %s', (spentBefore, spentAfter, from, to, worse) => {
    const [change] = statusChanges(reportOf({ fun: spentBefore }), reportOf({ fun: spentAfter }))
    expect(change).toEqual({ categoryId: 'fun', name: 'FUN', from, to, worse })
  })

  it('lists categories in the order of the newer report, then those that only the older one has', () => {
    const before = reportOf({ gone: '0', a: '0', b: '0', left: '75' })
    const after = reportOf({ b: '90', left: null, fresh: '60', a: '75' })
    const order = statusChanges(before, after).map(({ categoryId }) => categoryId)
    expect(order).toEqual(['b', 'fresh', 'a', 'gone', 'left', null])
  })

  it('gives the newer name where a category was renamed, and lists no change for a name alone', () => {
    const before = reportOf({ fun: '0' }, { fun: 'Fun' })
    expect(statusChanges(before, reportOf({ fun: '0' }, { fun: 'Joy' }))).toEqual([])
    expect(statusChanges(before, reportOf({ fun: '75' }, { fun: 'Joy' }))[0]?.name).toBe('Joy')
    expect(statusChanges(before, reportOf({ fun: null }, { fun: 'Joy' }))[0]?.name).toBe('Fun')
  })

  it('does not change the reports', () => {
    fc.assert(
      fc.property(reportsArbitrary(), ({ before, after }) => {
        const changes = statusChanges(before, after)
        expect(statusChanges(deepFreeze(before), deepFreeze(after))).toEqual(changes)
      }),
    )
  })

  it.each<[string, unknown, (string | number)[]]>([
    ['no report', null, []],
    ['a report without a summary', { categories: [] }, ['summary']],
    ['a report without categories', { summary: {} }, ['categories']],
    ['an invalid category', { summary: {}, categories: [null] }, ['categories', 0]],
  ])('refuses %s, and says which of the two it is', (_, wrong, path) => {
    const report = reportOf({ fun: '0' })
    const issue = { code: 'invalid_type', message: expect.stringMatching(/^\w/) as unknown }
    expect(issuesOf(() => statusChanges(wrong as Utilization, report))).toMatchObject([
      { ...issue, path: ['before', ...path] },
    ])
    expect(issuesOf(() => statusChanges(report, wrong as Utilization))).toMatchObject([
      { ...issue, path: ['after', ...path] },
    ])
  })
})
