import type { CivilDate } from '../calendar/civil-date.js'
import { dateOfInstant } from '../calendar/today.js'
import { atPath, invalidInput } from '../errors/invalid-input.js'
import { callGiven } from '../errors/call-given.js'

/** Tells the time of a book, by the clock that the app passed. That clock may return anything, so we check it. */
export class BookClock {
  readonly #now: () => Date
  readonly #timeZone: string | undefined
  #last = { time: Number.NaN, text: '' }

  /** @param timeZone - The time zone of today's date. By default that of the runtime. */
  constructor(now: () => Date, timeZone: string | undefined) {
    this.#now = now
    this.#timeZone = timeZone
  }

  /** The present instant as text, as `createdAt` and `updatedAt` have it. */
  timestamp(): string {
    return atPath(['now'], () => {
      const instant = this.#instant()
      const time = instant.getTime()
      // We write the text once for everything that happens within a millisecond.
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
      // Not by instanceof: it misses a Date of another realm, and takes an object that only looks like a Date.
      time = Date.prototype.getTime.call(instant)
    } catch {
      // Refused below, like an invalid Date.
    }
    if (!Number.isNaN(time)) return new Date(time)
    throw invalidInput('invalid_value', 'The clock must return a valid Date')
  }
}

function writeInstant(instant: Date): string {
  const text = instant.toISOString()
  // toISOString writes a sign before years outside 0 to 9999.
  if (text.length === 24) return text
  throw invalidInput('invalid_value', 'The clock must return a Date of the years 0 to 9999')
}
