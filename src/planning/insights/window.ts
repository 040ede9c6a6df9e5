import { readYear, type CivilDate } from '../../calendar/civil-date.js'
import { eachMonth } from '../../calendar/each-month.js'
import { monthOf } from '../../calendar/month-range.js'
import { firstMonth, type Month } from '../../calendar/month.js'
import { emptyCell, type Cell, type MonthSpan, type TableRow } from '../totals-table.js'

// The window of a category: the months that count for its mean and its median. Every figure that looks back uses this
// rule. The current month is partial, so it never counts. A month before the category was first used does not count
// either. A month in between counts even if nothing was spent in it: a yearly bill is a twelfth a month.

/** A month of a window, with what was spent in it, in minor units. */
export interface WindowMonth {
  readonly month: Month
  readonly spent: bigint
}

/** What `readTotals` must read for windows up to a month: the first use of a category may be in any month before. */
export function spanOfWindows(to: Month): MonthSpan {
  return { from: firstMonth as Month, to }
}

/**
 * The month before which a window ends: the planned month, or the month of today if that is earlier. A plan for a later
 * month still looks at complete months only.
 */
export function endOfWindow(month: Month, today: CivilDate, monthStartDay: number): Month {
  const current = monthOf(today, monthStartDay)
  return month < current ? month : current
}

/**
 * The months before `end`, oldest first: `count` of them, or fewer at the beginning of the calendar. `count` is 1 to
 * 1,000.
 */
export function monthsBefore(end: Month, count: number): Month[] {
  // Goes back by whole years and drops what is too much: that needs no date arithmetic, which would be a kilobyte.
  const year = readYear(end) - Math.ceil(count / 12)
  const from = year < 1 ? firstMonth : `${String(year).padStart(4, '0')}${end.slice(4)}`
  return eachMonth(from, end).slice(0, -1).slice(-count)
}

/**
 * The months of `months` that count for a category: those from its first use on, in the same order. Empty if the
 * category was first used later, or never. The table must be read with
 * {@link spanOfWindows}, or else the first use may be missing.
 */
export function windowOf(row: TableRow, months: readonly Month[]): WindowMonth[] {
  const first = firstUse(row)
  if (first === null) return []
  return months
    .filter((month) => month >= first)
    .map((month) => ({ month, spent: (row.cells.get(month) ?? emptyCell).spent }))
}

/** The first month in which a category had a budget or an expense; `null` if it never had one. */
function firstUse(row: TableRow): Month | null {
  let first: Month | null = null
  for (const [month, cell] of row.cells) {
    if (isUsed(cell) && (first === null || month < first)) first = month
  }
  return first
}

/** Whether a month of a category has a budget or an expense. A row of totals may have neither. */
export function isUsed({ budget, spent, expenseCount }: Cell): boolean {
  return budget !== null || expenseCount > 0 || spent !== 0n
}
