import { atPath, guardInput, requireObject } from '../errors/invalid-input.js'
import { monthBounds } from '../calendar/month-bounds.js'
import { requireMonth } from '../calendar/month.js'
import type { UtilizationInput } from './input.js'
import type { Ledger } from './ledger.js'
import { LedgerReader } from './ledger-reader.js'
import { reportOf } from './report-of.js'
import type { Utilization } from './report.js'
import { requireInstant, requireOneSource } from './row-checks.js'
import { readSettings } from './settings-fields.js'
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
  const { currency, scale, limit, monthStartDay } = readSettings(input.settings)
  const thresholds = atPath(['thresholds'], () => resolveThresholds(input.thresholds))
  const rows = new LedgerReader(input.categories, scale)
  rows.addBudgets(input.budgets, month)
  const { expenses, spending, holds, now } = input
  requireOneSource(expenses, spending)
  if (expenses !== undefined) rows.addExpenses(expenses, monthBounds(month, monthStartDay))
  else rows.addSpending(spending, month)
  if (now !== undefined) requireInstant(now, 'now')
  if (holds !== undefined) rows.addHolds(holds, monthBounds(month, monthStartDay), now)
  return { month, currency, scale, limit, thresholds, entries: rows.entries() }
}
