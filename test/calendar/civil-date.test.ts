import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { parseDate } from 'budgetbook'
import { civilDateArbitrary, lastDayOf } from '../support/arbitraries/calendar.js'
import { anyValueArbitrary } from '../support/hostile-values.js'
import { answers, issuesOf } from '../support/refusals.js'

/** Whether the platform's proleptic Gregorian calendar has a date, in UTC. */
function hasDate(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) || text < '0001') return false
  const time = Date.parse(`${text}T00:00:00.000Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const pad = (value: number, length: number) => String(value).padStart(length, '0')

describe('parseDate', () => {
  it('leaves a date as it is', () => {
    fc.assert(fc.property(civilDateArbitrary(), (date) => parseDate(date) === date))
  })

  it('takes exactly the days that the calendar has', () => {
    for (const year of [0, 1, 4, 99, 100, 400, 1582, 1844, 1900, 2000, 2011, 2023, 2024, 2100, 9999]) {
      for (let month = 0; month <= 13; month++) {
        for (let day = 0; day <= 32; day++) {
          const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
          expect([date, answers(() => parseDate(date))]).toEqual([date, hasDate(date)])
        }
      }
    }
  })

  it('takes the last day of every month, and not the day after it', () => {
    fc.assert(
      fc.property(civilDateArbitrary(), (date) => {
        const month = date.slice(0, 7)
        const last = lastDayOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)))
        expect(parseDate(`${month}-${last}`)).toBe(`${month}-${last}`)
        expect(answers(() => parseDate(`${month}-${last + 1}`))).toBe(false)
      }),
    )
  })

  it('takes no text that is only nearly a date', () => {
    const nearly = fc.tuple(civilDateArbitrary(), fc.nat(9), fc.string({ unit: 'binary', maxLength: 2 }))
    fc.assert(
      fc.property(nearly, ([date, at, other]) => {
        const text = date.slice(0, at) + other + date.slice(at + 1)
        expect(answers(() => parseDate(text))).toBe(hasDate(text))
      }),
      { numRuns: 1_000 },
    )
  })

  it.each([
    ...[
      '',
      '2026',
      '2026-02',
      '2026-2-01',
      '2026-02-1',
      '26-02-01',
      '02026-02-01',
      '12026-02-01',
      '-001-01-01',
    ],
    ...[
      '2026/02/01',
      '2026.02.01',
      '20260201',
      '2026-02-01T00:00',
      '2026-02-01Z',
      '2026-02-01 ',
      ' 2026-02-01',
    ],
    ...['2026-0201-', '2026-02:01', '2026:02-01', '2026--2-01', '2026-02--1', '2026-02-+1', '+026-02-01'],
    ...['1e03-01-01', '0x7e-01-01', '2026-1e-01', '2026-02-0.', ' 026-02-01', '2026-02-0\n', '2026-02-01\0'],
    ...['２０２６-02-01', '٢٠٢٦-٠٢-٠١', '2026−02−01', 'Feb 1 2026', 'today', 'Invalid Date', '2026-W05-7'],
    ...['0000-12-31', '2026-00-01', '2026-13-01', '2026-01-00', '2026-04-31', '2025-02-29', '1900-02-29'],
  ])('refuses %j', (text) => {
    expect(issuesOf(() => parseDate(text))).toMatchObject([{ code: 'invalid_date', path: ['text'] }])
  })

  it('does not repeat long text, and shows short text as it came', () => {
    const [long] = issuesOf(() => parseDate('2'.repeat(10_000)))
    expect(long?.message.length).toBeLessThan(100)
    expect(issuesOf(() => parseDate('2026-02-29'))[0]?.message).toContain('2026-02-29')
    expect(issuesOf(() => parseDate('2026-2-9'))[0]?.message).toContain('"2026-2-9"')
  })

  it.each([
    undefined,
    null,
    20260201,
    new Date(0),
    [['2026-02-01']],
    Object('2026-02-01'),
    Symbol('2026-02-01'),
  ])('refuses %o for its type', (value) => {
    expect(issuesOf(() => parseDate(value as string))).toMatchObject([
      {
        code: 'invalid_type',
        message: expect.stringContaining('A date must be text as YYYY-MM-DD') as string,
        params: { expected: 'string' },
      },
    ])
  })

  it('answers any input with a date or with invalid_input', () => {
    fc.assert(
      fc.property(anyValueArbitrary(), (make) => {
        const parse = () => parseDate(make() as string)
        if (answers(parse)) expect(hasDate(parse())).toBe(true)
      }),
    )
  })
})
