import { requireDate } from '../../calendar/civil-date.js'
import { eachMonth } from '../../calendar/each-month.js'
import { monthOf } from '../../calendar/month-range.js'
import { requireMonth, type Month } from '../../calendar/month.js'
import { atPath, guardInput, requireObject } from '../../errors/invalid-input.js'
import type { TotalsFields } from '../fields.js'
import { readTotals, type TotalsTable } from '../totals-table.js'
import { CellSum, cellOf } from '../cell-sum.js'
import type { MonthsSummary, MonthsTotal, SummarizedMonth } from './months-summary.js'
import { summarizeCategories } from './summarize-categories.js'
import { spanOfWindows } from './window.js'

/** What {@link summarizeMonths} takes. */
export type MonthsSummaryInput = {
  /** The first month, `YYYY-MM`, inclusive. */
  readonly from: string
  /** The last month, `YYYY-MM`, inclusive. A range has at most 1,200 months. */
  readonly to: string
  /** `YYYY-MM-DD`. Its month and later ones are not complete. Without it, every month is complete. */
  readonly today?: string | undefined
} & TotalsFields

/**
 * Puts several months side by side: each month, each category with its mean and its median, and the total. A pure
 * function of plain data: it reads no clock and no storage, and changes none of its arguments.
 *
 * The months that count for `mean`, `median`, `least` and `most` are the complete ones of the range, from the first
 * month in which the category had a budget or an expense. A counted month without expenses is zero. Rows before `from`
 * are read only to find that first month.
 *
 * @param input - The range, today, and the totals: those of `book.totals`, or rows of your own.
 * @throws `invalid_input`, with the path of the field: `to` before `from` (`invalid_value`), more than 1,200 months
 * (`too_big`), and what is wrong with a row.
 *
 * @example
 * ```ts
 * import { summarizeMonths } from 'budgetbook/planning'
 *
 * const { categories, total } = summarizeMonths({
 *   from: '2026-01',
 *   to: '2026-03',
 *   today: '2026-03-10',
 *   settings: { currency: 'USD' },
 *   categories: [{ id: 'travel', name: 'Travel' }],
 *   budgets: [{ categoryId: 'travel', month: '2026-01', amount: '500.00' }],
 *   expenses: [
 *     { categoryId: 'travel', date: '2026-01-14', amount: '300.00' },
 *     { categoryId: 'travel', date: '2026-03-02', amount: '50.00' },
 *   ],
 * })
 * // March is not over, so it does not count. Nothing was spent in February, and it counts.
 * console.log(categories[0]?.mean, categories[0]?.monthsCounted) // => 150.00 2
 * console.log(total.spent, total.remaining) // => 350.00 150.00
 * ```
 */
export function summarizeMonths(input: MonthsSummaryInput): MonthsSummary {
  return guardInput(() => {
    requireObject(input, 'The input')
    const to = atPath(['to'], () => requireMonth(input.to))
    const months = eachMonth(input.from, to)
    const { today } = input
    const date = today === undefined ? null : atPath(['today'], () => requireDate(today))
    const table = readTotals(input, spanOfWindows(to))
    const current = date === null ? null : monthOf(date, table.monthStartDay)
    const isComplete = (month: Month) => current === null || month < current
    return summaryOf(table, months, isComplete)
  })
}

function summaryOf(
  table: TotalsTable,
  months: readonly Month[],
  isComplete: (month: Month) => boolean,
): MonthsSummary {
  const whole = new CellSum()
  const summarized = months.map((month) => {
    const sum = new CellSum()
    for (const row of table.rows.values()) {
      const cell = cellOf(row, month)
      sum.add(cell)
      whole.add(cell)
    }
    return summarizedMonth(table, month, isComplete(month), sum)
  })
  return {
    currency: table.currency,
    months: summarized,
    categories: summarizeCategories(table, months, months.filter(isComplete), whole.spent),
    total: totalOf(table, whole),
  }
}

function summarizedMonth(table: TotalsTable, month: Month, complete: boolean, sum: CellSum): SummarizedMonth {
  const { budget, spent, unbudgetedSpent, remaining } = sum.amounts(table.scale)
  return {
    month,
    complete,
    totalBudget: budget,
    totalSpent: spent,
    unbudgetedSpent,
    totalRemaining: remaining,
    ...sum.rating(table.thresholds),
    expenseCount: sum.expenseCount,
  }
}

function totalOf(table: TotalsTable, whole: CellSum): MonthsTotal {
  const { budget, spent, remaining } = whole.amounts(table.scale)
  return { budget, spent, remaining, ...whole.rating(table.thresholds), expenseCount: whole.expenseCount }
}
