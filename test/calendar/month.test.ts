import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { addMonths, parseMonth } from 'budgetbook'
import { monthArbitrary } from '../support/arbitraries/calendar.js'
import { anyValueArbitrary, makerOf } from '../support/hostile-values.js'
import { answers, issuesOf } from '../support/refusals.js'

const isMonthText = (text: string) => /^[0-9]{4}-(0[1-9]|1[0-2])$/.test(text) && text >= '0001'

/** Months since 0001-01, counted on the fingers. */
const ordinalOf = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 13
const lastOrdinal = ordinalOf('9999-12')

describe('parseMonth', () => {
  it('leaves a month as it is', () => {
    fc.assert(fc.property(monthArbitrary(), (month) => parseMonth(month) === month))
  })

  it('takes no text that is only nearly a month', () => {
    const nearly = fc.tuple(monthArbitrary(), fc.nat(6), fc.string({ unit: 'binary', maxLength: 2 }))
    fc.assert(
      fc.property(nearly, ([month, at, other]) => {
        const text = month.slice(0, at) + other + month.slice(at + 1)
        expect(answers(() => parseMonth(text))).toBe(isMonthText(text))
      }),
      { numRuns: 1_000 },
    )
  })

  it('takes the twelve months of a year', () => {
    const numbers = Array.from({ length: 100 }, (_, number) => `2026-${String(number).padStart(2, '0')}`)
    expect(numbers.filter((text) => answers(() => parseMonth(text)))).toEqual(numbers.slice(1, 13))
  })

  it.each([
    ...['', '2026', '2026-2', '2026-002', '26-02', '02026-02', '2026/02', '202602', '2026-02-01', '2026-02 '],
    ...[' 2026-02', '2026_02', '2026-00', '2026-13', '2026-99', '0000-01', '-001-01', '+026-02', '1e03-02'],
    ...[
      '2026-1e',
      '2026-.1',
      '2026--1',
      '２０２６-02',
      '٢٠٢٦-٠٢',
      '2026−02',
      'Feb 2026',
      '2026-0\n',
      '2026-02\0',
    ],
  ])('refuses %j', (text) => {
    expect(issuesOf(() => parseMonth(text))).toMatchObject([{ code: 'invalid_month', path: ['text'] }])
  })

  it('does not repeat long text, and shows short text as it came', () => {
    expect(issuesOf(() => parseMonth('2'.repeat(10_000)))[0]?.message.length).toBeLessThan(100)
    expect(issuesOf(() => parseMonth('2026-13'))[0]?.message).toBe('The calendar has no month 2026-13')
    expect(issuesOf(() => parseMonth('2026-1'))[0]?.message).toContain('"2026-1"')
  })

  it.each([undefined, null, 202602, new Date(0), [['2026-02']], Object('2026-02'), Symbol('2026-02')])(
    'refuses %o for its type',
    (value) => {
      expect(issuesOf(() => parseMonth(value as string))).toMatchObject([
        { code: 'invalid_type', message: 'A month must be text as YYYY-MM', params: { expected: 'string' } },
      ])
    },
  )

  it('answers any input with a month or with invalid_input', () => {
    fc.assert(
      fc.property(anyValueArbitrary(), (make) => {
        const parse = () => parseMonth(make() as string)
        if (answers(parse)) expect(isMonthText(parse())).toBe(true)
      }),
    )
  })
})

describe('addMonths', () => {
  const counts = fc.oneof(
    fc.constantFrom(0, 1, -1, 11, 12, 13, -12),
    fc.integer({ min: -130_000, max: 130_000 }),
  )

  it('lies as many months later as it is asked to, or is refused outside of the calendar', () => {
    fc.assert(
      fc.property(monthArbitrary(), counts, (month, count) => {
        const ordinal = ordinalOf(month) + count
        const add = () => addMonths(month, count)
        expect(answers(add)).toBe(ordinal >= 0 && ordinal <= lastOrdinal)
        if (!answers(add)) expect(issuesOf(add)).toMatchObject([{ code: 'invalid_month', path: ['count'] }])
        else expect([isMonthText(add()), ordinalOf(add())]).toEqual([true, ordinal])
      }),
      { numRuns: 500 },
    )
  })

  it('is undone by the opposite count', () => {
    fc.assert(
      fc.property(monthArbitrary(), counts, (month, count) => {
        fc.pre(answers(() => addMonths(month, count)))
        expect(addMonths(addMonths(month, count), -count)).toBe(month)
      }),
    )
  })

  it.each([
    ['2026-01', -1, '2025-12'],
    ['2025-12', 1, '2026-01'],
    ['2026-11', 1, '2026-12'],
    ['2026-01', 0, '2026-01'],
    ['2026-01', -0, '2026-01'],
    ['0099-12', 1, '0100-01'],
    ['0001-01', lastOrdinal, '9999-12'],
    ['9999-12', -lastOrdinal, '0001-01'],
  ])('takes %s by %d to %s', (month, count, result) => {
    expect(addMonths(month, count)).toBe(result)
  })

  it('does not leave the calendar', () => {
    expect(answers(() => addMonths('0001-01', -1))).toBe(false)
    expect(answers(() => addMonths('0001-12', -12))).toBe(false)
    expect(answers(() => addMonths('9999-12', 1))).toBe(false)
    expect(answers(() => addMonths('2026-02', Number.MAX_SAFE_INTEGER))).toBe(false)
    expect(answers(() => addMonths('2026-02', Number.MIN_SAFE_INTEGER))).toBe(false)
  })

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, '1', 1n, null, undefined, [[1]], Object(1)])(
    'refuses %s as a count',
    (count) => {
      expect(issuesOf(() => addMonths('2026-02', count as number))).toMatchObject([
        { code: 'invalid_value', path: ['count'] },
      ])
    },
  )

  it('answers any input with a month or with invalid_input', () => {
    const months = fc.oneof(monthArbitrary().map(makerOf), anyValueArbitrary())
    fc.assert(
      fc.property(months, anyValueArbitrary(), (month, count) => {
        const add = () => addMonths(month() as string, count() as number)
        if (answers(add)) expect(isMonthText(add())).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
