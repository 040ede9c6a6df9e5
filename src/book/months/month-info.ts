import type { CivilDate } from '../../calendar/civil-date.js'
import { monthRange } from '../../calendar/month-range.js'
import type { Head, MonthState } from '../../storage/view.js'
import type { MonthInfo } from './api.js'

/** Describes a month of a book as of `today`. */
export function infoOf(
  { month, closed }: Pick<MonthState, 'month' | 'closed'>,
  { settings }: Head,
  today: CivilDate,
): MonthInfo {
  const { start, end } = monthRange(month, settings.monthStartDay)
  return { month, start, end, closed, current: today >= start && today <= end }
}
