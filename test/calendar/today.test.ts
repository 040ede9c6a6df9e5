import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { dateAt, requireTimeZone } from '../../src/calendar/today.js'
import { anyValueArbitrary } from '../support/hostile-values.js'
import { answers, issuesOf } from '../support/refusals.js'

const firstInstant = Date.parse('0001-01-01T00:00:00.000Z')
const lastInstant = Date.parse('9999-12-31T23:59:59.999Z')
const hour = 3_600_000

describe('dateAt', () => {
  it('is the date of the instant in UTC there, from year 1 to 9999', () => {
    const instants = fc.oneof(
      fc.constantFrom(firstInstant, lastInstant, 0, -1),
      fc.integer({ min: Date.parse('1582-10-01T00:00Z'), max: Date.parse('1582-10-31T00:00Z') }),
      fc.integer({ min: firstInstant, max: lastInstant }),
    )
    fc.assert(
      fc.property(instants, (time) => {
        const instant = new Date(time)
        expect(dateAt(instant, 'UTC')).toBe(instant.toISOString().slice(0, 10))
      }),
      { numRuns: 300 },
    )
  })

  it('is the date on the wall of zones with a fixed offset', () => {
    const instants = fc.integer({ min: Date.parse('1970-01-03'), max: Date.parse('2100-01-01') })
    fc.assert(
      fc.property(instants, (time) => {
        const wall = (offset: number) => new Date(time + offset * hour).toISOString().slice(0, 10)
        // The signs of these names are turned round.
        expect(dateAt(new Date(time), 'Etc/GMT+12')).toBe(wall(-12))
        expect(dateAt(new Date(time), 'Etc/GMT-14')).toBe(wall(14))
      }),
    )
  })

  it.each([
    ['Asia/Kolkata', '2026-01-31T18:29:59.999Z', '2026-01-31'],
    ['Asia/Kolkata', '2026-01-31T18:30:00.000Z', '2026-02-01'],
    ['America/New_York', '2026-03-01T04:59:59.999Z', '2026-02-28'],
    ['America/New_York', '2026-03-01T05:00:00.000Z', '2026-03-01'],
    // Clocks go forward on 2026-03-08, so the day after it begins an hour earlier in UTC.
    ['America/New_York', '2026-03-09T03:59:59.999Z', '2026-03-08'],
    ['America/New_York', '2026-03-09T04:00:00.000Z', '2026-03-09'],
    ['Europe/London', '2026-10-24T22:59:59.999Z', '2026-10-24'],
    ['Europe/London', '2026-10-24T23:00:00.000Z', '2026-10-25'],
    ['Europe/London', '2026-10-25T23:59:59.999Z', '2026-10-25'],
    // Midnight itself was skipped.
    ['America/Sao_Paulo', '2018-11-04T02:59:59.999Z', '2018-11-03'],
    ['America/Sao_Paulo', '2018-11-04T03:00:00.000Z', '2018-11-04'],
    // A whole day was skipped: 2011-12-30 never was in Samoa.
    ['Pacific/Apia', '2011-12-30T09:59:59.999Z', '2011-12-29'],
    ['Pacific/Apia', '2011-12-30T10:00:00.000Z', '2011-12-31'],
    ['Pacific/Kiritimati', '2025-12-31T10:00:00.000Z', '2026-01-01'],
  ])('shows in %s at %s the date %s', (timeZone, instant, date) => {
    expect(dateAt(new Date(instant), timeZone)).toBe(date)
  })

  it('uses the zone of the runtime where none is given', () => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
    for (let time = 0; time < 24 * hour; time += hour) {
      expect(dateAt(new Date(time), undefined)).toBe(dateAt(new Date(time), timeZone))
    }
  })

  it.each([
    ['UTC', lastInstant + 1],
    ['UTC', firstInstant - 1],
    ['UTC', Date.parse('-000099-06-15T00:00:00.000Z')],
    ['Etc/GMT-14', lastInstant],
    ['Etc/GMT+12', firstInstant],
  ])('refuses what in %s at %d is not a year of four digits', (timeZone, time) => {
    expect(issuesOf(() => dateAt(new Date(time), timeZone))).toMatchObject([
      { code: 'invalid_value', path: ['instant'], message: expect.stringContaining('years') as string },
    ])
  })

  it('refuses a clock that gives no time', () => {
    const wanted = [
      {
        code: 'invalid_value',
        path: ['instant'],
        message: expect.stringContaining('valid time') as string,
      },
    ]
    expect(issuesOf(() => dateAt(new Date(Number.NaN), 'UTC'))).toMatchObject(wanted)
    expect(issuesOf(() => dateAt(Symbol('now') as unknown as Date, 'UTC'))).toMatchObject(wanted)
    fc.assert(
      fc.property(anyValueArbitrary(), (make) => {
        answers(() => dateAt(make() as Date, 'UTC'))
      }),
    )
  })
})

describe('requireTimeZone', () => {
  it.each(['UTC', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', undefined])('takes %s', (timeZone) => {
    expect(answers(() => requireTimeZone(timeZone))).toBe(true)
  })

  it.each(['', 'Mars/Olympus_Mons', 'Asia/Kolkata ', 'IST?', null, 5, Symbol('UTC')])(
    'refuses %o',
    (timeZone) => {
      expect(issuesOf(() => requireTimeZone(timeZone as string))).toMatchObject([
        {
          code: 'invalid_value',
          path: ['timeZone'],
          message: expect.stringContaining('time zone') as string,
        },
      ])
    },
  )

  it('answers anything with nothing or with invalid_input', () => {
    fc.assert(
      fc.property(anyValueArbitrary(), (make) => {
        answers(() => requireTimeZone(make() as string))
      }),
    )
  })
})
