import { UTCDate, utc } from '@date-fns/utc'
import { getDaysInMonth } from 'date-fns'
import { describe, expect, it } from 'vitest'
import { daysInMonth } from '../../src/calendar/days-in-month.js'

describe('daysInMonth', () => {
  it('is what date-fns counts in UTC, for every month of the calendar', () => {
    const different: string[] = []
    const first = new UTCDate(0)
    for (let year = 1; year <= 9999; year++) {
      for (let month = 1; month <= 12; month++) {
        first.setFullYear(year, month - 1, 1)
        if (daysInMonth(year, month) !== getDaysInMonth(first, { in: utc }))
          different.push(`${year}-${month}`)
      }
    }
    expect(different).toEqual([])
  })
})
