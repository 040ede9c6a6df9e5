import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { eachMonth, type InputIssue } from 'budgetbook'
import { occurrences, type DateRange, type Recurrence } from 'budgetbook/planning'
import { civilDateArbitrary, lastDayOf } from '../../support/arbitraries/calendar.js'
import { rangedRuleArbitrary } from '../../support/arbitraries/recurring.js'
import { deepFreeze } from '../../support/deep-freeze.js'
import {
  dayAfter,
  daysLater,
  expectedOccurrences,
  monthNumber,
  monthText,
  partsOf,
} from '../../support/recurring-oracle.js'
import { issuesOf } from '../../support/refusals.js'

const inYear = (number: number): DateRange => ({ from: `${number}-01-01`, to: `${number}-12-31` })

describe('occurrences', () => {
  it('gives the days that the definition gives', () => {
    fc.assert(
      fc.property(rangedRuleArbitrary(), ({ rule, from, to }) => {
        expect(occurrences(deepFreeze(rule), { from, to })).toEqual(expectedOccurrences(rule, from, to))
      }),
      { numRuns: 1_000 },
    )
  })

  it('gives exactly one day in each month for a monthly rule, whatever its day', () => {
    fc.assert(
      fc.property(
        civilDateArbitrary(),
        fc.option(fc.integer({ min: 1, max: 31 }), { nil: undefined }),
        fc.integer({ min: 0, max: 60 }),
        (start, day, length) => {
          // In its first month, the day may be before the start.
          const first = monthText(monthNumber(start) + 1)
          fc.pre(first > start.slice(0, 7))
          const last = monthText(monthNumber(first) + length)
          const [year, month] = partsOf(`${last}-01`)
          const range = { from: `${first}-01`, to: `${last}-${lastDayOf(year, month)}` }
          const days = occurrences({ unit: 'month', start, day }, range)
          expect(days.map((date) => date.slice(0, 7))).toEqual(eachMonth(first, last))
        },
      ),
    )
  })

  it('gives for ranges side by side what the whole range gives', () => {
    fc.assert(
      fc.property(rangedRuleArbitrary(), fc.nat(1_500), ({ rule, from, to }, days) => {
        const cut = daysLater(from, days)
        const next = dayAfter(cut)
        fc.pre(next !== null && next <= to)
        const parts = [occurrences(rule, { from, to: cut }), occurrences(rule, { from: next, to })]
        expect(parts.flat()).toEqual(occurrences(rule, { from, to }))
      }),
    )
  })

  it.each<[string, Recurrence, DateRange, string]>([
    [
      'the last day of months that are too short, and the 31st again after them',
      { start: '2026-01-31', unit: 'month' },
      { from: '2026-01-01', to: '2026-05-31' },
      '2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31',
    ],
    [
      'the leap day, and 28 February in other years',
      { start: '2024-02-29', unit: 'year' },
      { from: '2024-01-01', to: '2028-12-31' },
      '2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29',
    ],
    [
      'the leap day in a month rule with day 29, 30 or 31',
      { start: '2028-01-30', unit: 'month' },
      { from: '2028-02-01', to: '2028-02-29' },
      '2028-02-29',
    ],
    [
      'every second Friday',
      { start: '2026-01-02', unit: 'week', every: 2 },
      { from: '2026-01-01', to: '2026-02-01' },
      '2026-01-02 2026-01-16 2026-01-30',
    ],
    [
      'no day before the start, also where day is earlier in its month',
      { start: '2026-01-20', unit: 'month', day: 5 },
      { from: '2025-12-01', to: '2026-03-31' },
      '2026-02-05 2026-03-05',
    ],
    [
      'every second month, counted from the month of the start',
      { start: '2026-01-20', unit: 'month', day: 5, every: 2 },
      inYear(2026),
      '2026-03-05 2026-05-05 2026-07-05 2026-09-05 2026-11-05',
    ],
    [
      'until, inclusive',
      { start: '2026-10-31', unit: 'month', until: '2026-11-30' },
      inYear(2026),
      '2026-10-31 2026-11-30',
    ],
    [
      'nothing if until is before the start',
      { start: '2026-10-31', unit: 'week', until: '2026-10-30' },
      inYear(2026),
      '',
    ],
    ['nothing in a range before the start', { start: '2027-01-01', unit: 'week' }, inYear(2026), ''],
    [
      'a range of one day',
      { start: '2026-01-01', unit: 'year' },
      { from: '2026-01-01', to: '2026-01-01' },
      '2026-01-01',
    ],
    [
      'days up to the end of the calendar',
      { start: '9999-11-30', unit: 'month', day: 31 },
      { from: '9999-01-01', to: '9999-12-31' },
      '9999-11-30 9999-12-31',
    ],
    [
      'only the start for a step beyond the calendar',
      { start: '2026-01-01', unit: 'year', every: Number.MAX_SAFE_INTEGER },
      { from: '0001-01-01', to: '9999-12-31' },
      '2026-01-01',
    ],
  ])('gives %s', (_what, rule, range, days) => {
    expect(occurrences(rule, range).join(' ')).toBe(days)
  })

  it('takes 10,000 occurrences, and no more', () => {
    const rule: Recurrence = { start: '2000-01-01', unit: 'week' }
    const last = new Date(Date.UTC(2000, 0, 1 + 7 * 9_999)).toISOString().slice(0, 10)
    const next = dayAfter(daysLater(last, 6))!
    expect(occurrences(rule, { from: '0001-01-01', to: last })).toHaveLength(10_000)
    expect(occurrences(rule, { from: '2000-01-02', to: next })).toHaveLength(10_000)
    expect(issuesOf(() => occurrences(rule, { from: '0001-01-01', to: next }))).toMatchObject([
      { code: 'too_big', path: ['range'], params: { maximum: 10_000 } },
    ])
  })

  const sound = { start: '2026-01-31', unit: 'month' } as const
  it.each<[string, InputIssue['code'], InputIssue['path'], object | null, object]>([
    ['an invalid rule', 'invalid_type', ['rule'], null, inYear(2026)],
    ['no start', 'invalid_type', ['rule', 'start'], { unit: 'week' }, inYear(2026)],
    [
      'a start that the calendar lacks',
      'invalid_date',
      ['rule', 'start'],
      { ...sound, start: '2026-02-30' },
      inYear(2026),
    ],
    ['every 0', 'too_small', ['rule', 'every'], { ...sound, every: 0 }, inYear(2026)],
    ['every -1', 'too_small', ['rule', 'every'], { ...sound, every: -1 }, inYear(2026)],
    ['every 1.5', 'invalid_value', ['rule', 'every'], { ...sound, every: 1.5 }, inYear(2026)],
    ['every NaN', 'invalid_value', ['rule', 'every'], { ...sound, every: Number.NaN }, inYear(2026)],
    ['every beyond whole numbers', 'too_big', ['rule', 'every'], { ...sound, every: 2 ** 53 }, inYear(2026)],
    ['every as text', 'invalid_value', ['rule', 'every'], { ...sound, every: '2' }, inYear(2026)],
    ['every null', 'invalid_value', ['rule', 'every'], { ...sound, every: null }, inYear(2026)],
    ['an invalid until', 'invalid_date', ['rule', 'until'], { ...sound, until: 'never' }, inYear(2026)],
    ['day 0', 'invalid_value', ['rule', 'day'], { ...sound, day: 0 }, inYear(2026)],
    ['day 32', 'invalid_value', ['rule', 'day'], { ...sound, day: 32 }, inYear(2026)],
    ['day 1.5', 'invalid_value', ['rule', 'day'], { ...sound, day: 1.5 }, inYear(2026)],
    ['an unknown unit', 'invalid_value', ['rule', 'unit'], { ...sound, unit: 'day' }, inYear(2026)],
    ['a misspelled field', 'unknown_field', ['rule', 'evry'], { ...sound, evry: 2 }, inYear(2026)],
    [
      'a day of weeks',
      'unknown_field',
      ['rule', 'day'],
      { start: '2026-01-31', unit: 'week', day: 1 },
      inYear(2026),
    ],
    ['an invalid range', 'invalid_type', ['range'], sound, 7 as unknown as object],
    ['no from', 'invalid_type', ['range', 'from'], sound, { to: '2026-01-01' }],
    ['an invalid to', 'invalid_date', ['range', 'to'], sound, { from: '2026-01-01', to: '2026-01' }],
    ['to before from', 'invalid_value', ['range', 'to'], sound, { from: '2026-01-02', to: '2026-01-01' }],
  ])('refuses %s', (_what, code, path, rule, range) => {
    expect(issuesOf(() => occurrences(rule as Recurrence, range as DateRange))).toMatchObject([
      { code, path },
    ])
  })
})
