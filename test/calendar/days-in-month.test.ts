import { describe, expect, it } from 'vitest'
import { daysInMonth } from '../../src/calendar/days-in-month.js'
import { lastDayOf } from '../support/calendar-arbitraries.js'

describe('daysInMonth', () => {
  it('follows the rule of the Gregorian calendar from year 1 to 9999', () => {
    const wrong: string[] = []
    for (let year = 1; year <= 9999; year++) {
      // Only February changes; the others are looked at once a century.
      for (const month of year % 100 === 1 ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] : [2]) {
        if (daysInMonth(year, month) !== lastDayOf(year, month)) wrong.push(`${year}-${month}`)
      }
    }
    expect(wrong).toEqual([])
  })
})
