import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { addMonths, daysBetween, eachMonth, monthRange } from 'budgetbook'
import {
  civilDateArbitrary,
  lastDayOf,
  monthArbitrary,
  startDayArbitrary,
} from '../support/arbitraries/calendar.js'
import { issuesOf } from '../support/refusals.js'

/** The day number of a date, counted by the rule of the calendar. */
function dayNumber(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const before = year - 1
  let days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400)
  for (let one = 1; one < month; one++) days += lastDayOf(year, one)
  return days + day
}

describe('eachMonth', () => {
  it('gives every month once, in order, from the first to the last', () => {
    fc.assert(
      fc.property(monthArbitrary(), fc.integer({ min: 0, max: 1_199 }), (from, more) => {
        fc.pre(from <= addMonths('9999-12', -more))
        const months = eachMonth(from, addMonths(from, more))
        expect(months).toHaveLength(more + 1)
        months.forEach((month, index) => expect(month).toBe(addMonths(from, index)))
      }),
      { numRuns: 50 },
    )
  })

  it.each([
    ['2026-02', '2026-01', 'invalid_value', ['to']],
    ['2026-01', '2126-01', 'too_big', ['to']],
    ['2026-1', '2026-02', 'invalid_month', ['from']],
    ['2026-01', null, 'invalid_type', ['to']],
  ])('refuses %j to %j: %s at %j', (from, to, code, path) => {
    expect(issuesOf(() => eachMonth(from, to as string))).toMatchObject([{ code, path }])
  })

  it('takes 1,200 months', () => {
    expect(eachMonth('2026-01', '2125-12')).toHaveLength(1_200)
  })
})

describe('daysBetween', () => {
  it('counts the days of the calendar', () => {
    fc.assert(
      fc.property(civilDateArbitrary(), civilDateArbitrary(), (from, to) => {
        expect(daysBetween(from, to)).toBe(dayNumber(to) - dayNumber(from))
        // Not -0, which prints as a negative number.
        expect(Object.is(daysBetween(from, from), 0)).toBe(true)
      }),
    )
  })

  it('is the days of a month less one, from its start to its end', () => {
    fc.assert(
      fc.property(monthArbitrary(), startDayArbitrary(), (month, startDay) => {
        const { start, end, days } = monthRange(month, startDay)
        expect(daysBetween(start, end)).toBe(days - 1)
      }),
    )
  })

  it.each([
    ['2026-02-29', '2026-03-01', 'invalid_date', ['from']],
    ['2026-02-28', 5, 'invalid_type', ['to']],
  ])('refuses %j to %j: %s at %j', (from, to, code, path) => {
    expect(issuesOf(() => daysBetween(from, to as string))).toMatchObject([{ code, path }])
  })
})
