import type { CivilDate } from '../calendar/civil-date.js'
import { dateOfInstant } from '../calendar/today.js'
import { atPath, invalidInput } from '../errors/invalid-input.js'
import { callGiven } from './call-given.js'

/** What time it is for a book: by the clock that the app passed, which may return anything. */
export class BookClock {
  readonly #now: () => Date
  readonly #timeZone: string | undefined
  #last = { time: Number.NaN, text: '' }

  /** @param timeZone - Where today is; by default in the runtime's time zone. */
  constructor(now: () => Date, timeZone: string | undefined) {
    this.#now = now
    this.#timeZone = timeZone
  }

  /** The instant, as entities carry it. */
  timestamp(): string {
    return atPath(['now'], () => {
      const instant = this.#instant()
      const time = instant.getTime()
      // Written once for all that happens within a millisecond.
      if (time !== this.#last.time) this.#last = { time, text: writeInstant(instant) }
      return this.#last.text
    })
  }

  /** Today's date in the book's time zone. */
  today(): CivilDate {
    return dateOfInstant(
      atPath(['now'], () => this.#instant()),
      this.#timeZone,
      'now',
    )
  }

  #instant(): Date {
    const instant = callGiven(this.#now)
    let time = Number.NaN
    try {
      // Not by instanceof: a Date of another realm is one, and what only looks like one is not.
      time = Date.prototype.getTime.call(instant)
    } catch {
      // Refused below, like a Date that is no time.
    }
    if (!Number.isNaN(time)) return new Date(time)
    throw invalidInput('invalid_value', 'The clock must return a valid Date')
  }
}

function writeInstant(instant: Date): string {
  const text = instant.toISOString()
  // A year that has not four digits is written with a sign.
  if (text.length === 24) return text
  throw invalidInput('invalid_value', 'The clock must return a Date of the years 0 to 9999')
}
