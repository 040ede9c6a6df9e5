import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { sumAmounts } from 'budgetbook'
import { mostUnits, textOfUnits } from '../support/exact-decimal.js'
import { anyValueArbitrary, makerOf } from '../support/hostile-values.js'
import { currencyArbitrary, minorUnitsArbitrary, minorUnitsOf } from '../support/arbitraries/money.js'
import { answers, issueCodesOf, issuesOf, refusalOf } from '../support/refusals.js'

interface Addends {
  readonly currency: string
  readonly scale: number
  readonly units: bigint[]
}

const addends: fc.Arbitrary<Addends> = currencyArbitrary().chain((currency) => {
  const scale = minorUnitsOf(currency)
  return fc.array(minorUnitsArbitrary(scale)).map((units) => ({ currency, scale, units }))
})

const textsOf = ({ units, scale }: Addends) => units.map((unit) => textOfUnits(unit, scale))
const plus = (a: bigint, b: bigint) => a + b

describe('sumAmounts', () => {
  it('is the sum of the minor units', () => {
    fc.assert(
      fc.property(addends, (list) => {
        const sum = list.units.reduce(plus, 0n)
        expect(sumAmounts(textsOf(list), list.currency)).toBe(textOfUnits(sum, list.scale))
      }),
      { numRuns: 500 },
    )
  })

  it('does not depend on the order', () => {
    const shuffled = addends.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(textsOf(list), { minLength: list.units.length, maxLength: list.units.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([list, texts]) => {
        expect(sumAmounts(texts, list.currency)).toBe(sumAmounts(textsOf(list), list.currency))
      }),
    )
  })

  it('sums sums to the same total', () => {
    fc.assert(
      fc.property(addends, fc.nat(), (list, cut) => {
        const texts = textsOf(list)
        const at = cut % (texts.length + 1)
        const parts = [texts.slice(0, at), texts.slice(at)].map((part) => sumAmounts(part, list.currency))
        expect(sumAmounts(parts, list.currency)).toBe(sumAmounts(texts, list.currency))
      }),
    )
  })

  it('stays exact where doubles and 64 bits end, and its result can be summed again', () => {
    const most = textOfUnits(mostUnits(4), 4)
    const sum = sumAmounts(Array<string>(5_000).fill(most), 'UYW')
    expect(sum).toBe(textOfUnits(5_000n * mostUnits(4), 4))
    expect(sumAmounts([sum, sum, '-0.0001'], 'UYW')).toBe(textOfUnits(10_000n * mostUnits(4) - 1n, 4))
  })

  it('adds many small amounts exactly', () => {
    expect(sumAmounts(Array<string>(10_000).fill('0.10'), 'USD')).toBe('1000.00')
  })

  it('is zero, not negative zero, for nothing', () => {
    expect(sumAmounts([], 'USD')).toBe('0.00')
    expect(sumAmounts(['-0.00', '-0'], 'USD')).toBe('0.00')
    expect(sumAmounts(['-1.00', '1.00'], 'USD')).toBe('0.00')
  })

  it('reads amounts with fewer decimals than the currency has', () => {
    expect(sumAmounts(['1', '1.5', '0.25'], 'KWD')).toBe('2.750')
  })

  it('takes any iterable, once', () => {
    function* amounts() {
      yield '1.00'
      yield '2.00'
    }
    expect(sumAmounts(amounts(), 'USD')).toBe('3.00')
    expect(sumAmounts(new Set(['1.00', '2.00']), 'USD')).toBe('3.00')
    expect(sumAmounts(new Map([['1.00', '']]).keys(), 'USD')).toBe('1.00')
  })

  it('does not change its input', () => {
    const amounts = Object.freeze(['2.00', '1.00'])
    expect(sumAmounts(amounts, 'USD')).toBe('3.00')
    expect(amounts).toEqual(['2.00', '1.00'])
  })

  it.each([
    ['1.005', 'too_many_decimals'],
    ['1e3', 'invalid_amount'],
    ['', 'invalid_amount'],
    ['9'.repeat(41), 'too_many_digits'],
    [1.5, 'invalid_type'],
    [null, 'invalid_type'],
    [undefined, 'invalid_type'],
  ])('says at which position %j stands', (wrong, code) => {
    const amounts = ['1.00', '99999999999999999999.00', wrong as string, 'also wrong']
    expect(issuesOf(() => sumAmounts(amounts, 'USD'))).toMatchObject([{ code, path: ['amounts', 2] }])
    expect(refusalOf(() => sumAmounts(amounts, 'USD')).message).toMatch(/^amounts\.2: /)
  })

  it('reads totals of up to 40 characters', () => {
    const longest = `-${'9'.repeat(36)}.99`
    expect(sumAmounts([longest], 'USD')).toBe(longest)
    expect(issuesOf(() => sumAmounts([`-9${longest.slice(1)}`], 'USD'))).toMatchObject([
      { code: 'too_many_digits', params: { length: 41 } },
    ])
  })

  it.each([undefined, null, 5, '12', true, {}, Symbol.iterator])('refuses %o as a list', (list) => {
    expect(issuesOf(() => sumAmounts(list as string[], 'USD'))).toMatchObject([
      { code: 'invalid_type', path: ['amounts'], params: { expected: 'iterable' } },
    ])
  })

  it('refuses an unknown currency, also for an empty list', () => {
    expect(issueCodesOf(() => sumAmounts([], 'EURO'))).toEqual(['unknown_currency'])
  })

  it('answers any input with an amount or with invalid_input', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(anyValueArbitrary()).map((makers) => () => makers.map((make) => make())),
          anyValueArbitrary(),
        ),
        fc.oneof(currencyArbitrary().map(makerOf), anyValueArbitrary()),
        (list, currency) => {
          const sum = () => sumAmounts(list() as string[], currency() as string)
          if (answers(sum)) expect(sum()).toMatch(/^-?\d+(\.\d+)?$/)
        },
      ),
      { numRuns: 500 },
    )
  })
})
