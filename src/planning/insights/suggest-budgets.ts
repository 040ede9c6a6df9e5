import { requireDate } from '../../calendar/civil-date.js'
import { requireMonth, type Month } from '../../calendar/month.js'
import { atPath, guardInput, requireObject } from '../../errors/invalid-input.js'
import type { Amount } from '../../money/amount.js'
import { writeMinorUnits } from '../../money/minor-units.js'
import { readSettings } from '../../utilization/settings-fields.js'
import type { TotalsFields } from '../fields.js'
import { readTotals, type TableRow } from '../totals-table.js'
import { meanOf, medianOf } from './averages.js'
import { cellOf } from '../cell-sum.js'
import { readSuggestionOptions, type SuggestionBasis, type SuggestionOptions } from './suggestion-options.js'
import { endOfWindow, monthsBefore, spanOfWindows, windowOf, type WindowMonth } from './window.js'

/** What {@link suggestBudgets} takes. */
export type BudgetSuggestionsInput = {
  /** The month to plan, `YYYY-MM`. */
  readonly month: string
  /** `YYYY-MM-DD`. The current month is partial, so it does not count. */
  readonly today: string
} & SuggestionOptions &
  TotalsFields

/** A month that a suggestion is made of. */
export interface SuggestionMonth {
  /** The month. */
  readonly month: Month
  /** What was spent in it, net of refunds. */
  readonly spent: Amount
}

/** A budget that the past suggests, with its explanation. */
export interface BudgetSuggestion {
  /** The category. */
  readonly categoryId: string
  /** Its name. */
  readonly name: string
  /** The suggested budget, zero or more. */
  readonly amount: Amount
  /** What the amount is made of. */
  readonly basis: SuggestionBasis
  /** The months that count, oldest first; with `'last'` and `'budget'`, the last complete month. */
  readonly months: readonly SuggestionMonth[]
}

/**
 * Suggests a budget for each category of a month, from what was spent before. A pure function of plain data: it reads no
 * clock and no storage, and changes none of its arguments.
 *
 * The window of a category is the `months` before the planned month, or before the month of today if that is earlier,
 * but from the first month in which the category had a budget or an expense. A month in the window without expenses is
 * zero. A category without a window gets no suggestion, nor does an archived one, nor, with the basis `'budget'`, one
 * without a budget in the last complete month.
 *
 * @param input - The month, today, the options, and the totals: those of `book.totals`, or rows of your own. Pass the
 * months from the beginning: a category counts from its first row on.
 * @returns The suggestions, in the order of the categories.
 * @throws `invalid_input`, with the path of the field: an unknown basis, `months` outside 1 to 36 (`invalid_value`),
 * `adjustPercent` outside -100 to 1,000 (`too_small`, `too_big`), a step that is not above zero (`zero_amount`,
 * `negative_amount`), and what is wrong with a row.
 *
 * @example
 * ```ts
 * import { suggestBudgets } from 'budgetbook/planning'
 *
 * const [travel] = suggestBudgets({
 *   month: '2026-04',
 *   today: '2026-03-10',
 *   step: '5.00',
 *   settings: { currency: 'USD' },
 *   categories: [{ id: 'travel', name: 'Travel' }],
 *   budgets: [],
 *   spending: [
 *     { categoryId: 'travel', month: '2025-12', spent: '61.00', expenseCount: 2 },
 *     { categoryId: 'travel', month: '2026-02', spent: '47.50', expenseCount: 1 },
 *     { categoryId: 'travel', month: '2026-03', spent: '9.00', expenseCount: 1 },
 *   ],
 * })
 * // The median of 61.00, 0.00 and 47.50 is 47.50. The step makes it 50.00.
 * console.log(travel?.amount, travel?.months.map(({ month }) => month).join(' '))
 * // => 50.00 2025-12 2026-01 2026-02
 * ```
 */
export function suggestBudgets(input: BudgetSuggestionsInput): BudgetSuggestion[] {
  return guardInput(() => {
    requireObject(input, 'The input')
    const month = atPath(['month'], () => requireMonth(input.month))
    const today = atPath(['today'], () => requireDate(input.today))
    const { scale, monthStartDay } = readSettings(input.settings)
    const { basis, count, finish } = readSuggestionOptions(input, scale)
    const end = endOfWindow(month, today, monthStartDay)
    const { rows } = readTotals(input, spanOfWindows(end))
    const months = monthsBefore(end, basis === 'median' || basis === 'mean' ? count : 1)
    return [...rows.values()].flatMap((row): BudgetSuggestion[] => {
      const window = row.archived ? [] : windowOf(row, months)
      const units = basisOf(row, window, basis)
      if (units === null) return []
      const amount = writeMinorUnits(finish(units), scale)
      return [{ categoryId: row.id, name: row.name, amount, basis, months: writeWindow(window, scale) }]
    })
  })
}

/** What the basis gives for a category, in minor units; `null` for no suggestion. */
function basisOf(row: TableRow, window: readonly WindowMonth[], basis: SuggestionBasis): bigint | null {
  const last = window.at(-1)
  if (basis === 'budget') return last === undefined ? null : cellOf(row, last.month).budget
  const spending = window.map(({ spent }) => spent)
  // The window of 'last' is one month, and its mean is that month.
  return basis === 'median' ? medianOf(spending) : meanOf(spending)
}

function writeWindow(window: readonly WindowMonth[], scale: number): SuggestionMonth[] {
  return window.map(({ month, spent }) => ({ month, spent: writeMinorUnits(spent, scale) }))
}
