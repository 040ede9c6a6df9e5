import { requireMonth, type Month } from '../calendar/month.js'
import { atPath, invalidInput, requireObject, requireText, visitEach } from '../errors/invalid-input.js'
import { parseCurrency, scaleOf, type CurrencyCode } from '../money/currency.js'
import { readMinorUnits } from '../money/minor-units.js'
import type { CategoryUtilization, UnbudgetedSpending, Utilization } from '../utilization/report.js'
import { requireCount } from '../utilization/row-checks.js'
import { readAllowance } from '../utilization/status.js'
import type { Cell } from './totals-table.js'

/** A category of a report, budgeted or not, in minor units. */
export interface ReportLine extends Cell {
  readonly name: string
  /** `null` if the category is in no group. */
  readonly groupId: string | null
  /** What is on hold. */
  readonly held: bigint
}

/** A report, read back. */
export interface ReadReport {
  readonly month: Month
  readonly currency: CurrencyCode
  /** Of the currency. */
  readonly scale: number
  /** By category id, those with a budget first. */
  readonly lines: ReadonlyMap<string, ReportLine>
}

/** Reads a report of a month. It may come from another process, so everything that is used is checked. */
export function readReport(report: Utilization): ReadReport {
  requireObject(report, 'A report')
  const month = atPath(['month'], () => requireMonth(report.month))
  const currency = atPath(['currency'], () => parseCurrency(report.currency))
  const scale = scaleOf(currency)
  const lines = new Map<string, ReportLine>()
  const add = (line: CategoryUtilization | UnbudgetedSpending, budget: bigint | null) => {
    const { categoryId, name, groupId = null } = line
    atPath(['categoryId'], () => requireText(categoryId, 'An id'))
    atPath(['name'], () => requireText(name, 'A name'))
    if (groupId !== null) atPath(['groupId'], () => requireText(groupId, 'An id'))
    if (lines.has(categoryId)) {
      throw invalidInput('duplicate', 'The report lists this category twice', ['categoryId'], { categoryId })
    }
    const spent = atPath(['spent'], () => readMinorUnits(line.spent, scale))
    const held = atPath(['held'], () => heldOf(line, scale))
    lines.set(categoryId, { name, groupId, budget, spent, held, expenseCount: requireCount(line) })
  }
  visitEach('categories', report.categories, (line) => {
    requireObject(line, 'A category')
    const { budget } = line
    add(
      line,
      atPath(['budget'], () => readAllowance(budget, scale)),
    )
  })
  visitEach('unbudgeted', report.unbudgeted, (line) => {
    requireObject(line, 'A category')
    add(line, null)
  })
  return { month, currency, scale, lines }
}

// A report that was stored before there were holds has no such field.
function heldOf({ held }: Partial<Pick<UnbudgetedSpending, 'held'>>, scale: number): bigint {
  return held === undefined ? 0n : readMinorUnits(held, scale)
}
