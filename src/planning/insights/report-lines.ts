import { requireMonth, type Month } from '../../calendar/month.js'
import { atPath, invalidInput, requireObject, requireText, visitEach } from '../../errors/invalid-input.js'
import type { Amount } from '../../money/amount.js'
import { parseCurrency, scaleOf, type CurrencyCode } from '../../money/currency.js'
import { readMinorUnits } from '../../money/minor-units.js'
import type { Utilization } from '../../utilization/report.js'
import { readAllowance } from '../../utilization/status.js'

/** A category of a report, budgeted or not, in minor units. */
export interface ReportLine {
  readonly name: string
  /** `null` without a budget. */
  readonly budget: bigint | null
  readonly spent: bigint
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

interface LineFields {
  readonly categoryId: string
  readonly name: string
  readonly spent: Amount
}

/** Reads a report of a month. It may come from another process, so everything that is used is checked. */
export function readReport(report: Utilization): ReadReport {
  requireObject(report, 'A report')
  const month = atPath(['month'], () => requireMonth(report.month))
  const currency = atPath(['currency'], () => parseCurrency(report.currency))
  const scale = scaleOf(currency)
  const lines = new Map<string, ReportLine>()
  const add = ({ categoryId, name, spent }: LineFields, budget: bigint | null) => {
    atPath(['categoryId'], () => requireText(categoryId, 'An id'))
    atPath(['name'], () => requireText(name, 'A name'))
    if (lines.has(categoryId)) {
      throw invalidInput('duplicate', 'The report lists this category twice', ['categoryId'], { categoryId })
    }
    lines.set(categoryId, { name, budget, spent: atPath(['spent'], () => readMinorUnits(spent, scale)) })
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
