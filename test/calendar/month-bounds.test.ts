import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { addMonths, monthOf, monthRange } from 'budgetbook'
import { readCivilDate } from '../../src/calendar/civil-date.js'
import { monthBounds } from '../../src/calendar/month-bounds.js'
import { civilDateArbitrary, monthArbitrary, startDayArbitrary } from '../support/arbitraries/calendar.js'
import { issuesOf } from '../support/refusals.js'

describe('monthBounds', () => {
  it('hold exactly the dates that belong to the month', () => {
    fc.assert(
      fc.property(
        civilDateArbitrary(),
        monthArbitrary(),
        startDayArbitrary(),
        fc.boolean(),
        (date, other, startDay, own) => {
          const month = own ? monthOf(date, startDay) : other
          const { from, before } = monthBounds(month, startDay)
          const day = readCivilDate(date)
          expect(from <= day && day < before).toBe(monthOf(date, startDay) === month)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('hold the first and the last day of the range, and neither neighbour', () => {
    fc.assert(
      fc.property(monthArbitrary(), startDayArbitrary(), (month, startDay) => {
        const { start, end } = monthRange(month, startDay)
        const { from, before } = monthBounds(month, startDay)
        const [first, last] = [readCivilDate(start), readCivilDate(end)]
        expect([from <= first, last < before]).toEqual([true, true])
        if (month > '0001-01') expect(from).toBe(first)
        if (month < '9999-12')
          expect(before).toBe(readCivilDate(monthRange(addMonths(month, 1), startDay).start))
      }),
      { numRuns: 500 },
    )
  })

  it('start on the first by default, and refuse a start day that some month lacks', () => {
    expect(monthBounds('2026-12' as never)).toEqual({ from: 20_261_201, before: 20_270_101 })
    expect(issuesOf(() => monthBounds('2026-12' as never, 29))).toMatchObject([
      { code: 'invalid_value', path: ['monthStartDay'] },
    ])
  })
})
