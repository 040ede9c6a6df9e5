import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { computeUtilization, type Utilization } from 'budgetbook'
import { summarizeGroups, type GroupFields, type GroupSummary } from 'budgetbook/planning'
import { minorUnitsOf } from '../../support/arbitraries/money.js'
import { heldInputArbitrary } from '../../support/arbitraries/utilization.js'
import { deepFreeze } from '../../support/deep-freeze.js'
import { textOfUnits, unitsOfText } from '../../support/exact-decimal.js'
import { expectedPercent, expectedStatus, type PlainInput } from '../../support/utilization-oracle.js'

interface Grouped {
  readonly input: PlainInput
  readonly groups: { id: string; name: string; categoryIds: string[] }[]
}

/** A month, and groups that share out some of its categories: empty groups, and categories in no group, come too. */
function groupedArbitrary(): fc.Arbitrary<Grouped> {
  const groupIds = fc.uniqueArray(
    fc.oneof(fc.constantFrom('home', '__proto__', '', 'null'), fc.string({ maxLength: 3 })),
    {
      maxLength: 4,
    },
  )
  return fc
    .tuple(heldInputArbitrary(), groupIds, fc.array(fc.nat(), { minLength: 5, maxLength: 5 }))
    .map(([input, ids, places]) => {
      const groups = ids.map((id) => ({ id, name: `Group ${id}`, categoryIds: [] as string[] }))
      input.categories.forEach(({ id }, index) => {
        groups[places[index]! % (groups.length + 1)]?.categoryIds.push(id)
      })
      return { input, groups }
    })
}

const summarize = ({ input, groups }: Grouped) =>
  summarizeGroups(computeUtilization(input), groups, input.thresholds, input.categories)

/** What a group must say, from the lines of the report. */
function expectedGroup(report: Utilization, input: PlainInput, categoryIds: readonly string[]) {
  const scale = minorUnitsOf(input.settings.currency)
  const total = (amounts: readonly string[]) =>
    amounts.reduce((sum, amount) => sum + unitsOfText(amount, scale), 0n)
  const isMember = ({ categoryId }: { readonly categoryId: string }) => categoryIds.includes(categoryId)
  const budgeted = report.categories.filter(isMember)
  const others = report.unbudgeted.filter(isMember)
  const budget = total(budgeted.map((line) => line.budget))
  const unbudgetedSpent = total(others.map((line) => line.spent))
  const spent = total(budgeted.map((line) => line.spent)) + unbudgetedSpent
  const held = total([...budgeted, ...others].map((line) => line.held))
  return {
    categoryIds,
    budget: textOfUnits(budget, scale),
    spent: textOfUnits(spent, scale),
    unbudgetedSpent: textOfUnits(unbudgetedSpent, scale),
    remaining: textOfUnits(budget - spent, scale),
    held: textOfUnits(held, scale),
    free: textOfUnits(budget - spent - held, scale),
    utilizationPercent: budgeted.length === 0 ? null : expectedPercent(spent, budget),
    status: budgeted.length === 0 ? null : expectedStatus(spent, budget, input.thresholds),
    expenseCount: [...budgeted, ...others].reduce((count, line) => count + line.expenseCount, 0),
  }
}

function sumsOf(summaries: readonly GroupSummary[], scale: number) {
  const sum = (field: 'budget' | 'spent' | 'unbudgetedSpent' | 'remaining' | 'held' | 'free') =>
    textOfUnits(
      summaries.reduce((total, summary) => total + unitsOfText(summary[field], scale), 0n),
      scale,
    )
  return {
    totalBudget: sum('budget'),
    totalSpent: sum('spent'),
    unbudgetedSpent: sum('unbudgetedSpent'),
    totalRemaining: sum('remaining'),
    held: sum('held'),
    free: sum('free'),
    expenseCount: summaries.reduce((count, summary) => count + summary.expenseCount, 0),
  }
}

describe('summarizeGroups', () => {
  it('says what plain exact arithmetic says, in every field', () => {
    fc.assert(
      fc.property(groupedArbitrary(), ({ input, groups }) => {
        const report = computeUtilization(input)
        const grouped = new Set(groups.flatMap(({ categoryIds }) => categoryIds))
        const rest = input.categories.map(({ id }) => id).filter((id) => !grouped.has(id))
        expect(summarize({ input, groups })).toStrictEqual([
          ...groups.map(({ id, name, categoryIds }) => ({
            groupId: id,
            name,
            ...expectedGroup(report, input, categoryIds),
          })),
          { groupId: null, name: null, ...expectedGroup(report, input, rest) },
        ])
      }),
      { numRuns: 500 },
    )
  })

  it("has sums that are those of the report's summary, field by field", () => {
    fc.assert(
      fc.property(groupedArbitrary(), (grouped) => {
        const { summary } = computeUtilization(grouped.input)
        const scale = minorUnitsOf(grouped.input.settings.currency)
        expect(summary).toMatchObject(sumsOf(summarize(grouped), scale))
      }),
    )
  })

  it('never changes the grand total by regrouping', () => {
    fc.assert(
      fc.property(groupedArbitrary(), groupedArbitrary(), ({ input, groups }, other) => {
        const scale = minorUnitsOf(input.settings.currency)
        const regrouped = other.groups.map((group, index) => ({
          ...group,
          categoryIds: groups[index]?.categoryIds ?? [],
        }))
        const totals = sumsOf(summarize({ input, groups }), scale)
        expect(sumsOf(summarize({ input, groups: regrouped }), scale)).toEqual(totals)
        expect(sumsOf(summarize({ input, groups: [] }), scale)).toEqual(totals)
      }),
    )
  })

  it('gives a group of one category the figures of its line', () => {
    fc.assert(
      fc.property(heldInputArbitrary(), (input) => {
        const report = computeUtilization(input)
        const groups = [...report.categories, ...report.unbudgeted].map(({ categoryId, name }, index) => {
          return { id: String(index), name, categoryIds: [categoryId] }
        })
        const summaries = summarizeGroups(report, groups, input.thresholds).slice(0, -1)
        const budgeted = summaries.slice(0, report.categories.length)
        expect(budgeted).toHaveLength(report.categories.length)
        budgeted.forEach((summary, index) => {
          const { categoryId, ...line } = report.categories[index]!
          expect(summary).toMatchObject({ ...line, categoryIds: [categoryId] })
        })
        summaries.slice(report.categories.length).forEach((summary, index) => {
          const { spent, expenseCount, held } = report.unbudgeted[index]!
          const none = { utilizationPercent: null, status: null }
          expect(summary).toMatchObject({ spent, unbudgetedSpent: spent, expenseCount, held, ...none })
        })
      }),
    )
  })

  it('gives all categories in one group the percent and the status of the month', () => {
    fc.assert(
      fc.property(heldInputArbitrary(), (input) => {
        const report = computeUtilization(input)
        const categoryIds = input.categories.map(({ id }) => id)
        const groups = [{ id: 'all', name: 'All', categoryIds }]
        const [all] = summarizeGroups(report, groups, input.thresholds, input.categories)
        const { utilizationPercent, status } = report.summary
        expect(all).toMatchObject({ utilizationPercent, status })
      }),
    )
  })

  it('keeps the order of the groups and of their categories, and puts those of no group last', () => {
    fc.assert(
      fc.property(groupedArbitrary(), ({ input, groups }) => {
        const turned = groups
          .map((group) => ({ ...group, categoryIds: group.categoryIds.toReversed() }))
          .toReversed()
        const ids = summarize({ input, groups: turned }).map(({ groupId, categoryIds }) => [
          groupId,
          categoryIds,
        ])
        expect(ids.slice(0, -1)).toEqual(turned.map(({ id, categoryIds }) => [id, categoryIds]))
        expect(ids.at(-1)?.[0]).toBeNull()
      }),
    )
  })

  it('does not change its arguments, and takes lists that can be walked only once', () => {
    fc.assert(
      fc.property(groupedArbitrary(), ({ input, groups }) => {
        const summaries = summarize({ input, groups })
        const report = deepFreeze(computeUtilization(input))
        const { categories, thresholds } = deepFreeze(input)
        expect(summarizeGroups(report, deepFreeze(groups), thresholds, categories)).toStrictEqual(summaries)
        const once = groups.map((group): GroupFields => {
          return { ...group, categoryIds: group.categoryIds.values() }
        })
        expect(
          summarizeGroups(report, once.values(), thresholds, new Set(categories).values()),
        ).toStrictEqual(summaries)
        expect(summarizeGroups(structuredClone(report), groups, thresholds, categories)).toStrictEqual(
          summaries,
        )
      }),
    )
  })
})
