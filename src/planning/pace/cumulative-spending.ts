import { addDays } from 'date-fns/addDays'
import type { CivilDate } from '../../calendar/civil-date.js'
import { monthBounds } from '../../calendar/month-bounds.js'
import { monthRange } from '../../calendar/month-range.js'
import { requireMonth, type Month } from '../../calendar/month.js'
import { utcDate, utcDateText } from '../../calendar/utc-date.js'
import { atPath, guardInput, requireObject, requireText, visitEach } from '../../errors/invalid-input.js'
import type { Amount } from '../../money/amount.js'
import { writeMinorUnits } from '../../money/minor-units.js'
import { readUnits } from '../../money/parse-amount.js'
import type { BudgetFields, ExpenseFields, SettingsFields } from '../../utilization/input.js'
import { dayOf, requireMonthOfRow, secondBudget } from '../../utilization/row-checks.js'
import { readSettings } from '../../utilization/settings-fields.js'
import { evenAmount } from './month-days.js'

/** What `cumulativeSpending` takes: plain entities. Other fields are ignored. */
export interface CumulativeSpendingInput {
  /** The month, `YYYY-MM`. */
  readonly month: string
  /** The book's settings. */
  readonly settings: SettingsFields
  /** Expenses of any month and category; those of `month` are picked out. */
  readonly expenses: Iterable<ExpenseFields>
  /**
   * Budgets of any month and category; those of `month` are added up for the even line.
   * @defaultValue none, so there is no even line
   */
  readonly budgets?: Iterable<BudgetFields> | undefined
}

/** A day of a month, for a chart. */
export interface DayOfSpending {
  /** The day. */
  readonly date: CivilDate
  /** What was spent on it, net of refunds. */
  readonly spent: Amount
  /** What was spent from the first day of the month to this one. It falls on a day of refunds. */
  readonly cumulative: Amount
  /**
   * What an even pace would have spent by the end of this day of the month's total budget; `null` if the month has no
   * budget, or none was passed.
   */
  readonly even: Amount | null
}

/**
 * Spending day by day, for a chart: one line for each day of the month, oldest first, days without an expense and days
 * to come too. A pure function of plain data, which it does not change. It takes no categories: for the chart of some
 * categories pass only their expenses and budgets.
 *
 * @param input - The month, the settings, its expenses, and its budgets if you want an even line.
 * @throws `invalid_input`, with the path of the field: an invalid date or month in any row, an invalid amount in a row
 * of the month, or two budgets of a category in the month (`duplicate`).
 *
 * @example
 * ```ts
 * import { cumulativeSpending } from 'budgetbook/planning'
 *
 * const days = cumulativeSpending({
 *   month: '2026-04',
 *   settings: { currency: 'USD' },
 *   expenses: [
 *     { categoryId: 'food', date: '2026-04-01', amount: '25.00' },
 *     { categoryId: 'food', date: '2026-04-03', amount: '-5.00' },
 *   ],
 *   budgets: [{ categoryId: 'food', month: '2026-04', amount: '300.00' }],
 * })
 * const [, , third] = days
 * console.log(days.length, third?.date, third?.spent, third?.cumulative, third?.even)
 * // => 30 2026-04-03 -5.00 20.00 30.00
 * ```
 */
export function cumulativeSpending(input: CumulativeSpendingInput): DayOfSpending[] {
  return guardInput(() => {
    requireObject(input, 'The input')
    const month = atPath(['month'], () => requireMonth(input.month))
    const { scale, monthStartDay } = readSettings(input.settings)
    const bounds = monthBounds(month, monthStartDay)
    // Only undefined means the default.
    const { budgets = [] } = input
    const budget = totalBudget(budgets, month, scale)
    const byDate = new Map<string, bigint>()
    visitEach('expenses', input.expenses, (expense) => {
      const day = dayOf(expense)
      if (day < bounds.from || day >= bounds.before) return
      const { date, amount } = expense
      const units = atPath(['amount'], () => readUnits(amount, scale))
      byDate.set(date, (byDate.get(date) ?? 0n) + units)
    })
    const { start, days } = monthRange(month, monthStartDay)
    const first = utcDate(start)
    let cumulative = 0n
    return Array.from({ length: days }, (_, index) => {
      const date = utcDateText(addDays(first, index)) as CivilDate
      const spent = byDate.get(date) ?? 0n
      cumulative += spent
      const even = budget === null ? null : evenAmount(budget, { days, elapsed: index + 1 })
      return {
        date,
        spent: writeMinorUnits(spent, scale),
        cumulative: writeMinorUnits(cumulative, scale),
        even: even === null ? null : writeMinorUnits(even, scale),
      }
    })
  })
}

// null without a budget in the month. A budget may be below zero, as for computePace.
function totalBudget(budgets: Iterable<BudgetFields>, month: Month, scale: number): bigint | null {
  const seen = new Set<string>()
  let total = 0n
  visitEach('budgets', budgets, (budget) => {
    requireObject(budget, 'A budget')
    requireMonthOfRow(budget.month)
    if (budget.month !== month) return
    const { categoryId, amount } = budget
    atPath(['categoryId'], () => requireText(categoryId, 'An id'))
    if (seen.has(categoryId)) throw secondBudget(categoryId)
    seen.add(categoryId)
    total += atPath(['amount'], () => readUnits(amount, scale))
  })
  return seen.size === 0 ? null : total
}
