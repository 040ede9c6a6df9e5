import { atPath, guardInput, invalidInput, requireObject } from '../errors/invalid-input.js'
import { monthBounds } from '../calendar/month-bounds.js'
import { requireMonth } from '../calendar/month.js'
import { parseCurrency, scaleOf } from '../money/currency.js'
import type { UtilizationInput } from './input.js'
import type { Ledger } from './ledger.js'
import { LedgerReader } from './ledger-reader.js'
import { reportOf } from './report-of.js'
import type { Utilization } from './report.js'
import { readAllowance } from './status.js'
import { resolveThresholds } from './thresholds.js'

/**
 * Reports one month: what was budgeted, spent and left, by category and in total, with the status of each. A pure
 * function of plain data: it reads no clock and no storage, and changes none of its arguments. It picks out the
 * month's budgets and expenses itself.
 *
 * @param input - The month, settings, categories, budgets, and either `expenses` or `spending` (totals that you keep
 * yourself). Amounts are text, numbers or `Decimal`s, so rows of a database can be passed as they are. Text is the
 * fastest.
 * @throws `invalid_input`, with the path of the field. That includes a budget or an expense of the month whose
 * category is unknown, an invalid date or month in any row, and a threshold of another name (`unknown_field`).
 *
 * @example
 * ```ts
 * import { computeUtilization } from 'budgetbook'
 *
 * const report = computeUtilization({
 *   month: '2026-02',
 *   settings: { currency: 'USD', monthlyLimit: '5000.00' },
 *   categories: [{ id: 'travel', name: 'Travel' }],
 *   budgets: [{ categoryId: 'travel', month: '2026-02', amount: '2000.00' }],
 *   expenses: [{ categoryId: 'travel', date: '2026-02-14', amount: '700.00' }],
 * })
 * console.log(report.summary.totalRemaining, report.summary.utilizationPercent, report.summary.status)
 * // => 1300.00 35 good
 * ```
 */
export function computeUtilization(input: UtilizationInput): Utilization {
  return guardInput(() => reportOf(readLedger(input)))
}

function readLedger(input: UtilizationInput): Ledger {
  requireObject(input, 'The input')
  const month = atPath(['month'], () => requireMonth(input.month))
  const { settings } = input
  atPath(['settings'], () => requireObject(settings, 'Settings'))
  const currency = atPath(['settings', 'currency'], () => parseCurrency(settings.currency))
  const scale = scaleOf(currency)
  const limit = atPath(['settings', 'monthlyLimit'], () =>
    settings.monthlyLimit == null ? null : readAllowance(settings.monthlyLimit, scale),
  )
  const thresholds = atPath(['thresholds'], () => resolveThresholds(input.thresholds))
  const bounds = atPath(['settings'], () => monthBounds(month, settings.monthStartDay))
  const rows = new LedgerReader(input.categories, scale)
  rows.addBudgets(input.budgets, month)
  const { expenses, spending } = input
  if ((expenses === undefined) === (spending === undefined)) {
    throw invalidInput('invalid_value', 'Pass either expenses or spending')
  }
  if (expenses !== undefined) rows.addExpenses(expenses, bounds)
  else rows.addSpending(spending, month)
  return { month, currency, scale, limit, thresholds, entries: rows.entries() }
}
