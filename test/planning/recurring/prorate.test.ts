import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { monthRange, type InputIssue } from 'budgetbook'
import { prorate, type Period } from 'budgetbook/planning'
import { civilDateArbitrary } from '../../support/arbitraries/calendar.js'
import { currencyArbitrary, minorUnitsArbitrary, minorUnitsOf } from '../../support/arbitraries/money.js'
import { deepFreeze } from '../../support/deep-freeze.js'
import { textOfUnits, unitsOfText } from '../../support/exact-decimal.js'
import { dayAfter, dayNumber, daysLater, splitOneByOne } from '../../support/recurring-oracle.js'
import { issuesOf } from '../../support/refusals.js'

const lengthOf = ({ start, end }: Period) => dayNumber(end) - dayNumber(start) + 1

/** Consecutive periods that fill a whole. Many have the same length, as weeks have. */
const partitions = fc
  .tuple(
    civilDateArbitrary().filter((date) => date < '9990-01-01'),
    fc.array(fc.oneof(fc.constantFrom(1, 7, 7, 31), fc.integer({ min: 1, max: 60 })), {
      minLength: 1,
      maxLength: 9,
    }),
  )
  .map(([first, lengths]) => {
    let start: string = first
    const parts = lengths.map((length) => {
      const part = { start, end: daysLater(start, length - 1) }
      start = dayAfter(part.end)!
      return part
    })
    return { whole: { start: first, end: parts.at(-1)!.end }, parts }
  })

const amounts = currencyArbitrary().chain((currency) =>
  fc.record({
    currency: fc.constant(currency),
    scale: fc.constant(minorUnitsOf(currency)),
    units: fc.oneof(minorUnitsArbitrary(minorUnitsOf(currency)), fc.bigInt({ min: -50n, max: 50n })),
  }),
)

describe('prorate', () => {
  it('gives parts of a whole that add up to it', () => {
    fc.assert(
      fc.property(partitions, amounts, ({ whole, parts }, { currency, scale, units }) => {
        const shares = prorate(textOfUnits(units, scale), whole, deepFreeze(parts), currency)
        expect(shares.reduce((sum, share) => sum + unitsOfText(share, scale), 0n)).toBe(units)
      }),
    )
  })

  it('gives periods of as many days the same, or one minor unit more or less', () => {
    fc.assert(
      fc.property(partitions, amounts, ({ whole, parts }, { currency, scale, units }) => {
        const shares = prorate(textOfUnits(units, scale), whole, parts, currency)
        const seen = new Map<number, bigint[]>()
        for (const [index, part] of parts.entries()) {
          const own = seen.get(lengthOf(part)) ?? []
          seen.set(lengthOf(part), [...own, unitsOfText(shares[index]!, scale)])
        }
        for (const own of seen.values()) {
          for (const share of own) expect(share - own[0]!).toBeOneOf([-1n, 0n, 1n])
        }
      }),
    )
  })

  it('gives any parts, in any order, what their days are worth; the other days keep their share', () => {
    const some = partitions.chain(({ whole, parts }) =>
      fc.shuffledSubarray(parts).map((chosen) => ({ whole, parts: chosen })),
    )
    fc.assert(
      fc.property(some, amounts, ({ whole, parts }, { currency, scale, units }) => {
        const days = parts.map(lengthOf)
        const rest = lengthOf(whole) - days.reduce((sum, count) => sum + count, 0)
        const expected = splitOneByOne(units, [...days, rest].map(BigInt)).slice(0, -1)
        expect(prorate(textOfUnits(units, scale), whole, parts, currency)).toEqual(
          expected.map((share) => textOfUnits(share, scale)),
        )
      }),
    )
  })

  it('gives an amount below zero the mirrored parts', () => {
    fc.assert(
      fc.property(partitions, amounts, ({ whole, parts }, { currency, scale, units }) => {
        const [one, other] = [units, -units].map((total) =>
          prorate(textOfUnits(total, scale), whole, parts, currency),
        )
        expect(one!.map((share) => -unitsOfText(share, scale))).toEqual(
          other!.map((share) => unitsOfText(share, scale)),
        )
      }),
    )
  })

  it('gives a week of February a quarter of it, except in a leap year', () => {
    const week = { start: '2028-02-07', end: '2028-02-13' }
    expect(prorate('1000.00', monthRange('2028-02'), [week], 'USD')).toEqual(['241.38'])
    const same = { start: '2026-02-07', end: '2026-02-13' }
    expect(prorate('1000.00', monthRange('2026-02'), [same], 'USD')).toEqual(['250.00'])
  })

  it('gives the unit that is left over to the earlier part in the list, not to the earlier day', () => {
    const whole = { start: '2026-01-01', end: '2026-01-02' }
    const [first, second] = ['2026-01-01', '2026-01-02'].map((day) => ({ start: day, end: day }))
    expect(prorate(1, whole, [second!, first!], 'JPY')).toEqual(['1', '0'])
  })

  it('takes the whole calendar, and no parts', () => {
    const calendar = { start: '0001-01-01', end: '9999-12-31' }
    expect(prorate('999999999999999.99', calendar, [calendar], 'USD')).toEqual(['999999999999999.99'])
    expect(prorate('1.00', calendar, [], 'USD')).toEqual([])
  })

  const whole = { start: '2026-02-01', end: '2026-02-28' }
  const part = { start: '2026-02-02', end: '2026-02-08' }
  it.each<[string, InputIssue['code'], InputIssue['path'], unknown[]]>([
    ['an unknown currency', 'unknown_currency', ['currency'], ['1', whole, [part], 'XYZ']],
    ['too many decimals', 'too_many_decimals', ['amount'], ['1.001', whole, [part], 'USD']],
    ['an invalid amount', 'invalid_type', ['amount'], [null, whole, [part], 'USD']],
    ['an invalid whole', 'invalid_type', ['whole'], ['1', null, [part], 'USD']],
    [
      'a bad day of the whole',
      'invalid_date',
      ['whole', 'end'],
      ['1', { ...whole, end: '2026-02-29' }, [], 'USD'],
    ],
    [
      'a whole that ends before it begins',
      'invalid_value',
      ['whole', 'end'],
      ['1', { start: '2026-02-01', end: '2026-01-31' }, [], 'USD'],
    ],
    ['parts that are not a list', 'invalid_type', ['parts'], ['1', whole, part, 'USD']],
    ['an invalid part', 'invalid_type', ['parts', 1], ['1', whole, [part, 7], 'USD']],
    [
      'a part that ends before it begins',
      'invalid_value',
      ['parts', 0, 'end'],
      ['1', whole, [{ start: '2026-02-08', end: '2026-02-07' }], 'USD'],
    ],
    [
      'a part that begins before the whole',
      'invalid_value',
      ['parts', 1, 'start'],
      ['1', whole, [part, { start: '2026-01-31', end: '2026-02-01' }], 'USD'],
    ],
    [
      'a part that ends after the whole',
      'invalid_value',
      ['parts', 0, 'end'],
      ['1', whole, [{ start: '2026-02-28', end: '2026-03-01' }], 'USD'],
    ],
    ['a part twice', 'invalid_value', ['parts', 1, 'start'], ['1', whole, [part, part], 'USD']],
    [
      'parts that overlap, in whatever order',
      'invalid_value',
      ['parts', 0, 'start'],
      ['1', whole, [{ start: '2026-02-08', end: '2026-02-09' }, part], 'USD'],
    ],
    [
      'a part within another one',
      'invalid_value',
      ['parts', 2, 'start'],
      [
        '1',
        whole,
        [
          part,
          { ...part, start: '2026-02-10', end: '2026-02-20' },
          { start: '2026-02-12', end: '2026-02-13' },
        ],
        'USD',
      ],
    ],
  ])('refuses %s', (_what, code, path, [amount, all, parts, currency]) => {
    const call = () => prorate(amount as string, all as Period, parts as Period[], currency as string)
    expect(issuesOf(call)).toMatchObject([{ code, path }])
  })
})
