import { atPath, guardInput, invalidInput, requireObject } from '../errors/invalid-input.js'
import { requireMonth } from '../calendar/month.js'
import { monthRange } from '../calendar/month-range.js'
import { parseCurrency, scaleOf } from '../money/currency.js'
import { writeMinorUnits } from '../money/minor-units.js'
import { complianceOf } from './compliance.js'
import type { UtilizationInput } from './input.js'
import { MonthLedger } from './ledger.js'
import type { CategoryUtilization, UnbudgetedSpending, Utilization } from './report.js'
import { exactStatus, percentOf, readAllowance, type UtilizationStatus } from './status.js'
import { resolveThresholds, type ExactThresholds } from './thresholds.js'

/**
 * Reports one month: what was budgeted, spent and left, by category and in all, and how it stands. A pure function
 * of plain data: it picks the month's budgets and expenses out itself, reads no clock and no storage, and changes
 * nothing that it is given.
 *
 * @param input - The month, settings, categories, budgets, and either `expenses` or `spending`, totals already kept.
 * @throws `invalid_input`, with the path of the field: also for a budget or an expense of the month whose category is
 * unknown, and for any date or month that is none, in whatever month.
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
  return guardInput(() => {
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
    const range = atPath(['settings'], () => monthRange(month, settings.monthStartDay))
    const ledger = new MonthLedger(input.categories, scale)
    ledger.addBudgets(input.budgets, month)
    const { expenses, spending } = input
    if ((expenses === undefined) === (spending === undefined)) {
      throw invalidInput('invalid_value', 'Pass either expenses or spending')
    }
    if (expenses !== undefined) ledger.addExpenses(expenses, range)
    else ledger.addSpending(spending)
    return { month, currency, ...report(ledger, limit, scale, thresholds) }
  })
}

function report(
  ledger: MonthLedger,
  limit: bigint | null,
  scale: number,
  thresholds: ExactThresholds,
): Omit<Utilization, 'month' | 'currency'> {
  const categories: CategoryUtilization[] = []
  const unbudgeted: UnbudgetedSpending[] = []
  const statusCounts: Record<UtilizationStatus, number> = { good: 0, warning: 0, critical: 0, over_budget: 0 }
  let totalBudget = 0n
  let budgetedSpent = 0n
  let unbudgetedSpent = 0n
  let expenseTotal = 0
  for (const { categoryId, name, budget, spent: sum, expenseCount } of ledger.entries()) {
    const spent = sum.total()
    expenseTotal += expenseCount
    if (budget === null) {
      unbudgetedSpent += spent
      if (expenseCount > 0 || spent !== 0n)
        unbudgeted.push({ categoryId, name, spent: writeMinorUnits(spent, scale), expenseCount })
    } else {
      totalBudget += budget
      budgetedSpent += spent
      const status = exactStatus(spent, budget, thresholds)
      statusCounts[status]++
      categories.push({
        categoryId,
        name,
        budget: writeMinorUnits(budget, scale),
        remaining: writeMinorUnits(budget - spent, scale),
        utilizationPercent: percentOf(spent, budget),
        status,
        spent: writeMinorUnits(spent, scale),
        expenseCount,
      })
    }
  }
  const totalSpent = budgetedSpent + unbudgetedSpent
  const hasBudget = categories.length > 0
  return {
    categories,
    unbudgeted,
    summary: {
      totalBudget: writeMinorUnits(totalBudget, scale),
      totalSpent: writeMinorUnits(totalSpent, scale),
      unbudgetedSpent: writeMinorUnits(unbudgetedSpent, scale),
      totalRemaining: writeMinorUnits(totalBudget - totalSpent, scale),
      utilizationPercent: hasBudget ? percentOf(totalSpent, totalBudget) : null,
      status: hasBudget ? exactStatus(totalSpent, totalBudget, thresholds) : null,
      statusCounts,
      expenseCount: expenseTotal,
    },
    compliance: complianceOf(totalBudget, limit, scale),
  }
}
