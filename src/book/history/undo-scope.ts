import type { CivilDate } from '../../calendar/civil-date.js'
import { monthOf } from '../../calendar/month-range.js'
import type { Month } from '../../calendar/month.js'
import type { Settings } from '../../model/settings.js'
import type { HistoryChange, HistoryEntry } from '../../storage/history.js'
import type { Head, Scope } from '../../storage/view.js'
import { needsEverything } from '../settings/update.js'

/** What undoing an entry needs to see of a book. */
export function scopeOfUndo({ changes }: HistoryEntry, { settings }: Head): Scope {
  if (changes === 'whole_book') return {}
  const idsOf = (type: HistoryChange['type']) =>
    changes.filter((change) => change.type === type).map(({ id }) => id)
  return {
    months: changes.some((change) => mayMeetAnything(change, settings))
      ? 'all'
      : [...new Set(changes.flatMap((change) => monthsOf(change, settings)))],
    budgets: idsOf('budget'),
    expenses: idsOf('expense'),
    holds: idsOf('hold'),
  }
}

// To remove a category, nothing in the book may use it. To change a currency or a start day, nothing may depend on it.
function mayMeetAnything({ type, before }: HistoryChange, settings: Settings): boolean {
  if (type === 'category') return before === null
  return type === 'settings' && needsEverything(settings, { ...before })
}

function monthsOf({ type, id, before, after }: HistoryChange, { monthStartDay }: Settings): Month[] {
  if (type === 'month') return [id as Month]
  const values = [before, after].filter((value) => value !== null)
  if (type === 'budget') return values.map((value) => value['month'] as Month)
  if (type !== 'expense' && type !== 'hold') return []
  return values.map((value) => monthOf(value['date'] as CivilDate, monthStartDay))
}
