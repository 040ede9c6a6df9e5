import { daysBetween } from '../../calendar/days-between.js'
import {
  atPath,
  guardInput,
  invalidInput,
  requireObject,
  visitEach,
  withPath,
} from '../../errors/invalid-input.js'
import type { Amount, AmountInput } from '../../money/amount.js'
import { scaleOfCurrency } from '../../money/currency.js'
import { writeMinorUnits } from '../../money/minor-units.js'
import { parseMinorUnits } from '../../money/parse-amount.js'
import { compareDates, readDaySpan, type DaySpan } from './day-span.js'
import { splitUnits } from './split-units.js'

/** Days from one to another. A month of `monthRange` is one. */
export interface Period {
  /** The first day, `YYYY-MM-DD`, inclusive. */
  readonly start: string
  /** The last day, `YYYY-MM-DD`, inclusive. */
  readonly end: string
}

/**
 * The shares of an amount that periods have by their days: a week's share of the month's budget. Minor units that are
 * left over go to the parts with the largest remainders; among equal remainders the earlier one in the list gets the
 * unit. If the parts fill the whole, they add up to the amount exactly. Otherwise the days that are in no part keep
 * their own share. A negative amount is shared like the positive one, mirrored.
 *
 * @param amount - What to share, of either sign.
 * @param whole - The days that the amount is for.
 * @param parts - Periods within the whole, in any order, of which no two have a day in common.
 * @param currency - ISO 4217 code.
 * @returns One share for each part, in their order.
 * @throws `invalid_input`, with the path of the field: for a period that ends before it begins, for a part outside the
 * whole, and for parts that overlap.
 *
 * @example
 * ```ts
 * import { prorate } from 'budgetbook/planning'
 *
 * const month = { start: '2026-02-01', end: '2026-02-28' }
 * const week = { start: '2026-02-02', end: '2026-02-08' }
 * console.log(prorate('1000.00', month, [week], 'USD')) // => [ '250.00' ]
 * ```
 */
export function prorate(
  amount: AmountInput,
  whole: Period,
  parts: readonly Period[],
  currency: string,
): Amount[] {
  const scale = scaleOfCurrency(currency)
  return guardInput(() => {
    const units = atPath(['amount'], () => parseMinorUnits(amount, scale))
    const all = atPath(['whole'], () => readPeriod(whole))
    const spans: DaySpan[] = []
    visitEach('parts', parts, (part) => {
      const span = readPeriod(part)
      if (span.first < all.first) throw outside('start')
      if (span.last > all.last) throw outside('end')
      spans.push(span)
    })
    requireApart(spans)
    const days = spans.map(daysOf)
    const rest = daysOf(all) - days.reduce((sum, count) => sum + count, 0)
    const shares = splitUnits(units, [...days, rest].map(BigInt))
    return shares.slice(0, -1).map((share) => writeMinorUnits(share, scale))
  })
}

function readPeriod(period: Period): DaySpan {
  requireObject(period, 'A period')
  return readDaySpan(period.start, period.end, ['start', 'end'])
}

function outside(field: string): Error {
  return invalidInput('invalid_value', 'The part must be within the whole', [field])
}

function daysOf({ first, last }: DaySpan): number {
  return daysBetween(first, last) + 1
}

function requireApart(spans: readonly DaySpan[]): void {
  const byFirst = [...spans.entries()].sort(([, a], [, b]) => compareDates(a.first, b.first))
  let before: DaySpan | null = null
  for (const [position, span] of byFirst) {
    if (before !== null && span.first <= before.last) {
      const error = invalidInput('invalid_value', 'The part has a day in common with another one', ['start'])
      throw withPath(['parts', position], error)
    }
    before = span
  }
}
