import { requireMonth } from '../../calendar/month.js'
import { atPath, guardInput, invalidInput, requireObject, visitEach } from '../../errors/invalid-input.js'
import { requirePlainDecimal } from '../../money/minor-units.js'
import type { CategoryUtilization, UnbudgetedSpending, Utilization } from '../../utilization/report.js'
import { lineWriter, requireCellText, type CsvWriteOptions, type LineWriter } from './cells.js'

const header = [
  ...['Month', 'Kind', 'Category', 'Currency', 'Budget', 'Spent', 'Remaining', 'Percent', 'Status'],
  ...['Expenses', 'Held', 'Free'],
]

/**
 * Writes the report of a month as CSV: a line for each category with a budget (`category` in the column `Kind`), for each
 * one without (`unbudgeted`), and for the whole month (`total`). Amounts are exactly as in the report. A figure that the
 * report does not have is empty.
 *
 * @param report - What `computeUtilization` or `book.utilization` gave.
 * @throws `invalid_input` with the path of the field.
 *
 * @example
 * ```ts
 * import { computeUtilization } from 'budgetbook'
 * import { writeUtilizationCsv } from 'budgetbook/csv'
 *
 * const report = computeUtilization({
 *   month: '2026-02',
 *   settings: { currency: 'USD' },
 *   categories: [{ id: 'food', name: 'Food' }],
 *   budgets: [{ categoryId: 'food', month: '2026-02', amount: '500.00' }],
 *   expenses: [{ categoryId: 'food', date: '2026-02-03', amount: '120.00' }],
 * })
 * console.log(writeUtilizationCsv(report).split('\r\n')[1])
 * // => 2026-02,category,Food,USD,500.00,120.00,380.00,24,good,1,0.00,380.00
 * ```
 */
export function writeUtilizationCsv(report: Utilization, options: CsvWriteOptions = {}): string {
  const writer = atPath(['options'], () => guardInput(() => lineWriter(options)))
  return atPath(['report'], () => guardInput(() => writer.start + reportLines(report, writer).join('')))
}

function reportLines(report: Utilization, writer: LineWriter): string[] {
  requireObject(report, 'A report')
  const { month, currency, categories, unbudgeted, summary } = report
  atPath(['month'], () => requireMonth(month))
  const lines = [writer.line(header)]
  const add = (kind: string, name: string, figures: Partial<CategoryUtilization>): void => {
    lines.push(writer.line([month, kind, writer.text(name), cell(currency), ...figureCells(figures)]))
  }
  const cell = (value: unknown): string => writer.text(requireCellText(value, 'A currency'))
  atPath(['currency'], () => cell(currency))
  visitEach('categories', categories, (category) => addNamed('category', category))
  visitEach('unbudgeted', unbudgeted, (spending) => addNamed('unbudgeted', spending))
  atPath(['summary'], () => {
    requireObject(summary, 'A summary')
    const { totalBudget: budget, totalSpent: spent, totalRemaining: remaining, status, ...others } = summary
    add('total', '', { ...others, budget, spent, remaining, ...(status === null ? {} : { status }) })
  })
  return lines

  function addNamed(kind: string, row: CategoryUtilization | UnbudgetedSpending): void {
    requireObject(row, 'A category')
    const { name } = row
    atPath(['name'], () => requireCellText(name, 'A name'))
    add(kind, name, row)
  }
}

function figureCells(figures: Partial<CategoryUtilization>): string[] {
  const amount = (name: 'budget' | 'spent' | 'remaining' | 'held' | 'free'): string =>
    optional(name, figures[name], (text) => {
      requirePlainDecimal(requireCellText(text, 'An amount'))
      return text
    })
  return [
    amount('budget'),
    amount('spent'),
    amount('remaining'),
    optional('utilizationPercent', figures.utilizationPercent, numberText),
    optional('status', figures.status, statusText),
    optional('expenseCount', figures.expenseCount, numberText),
    amount('held'),
    amount('free'),
  ]
}

function optional<Value>(
  name: string,
  value: Value | null | undefined,
  write: (value: Value) => string,
): string {
  return value == null ? '' : atPath([name], () => write(value))
}

function numberText(value: number): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  throw invalidInput('invalid_type', 'A number is needed', [], { expected: 'number' })
}

function statusText(status: string): string {
  const text = requireCellText(status, 'A status')
  if (/^[a-z_]+$/.test(text)) return text
  throw invalidInput('invalid_value', `Not a status: ${JSON.stringify(text.slice(0, 40))}`)
}
