import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  MinorUnitsSum,
  readMinorUnits,
  readSmallMinorUnits,
  writeMinorUnits,
} from '../../src/money/minor-units.js'
import { textOfUnits, unitsOfText } from '../support/exact-decimal.js'
import { minorUnitsArbitrary } from '../support/arbitraries/money.js'
import { issueCodesOf, issuesOf } from '../support/refusals.js'

const scaleArbitrary = fc.constantFrom(0, 2, 3, 4)
const units = scaleArbitrary.chain((scale) => fc.tuple(minorUnitsArbitrary(scale), fc.constant(scale)))
// Around the end of the fast path.
const edges = [2n ** 52n - 1n, 2n ** 52n, 2n ** 52n + 1n, 2n ** 53n, 2n ** 53n + 1n, 10n ** 16n]

describe('minor units', () => {
  it('are read from what they are written as', () => {
    fc.assert(
      fc.property(units, ([value, scale]) => {
        const text = writeMinorUnits(value, scale)
        expect(text).toBe(textOfUnits(value, scale))
        expect(readMinorUnits(text, scale)).toBe(value)
      }),
    )
  })

  it('are the same on the fast path wherever it answers, and it answers for what fits', () => {
    const texts = fc.tuple(
      fc.string({ unit: fc.constantFrom(...'0123456789.-/:'.split('')), maxLength: 18 }),
      scaleArbitrary,
    )
    fc.assert(
      fc.property(texts, ([text, scale]) => {
        const small = readSmallMinorUnits(text, scale)
        const plain = new RegExp(`^-?\\d+(\\.(?=\\d)\\d{0,${scale}}0*)?$`).test(text)
        const kept = text.replace(new RegExp(`(\\.\\d{${scale}}).*`), '$1')
        if (text.length > 17 || !plain) expect(small).toBeNaN()
        else if (!Number.isNaN(small)) expect(BigInt(small)).toBe(unitsOfText(kept, scale))
        else expect(unitsOfText(kept.replace('-', ''), scale)).toBeGreaterThan(2n ** 52n)
      }),
      { numRuns: 2_000 },
    )
  })

  it.each(edges)('are exact around %d', (edge) => {
    for (const value of [edge, -edge]) {
      for (const scale of [0, 2, 4]) {
        const text = textOfUnits(value, scale)
        expect(readMinorUnits(text, scale)).toBe(value)
        const small = readSmallMinorUnits(text, scale)
        expect(Number.isNaN(small)).toBe(edge > 2n ** 52n || text.length > 17)
      }
    }
  })

  it('have decimals filled up where that takes them past what the fast path holds', () => {
    expect(readMinorUnits('9999999999999999', 4)).toBe(99_999_999_999_999_990_000n)
    expect(readMinorUnits('450359962737.0497', 4)).toBe(2n ** 52n + 1n)
    expect(readMinorUnits('4503599627371', 4)).toBe(45_035_996_273_710_000n)
  })

  it('are the same with any number of zeros behind the scale, on both paths', () => {
    fc.assert(
      fc.property(units, fc.nat(16), ([value, scale], zeros) => {
        const text = textOfUnits(value, scale)
        const longer = text + (scale === 0 && zeros > 0 ? '.' : '') + '0'.repeat(zeros)
        expect(readMinorUnits(longer, scale)).toBe(value)
        if (zeros > 0)
          expect(issueCodesOf(() => readMinorUnits(`${longer}1`, scale))).toEqual(['too_many_decimals'])
      }),
    )
  })

  it('are not read from anything but text', () => {
    for (const value of [1, null, undefined, ['1'], Object('1')]) {
      expect(issuesOf(() => readMinorUnits(value as string, 2))).toMatchObject([
        { code: 'invalid_type', path: [], params: { expected: 'string' } },
      ])
    }
  })
})

describe('MinorUnitsSum', () => {
  const addAll = (values: readonly bigint[], scale: number): bigint => {
    const sum = new MinorUnitsSum(scale)
    for (const value of values) sum.add(textOfUnits(value, scale))
    return sum.total()
  }

  it('is the sum, around every point where it changes from numbers to bigints', () => {
    const near = fc
      .tuple(fc.constantFrom(...edges, 0n), fc.bigInt({ min: -2n, max: 2n }), fc.boolean())
      .map(([edge, off, negative]) => (negative ? -(edge + off) : edge + off))
    fc.assert(
      fc.property(fc.array(near, { maxLength: 20 }), scaleArbitrary, (values, scale) => {
        expect(addAll(values, scale)).toBe(values.reduce((sum, value) => sum + value, 0n))
      }),
      { numRuns: 500 },
    )
  })

  it('stays exact where a number would start to round', () => {
    const most = 2n ** 52n
    expect(addAll([most, most, 1n], 0)).toBe(2n ** 53n + 1n)
    expect(addAll([-most, -most, -1n], 0)).toBe(-(2n ** 53n) - 1n)
    expect(addAll([...Array<bigint>(9).fill(most), 1n], 2)).toBe(9n * most + 1n)
  })

  it('can be asked at any time, and goes on', () => {
    const sum = new MinorUnitsSum(2)
    expect(sum.total()).toBe(0n)
    sum.add('1')
    expect(sum.total()).toBe(100n)
    sum.add('-0.01')
    expect(sum.total()).toBe(99n)
  })

  it('is unchanged by what it refuses', () => {
    const sum = new MinorUnitsSum(2)
    sum.add('1.00')
    expect(issueCodesOf(() => sum.add('1.005'))).toEqual(['too_many_decimals'])
    expect(issueCodesOf(() => sum.add(5 as unknown as string))).toEqual(['invalid_type'])
    expect(sum.total()).toBe(100n)
  })
})
