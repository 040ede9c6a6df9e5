import { atPath, invalidInput, requireText } from '../errors/invalid-input.js'
import type { Brand } from '../lib/brand.js'
import { readPair, readYear } from './civil-date.js'

/**
 * A budget month, `'YYYY-MM'`. Plain text at run time, and it sorts as text. Which dates it holds depends on the
 * month's start day: see {@link monthRange}.
 *
 * @example
 * ```ts
 * import { parseMonth, type Month } from 'budgetbook'
 *
 * const month: Month = parseMonth('2026-02')
 * console.log(month) // => 2026-02
 * ```
 */
export type Month = string & Brand<'Month'>

const hyphen = 45

/**
 * Checks a month.
 *
 * @param text - `YYYY-MM`, from 0001-01 to 9999-12.
 * @throws `invalid_input` with the issue `invalid_month`.
 *
 * @example
 * ```ts
 * import { parseMonth } from 'budgetbook'
 *
 * console.log(parseMonth('2026-02')) // => 2026-02
 * ```
 */
export function parseMonth(text: string): Month {
  return atPath(['text'], () => requireMonth(text))
}

/** {@link parseMonth} for a month of any other name: the path is the caller's to say. */
export function requireMonth(text: string): Month {
  requireText(text, 'A month')
  if (isMonth(text)) return text
  throw invalidInput('invalid_month', `Not a month as YYYY-MM: ${JSON.stringify(text.slice(0, 20))}`)
}

/** Tells whether text is a month. */
export function isMonth(text: string): text is Month {
  if (text.length !== 7 || text.charCodeAt(4) !== hyphen) return false
  const number = readPair(text, 5)
  return readYear(text) >= 1 && number >= 1 && number <= 12
}

/** The months before 0001-01 and after 9999-12 have no text. */
function monthFromIndex(index: number): Month {
  const year = Math.floor(index / 12)
  if (!(year >= 1 && year <= 9999)) {
    throw invalidInput('invalid_month', 'The calendar runs from 0001-01 to 9999-12')
  }
  return `${String(year).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}` as Month
}

/**
 * The month that lies `count` months later, or earlier for a negative count.
 *
 * @param month - `YYYY-MM`.
 * @param count - A whole number.
 * @throws `invalid_input`, also where the result leaves 0001-01 to 9999-12.
 *
 * @example
 * ```ts
 * import { addMonths } from 'budgetbook'
 *
 * console.log(addMonths('2026-01', -1), addMonths('2026-01', 12)) // => 2025-12 2027-01
 * ```
 */
export function addMonths(month: string, count: number): Month {
  const from = atPath(['month'], () => requireMonth(month))
  if (!Number.isSafeInteger(count)) {
    throw invalidInput('invalid_value', 'The count of months must be a whole number', ['count'])
  }
  return atPath(['count'], () => monthFromIndex(readYear(from) * 12 + readPair(from, 5) - 1 + count))
}
