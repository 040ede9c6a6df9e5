import * as fc from 'fast-check'
import type { CivilDate } from '../../calendar/civil-date.js'
import { monthRange } from '../../calendar/month-range.js'
import type { Month } from '../../calendar/month.js'

const firstYear = 1
const lastYear = 9999

function monthOfYear(year: number, month: number): Month {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}` as Month
}

/**
 * Months from 0001-01 to 9999-12. Months of our time, Februaries of leap years and both ends come often.
 *
 * @example
 * ```ts
 * import * as fc from 'fast-check'
 * import { parseMonth } from 'budgetbook'
 * import { monthArbitrary } from 'budgetbook/testing'
 *
 * const months = fc.sample(monthArbitrary(), 100)
 * console.log(months.every((month) => parseMonth(month) === month)) // => true
 * ```
 */
export function monthArbitrary(): fc.Arbitrary<Month> {
  const years = (min: number, max: number): fc.Arbitrary<Month> =>
    fc
      .tuple(fc.integer({ min, max }), fc.integer({ min: 1, max: 12 }))
      .map(([year, month]) => monthOfYear(year, month))
  const edges = fc.constantFrom(
    ...[monthOfYear(2024, 2), monthOfYear(2000, 2), monthOfYear(1900, 2), monthOfYear(2026, 12)],
    ...[
      monthOfYear(firstYear, 1),
      monthOfYear(firstYear, 2),
      monthOfYear(lastYear, 11),
      monthOfYear(lastYear, 12),
    ],
  )
  return fc.oneof({ arbitrary: years(2020, 2030), weight: 3 }, edges, years(firstYear, lastYear))
}

/**
 * Dates from 0001-01-01 to 9999-12-31. First and last days of months and leap days come often.
 *
 * @example
 * ```ts
 * import * as fc from 'fast-check'
 * import { monthOf, monthRange } from 'budgetbook'
 * import { civilDateArbitrary, monthStartDayArbitrary } from 'budgetbook/testing'
 *
 * fc.assert(
 *   fc.property(civilDateArbitrary(), monthStartDayArbitrary(), (date, startDay) => {
 *     const { start, end } = monthRange(monthOf(date, startDay), startDay)
 *     return start <= date && date <= end
 *   }),
 * )
 * console.log('every date lies in its month') // => every date lies in its month
 * ```
 */
export function civilDateArbitrary(): fc.Arbitrary<CivilDate> {
  return monthArbitrary().chain((month) => dateInMonthArbitrary(month, 1))
}

/** Dates of a budget month. Its first and last day come often. */
export function dateInMonthArbitrary(month: Month, startDay: number): fc.Arbitrary<CivilDate> {
  const { start, end, days } = monthRange(month, startDay)
  const within = fc.integer({ min: 0, max: days - 1 }).map((offset) => dayAfter(start, offset))
  return fc.oneof(fc.constant(start), fc.constant(end), within)
}

function dayAfter(start: CivilDate, offset: number): CivilDate {
  const milliseconds = Date.parse(`${start}T00:00:00Z`) + offset * 86_400_000
  return new Date(milliseconds).toISOString().slice(0, 10) as CivilDate
}

/**
 * Days on which months may start, 1 to 28. Both ends come often.
 *
 * @example
 * ```ts
 * import * as fc from 'fast-check'
 * import { monthStartDayArbitrary } from 'budgetbook/testing'
 *
 * const days = fc.sample(monthStartDayArbitrary(), 500)
 * console.log(Math.min(...days), Math.max(...days)) // => 1 28
 * ```
 */
export function monthStartDayArbitrary(): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(1, 28), fc.integer({ min: 1, max: 28 }))
}

/** Instants, as entities carry them. There are only a few, so that some are equal. */
export function timestampArbitrary(): fc.Arbitrary<string> {
  const instants = ['2026-02-14T09:30:00.000Z', '2026-02-14T09:30:00.001Z', '1970-01-01T00:00:00.000Z']
  const any = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  return fc.oneof(
    fc.constantFrom(...instants),
    any.map((date) => date.toISOString()),
  )
}
