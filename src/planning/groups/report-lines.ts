import { atPath, invalidInput, requireObject, requireText, visitEach } from '../../errors/invalid-input.js'
import { readMinorUnits } from '../../money/minor-units.js'
import type { CategoryFields } from '../../utilization/input.js'
import type { CategoryUtilization, UnbudgetedSpending, Utilization } from '../../utilization/report.js'
import { requireCount } from '../../utilization/row-checks.js'
import { readAllowance } from '../../utilization/status.js'
import type { Cell } from '../totals-table.js'

/** The figures of each category that a group may have, by its id. */
export type ReportLines = ReadonlyMap<string, Cell>

const nothing: Cell = { budget: null, spent: 0n, expenseCount: 0 }

/**
 * Reads the lines of a report in minor units. It checks them, because a report may come from a cache or another machine.
 * The categories come first, in their order. One that the report does not list has neither a budget nor an expense.
 */
export function readLines(
  report: Utilization,
  categories: Iterable<CategoryFields>,
  scale: number,
): ReportLines {
  const lines = new Map<string, Cell>()
  visitEach('categories', categories, (category) => {
    requireObject(category, 'A category')
    atPath(['id'], () => requireText(category.id, 'An id'))
    lines.set(category.id, nothing)
  })
  atPath(['report'], () => {
    const reported = new Set<string>()
    const add = (line: CategoryUtilization | UnbudgetedSpending, budget: bigint | null) => {
      const { categoryId } = line
      atPath(['categoryId'], () => requireText(categoryId, 'An id'))
      if (reported.has(categoryId)) {
        throw invalidInput('duplicate', 'The report has this category twice', ['categoryId'], { categoryId })
      }
      reported.add(categoryId)
      const spent = atPath(['spent'], () => readMinorUnits(line.spent, scale))
      lines.set(categoryId, { budget, spent, expenseCount: requireCount(line) })
    }
    visitEach('categories', report.categories, (line) => {
      requireObject(line, 'A category')
      add(
        line,
        atPath(['budget'], () => readAllowance(line.budget, scale)),
      )
    })
    visitEach('unbudgeted', report.unbudgeted, (line) => {
      requireObject(line, 'A category')
      add(line, null)
    })
  })
  return lines
}
