import {
  atPath,
  guardInput,
  invalidInput,
  requireObject,
  requireText,
  visitEach,
} from '../../errors/invalid-input.js'
import { writeMinorUnits } from '../../money/minor-units.js'
import type { CategoryFields } from '../../utilization/input.js'
import type { Utilization } from '../../utilization/report.js'
import {
  resolveThresholds,
  type ExactThresholds,
  type StatusThresholds,
} from '../../utilization/thresholds.js'
import { CellSum } from '../cell-sum.js'
import { readReport, type ReportLine } from '../read-report.js'
import { emptyCell } from '../totals-table.js'
import type { GroupFields, GroupSummary } from './group-summary.js'

/**
 * Adds up a month's report by groups of categories. A pure function: it changes none of its arguments. Groups have
 * subtotals, never budgets of their own.
 *
 * @param report - The report of a month, from `book.utilization` or `computeUtilization`.
 * @param groups - The groups: those of `book.groups.list()`, or any with a list of `categoryIds`. A category is in at most
 * one of them.
 * @param thresholds - Those that the report was made with. A threshold that is absent has its default.
 * @param categories - All categories. A report lists no category that has neither a budget nor an expense. Without this
 * list, such a category in a group is refused as unknown.
 * @returns The groups in their order. One more comes last, with the id `null`: it holds the categories that are in no
 * group, and it is there even if it is empty. The sums of all are those of the report's summary.
 * @throws `invalid_input`, with the path of the field: for a category in two groups (`duplicate`), two groups with one id
 * (`duplicate`), and an unknown category (`unknown_category`).
 *
 * @example
 * ```ts
 * import { computeUtilization } from 'budgetbook'
 * import { summarizeGroups } from 'budgetbook/planning'
 *
 * const report = computeUtilization({
 *   month: '2026-02',
 *   settings: { currency: 'USD' },
 *   categories: ['rent', 'power', 'fun'].map((id) => ({ id, name: id })),
 *   budgets: [{ categoryId: 'rent', month: '2026-02', amount: '900.00' }],
 *   spending: [
 *     { categoryId: 'rent', spent: '900.00', expenseCount: 1 },
 *     { categoryId: 'power', spent: '60.00', expenseCount: 2 },
 *     { categoryId: 'fun', spent: '25.00', expenseCount: 1 },
 *   ],
 * })
 * const groups = summarizeGroups(report, [{ id: 'home', name: 'Home', categoryIds: ['rent', 'power'] }])
 * for (const { name, spent, remaining, status } of groups) console.log(name, spent, remaining, status)
 * // => Home 960.00 -60.00 over_budget
 * // => null 25.00 -25.00 null
 * ```
 */
export function summarizeGroups(
  report: Utilization,
  groups: Iterable<GroupFields>,
  thresholds?: Partial<StatusThresholds>,
  categories: Iterable<CategoryFields> = [],
): GroupSummary[] {
  return guardInput(() => {
    const { scale, lines: reported } = atPath(['report'], () => readReport(report))
    const exact = atPath(['thresholds'], () => resolveThresholds(thresholds))
    const lines = withUnreported(reported, categories)
    const rest = new Map<string, Line>(lines)
    const groupIds = new Set<string>()
    const summaries: GroupSummary[] = []
    visitEach('groups', groups, (group) => {
      requireObject(group, 'A group')
      const { id, name } = group
      atPath(['id'], () => requireText(id, 'An id'))
      atPath(['name'], () => requireText(name, 'A name'))
      if (groupIds.has(id)) throw invalidInput('duplicate', 'Two groups have this id', ['id'], { id })
      groupIds.add(id)
      const members = new Map<string, Line>()
      visitEach('categoryIds', group.categoryIds ?? membersOf(id, lines), (categoryId) => {
        members.set(categoryId, takeLine(categoryId, rest, lines))
      })
      summaries.push(summaryOf({ id, name }, members, scale, exact))
    })
    summaries.push(summaryOf({ id: null, name: null }, rest, scale, exact))
    return summaries
  })
}

/** A category of the report, or one that it does not list. */
type Line = Omit<ReportLine, 'name'>

// A category that the report does not list has neither a budget nor an expense.
function withUnreported(
  reported: ReadonlyMap<string, Line>,
  categories: Iterable<CategoryFields>,
): ReadonlyMap<string, Line> {
  const lines = new Map<string, Line>()
  visitEach('categories', categories, (category) => {
    requireObject(category, 'A category')
    const { id, groupId = null } = category
    atPath(['id'], () => requireText(id, 'An id'))
    if (groupId !== null) atPath(['groupId'], () => requireText(groupId, 'An id'))
    lines.set(id, { ...emptyCell, held: 0n, groupId })
  })
  for (const [categoryId, line] of reported) lines.set(categoryId, line)
  return lines
}

function membersOf(id: string, lines: ReadonlyMap<string, Line>): string[] {
  return [...lines].filter(([, { groupId }]) => groupId === id).map(([categoryId]) => categoryId)
}

/** Takes a category out of those that are in no group yet. */
function takeLine(categoryId: string, rest: Map<string, Line>, lines: ReadonlyMap<string, Line>): Line {
  requireText(categoryId, 'An id')
  const line = rest.get(categoryId)
  if (line) {
    rest.delete(categoryId)
    return line
  }
  if (lines.has(categoryId)) {
    throw invalidInput('duplicate', 'The category is in a group already', [], { categoryId })
  }
  throw invalidInput(
    'unknown_category',
    'The report does not have this category. Pass all categories as the last argument',
    [],
    { categoryId },
  )
}

function summaryOf(
  group: { readonly id: string | null; readonly name: string | null },
  members: ReadonlyMap<string, Line>,
  scale: number,
  thresholds: ExactThresholds,
): GroupSummary {
  const sum = new CellSum()
  let held = 0n
  for (const line of members.values()) {
    sum.add(line)
    held += line.held
  }
  return {
    groupId: group.id,
    name: group.name,
    categoryIds: [...members.keys()],
    ...sum.amounts(scale),
    held: writeMinorUnits(held, scale),
    free: writeMinorUnits(sum.budget - sum.spent - held, scale),
    ...sum.rating(thresholds),
    expenseCount: sum.expenseCount,
  }
}
