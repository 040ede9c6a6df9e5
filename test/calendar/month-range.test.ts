import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { addMonths, monthOf, monthRange } from 'budgetbook'
import { civilDateArbitrary, monthArbitrary, startDayArbitrary } from '../support/arbitraries/calendar.js'
import { anyValueArbitrary, makerOf } from '../support/hostile-values.js'
import { answers, issueCodesOf, issuesOf } from '../support/refusals.js'

const millisecondsADay = 86_400_000
const timeOf = (date: string) => Date.parse(`${date}T00:00:00.000Z`)
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10)
const startDays = Array.from({ length: 28 }, (_, index) => index + 1)

/** Every day from the first to the last, both inclusive, by the platform's clock in UTC. */
function* daysBetween(first: string, last: string): Generator<string> {
  for (let time = timeOf(first); time <= timeOf(last); time += millisecondsADay) yield dateOf(time)
}

describe('monthOf and monthRange', () => {
  it.each([
    ['0001-01-01', '0002-03-31'],
    ['1844-01-01', '1845-01-31'],
    ['1899-12-01', '1900-03-31'],
    ['1999-12-01', '2000-12-31'],
    ['2023-01-01', '2025-03-31'],
    ['9998-11-01', '9999-12-31'],
  ])('walk the calendar from %s to %s without gap or overlap, for every start day', (first, last) => {
    for (const startDay of startDays) {
      let month = monthOf(first, startDay)
      let range = monthRange(month, startDay)
      for (const day of daysBetween(first, last)) {
        if (day > range.end) {
          month = addMonths(month, 1)
          range = monthRange(month, startDay)
          if (range.start !== day) expect.fail(`${startDay}: ${day} is not the start of ${month}`)
        }
        if (monthOf(day, startDay) !== month) expect.fail(`${startDay}: ${day} is not in ${month}`)
      }
    }
  })

  it('agree: a date lies in the range of its own month and of no neighbour', () => {
    fc.assert(
      fc.property(civilDateArbitrary(), startDayArbitrary(), (date, startDay) => {
        const month = monthOf(date, startDay)
        const { start, end } = monthRange(month, startDay)
        expect(start <= date && date <= end).toBe(true)
        if (month > '0001-01') expect(monthRange(addMonths(month, -1), startDay).end < date).toBe(true)
        if (month < '9999-12') expect(monthRange(addMonths(month, 1), startDay).start > date).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('agree on the first and the last day of each month', () => {
    fc.assert(
      fc.property(monthArbitrary(), startDayArbitrary(), (month, startDay) => {
        const { start, end } = monthRange(month, startDay)
        expect([monthOf(start, startDay), monthOf(end, startDay)]).toEqual([month, month])
      }),
      { numRuns: 500 },
    )
  })
})

describe('monthRange', () => {
  it('starts on the start day of its month, ends on the day before the next starts, and counts its days', () => {
    fc.assert(
      fc.property(monthArbitrary(), startDayArbitrary(), (month, startDay) => {
        fc.pre(month > '0001-01' && month < '9999-12')
        const { start, end, days } = monthRange(month, startDay)
        expect(start).toBe(`${month}-${String(startDay).padStart(2, '0')}`)
        expect(timeOf(end) + millisecondsADay).toBe(
          timeOf(monthRange(addMonths(month, 1)).start) + (startDay - 1) * millisecondsADay,
        )
        expect(days).toBe((timeOf(end) - timeOf(start)) / millisecondsADay + 1)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['2026-02', 25, '2026-02-25', '2026-03-24', 28],
    ['2026-02', 1, '2026-02-01', '2026-02-28', 28],
    ['2024-02', 1, '2024-02-01', '2024-02-29', 29],
    ['2024-02', 28, '2024-02-28', '2024-03-27', 29],
    ['2026-12', 28, '2026-12-28', '2027-01-27', 31],
    ['2026-04', 2, '2026-04-02', '2026-05-01', 30],
    ['0001-01', 1, '0001-01-01', '0001-01-31', 31],
    ['0001-01', 2, '0001-01-01', '0001-02-01', 32],
    ['0001-01', 28, '0001-01-01', '0001-02-27', 58],
    ['9999-11', 28, '9999-11-28', '9999-12-27', 30],
    ['9999-12', 28, '9999-12-28', '9999-12-31', 4],
    ['9999-12', 1, '9999-12-01', '9999-12-31', 31],
  ])('says that %s with start day %d runs from %s to %s, %d days', (month, startDay, start, end, days) => {
    expect(monthRange(month, startDay)).toEqual({ start, end, days })
  })

  it('starts on the first by default', () => {
    expect(monthRange('2026-04')).toEqual(monthRange('2026-04', 1))
    expect(monthRange('2026-04', undefined)).toEqual(monthRange('2026-04', 1))
  })

  it('refuses what is not a month', () => {
    expect(issueCodesOf(() => monthRange('2026-13'))).toEqual(['invalid_month'])
    expect(issueCodesOf(() => monthRange('2026-02-01'))).toEqual(['invalid_month'])
  })
})

describe('monthOf', () => {
  it.each([
    ['2026-03-24', 1, '2026-03'],
    ['2026-03-24', 25, '2026-02'],
    ['2026-03-25', 25, '2026-03'],
    ['2026-01-01', 2, '2025-12'],
    ['2024-02-29', 28, '2024-02'],
    ['0001-01-01', 28, '0001-01'],
    ['0001-01-28', 28, '0001-01'],
    ['0001-02-27', 28, '0001-01'],
    ['0001-02-28', 28, '0001-02'],
    ['9999-12-27', 28, '9999-11'],
    ['9999-12-31', 28, '9999-12'],
  ])('puts %s with start day %d into %s', (date, startDay, month) => {
    expect(monthOf(date, startDay)).toBe(month)
  })

  it('starts on the first by default', () => {
    fc.assert(
      fc.property(civilDateArbitrary(), (date) => {
        expect(monthOf(date)).toBe(date.slice(0, 7))
        expect(monthOf(date, undefined)).toBe(date.slice(0, 7))
      }),
    )
  })

  it('refuses what is not a date', () => {
    expect(issueCodesOf(() => monthOf('2026-02-30', 28))).toEqual(['invalid_date'])
  })
})

describe('the start day of a month', () => {
  it.each([0, 29, 31, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', null, 1n, [[1]], Object(1)])(
    'is not %s',
    (startDay) => {
      const wanted = [{ code: 'invalid_value', path: ['monthStartDay'], params: { minimum: 1, maximum: 28 } }]
      expect(issuesOf(() => monthOf('2026-02-01', startDay as number))).toMatchObject(wanted)
      expect(issuesOf(() => monthRange('2026-02', startDay as number))).toMatchObject(wanted)
    },
  )

  it('may be of any type, and so may the date and the month, without any other error', () => {
    const startDay = fc.oneof(startDayArbitrary().map(makerOf), anyValueArbitrary())
    fc.assert(
      fc.property(
        fc.oneof(civilDateArbitrary().map(makerOf), anyValueArbitrary()),
        fc.oneof(monthArbitrary().map(makerOf), anyValueArbitrary()),
        startDay,
        (date, month, day) => {
          answers(() => monthOf(date() as string, day() as number))
          answers(() => monthRange(month() as string, day() as number))
        },
      ),
      { numRuns: 500 },
    )
  })
})
