import type { CivilDate } from '../calendar/civil-date.js'
import { monthRange } from '../calendar/month-range.js'
import type { JournalPlan } from './journal-format.js'

/** The first day on which a journal mentions an account. It is found while the expenses go by. */
export class FirstDay {
  #date: CivilDate | undefined

  constructor({ budgets, monthStartDay }: JournalPlan) {
    const [month] = budgets.keys()
    this.#date = month === undefined ? undefined : monthRange(month, monthStartDay).start
  }

  /** Takes an expense of that day into account. */
  add(date: CivilDate): void {
    if (this.#date === undefined || date < this.#date) this.#date = date
  }

  /** The day. A book without budgets and expenses says nothing on any day, so any one will do. */
  date(): CivilDate {
    return this.#date ?? ('1970-01-01' as CivilDate)
  }
}
