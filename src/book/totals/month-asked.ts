import type { CivilDate } from '../../calendar/civil-date.js'
import { monthOf } from '../../calendar/month-range.js'
import type { Month } from '../../calendar/month.js'
import { monthSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { Head } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'

/** Checks the month that a caller asks for. Without one it is the month of today, which depends on the settings. */
export function monthAsked(
  { clock }: BookContext,
  month: string | undefined,
): (head: Pick<Head, 'settings'>) => Month {
  if (month !== undefined) {
    const checked = validateArgument('month', monthSchema, month)
    return () => checked
  }
  const today: CivilDate = clock.today()
  return ({ settings }) => monthOf(today, settings.monthStartDay)
}
