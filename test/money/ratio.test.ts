import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { divideRounded, ratioOf } from '../../src/money/ratio.js'
import { issuesOf } from '../support/refusals.js'

describe('ratioOf', () => {
  it.each([
    [0, 0n, 0],
    [-0, 0n, 0],
    [0.1, 1n, 1],
    [89.995, 89_995n, 3],
    [100, 100n, 0],
    [0.000001, 1n, 6],
    [1e20, 10n ** 20n, 0],
    [0.30000000000000004, 30_000_000_000_000_004n, 17],
  ])('reads %d as the decimal that it prints as', (value, units, scale) => {
    expect(ratioOf(value, 'A share')).toEqual({ units, scale })
  })

  it('loses nothing of any number that prints without an exponent', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.000001, max: 1e20, noNaN: true }), (value) => {
        const { units, scale } = ratioOf(value, 'A share')
        expect(Number(`${units}e-${scale}`)).toBe(value)
      }),
    )
  })

  it.each([-1, -0.1, Number.NaN, Number.POSITIVE_INFINITY, 1e-7, 1e21, '1', null, undefined, 1n])(
    'refuses %s, and names what it was to be',
    (value) => {
      const [issue] = issuesOf(() => ratioOf(value as number, 'A share'))
      expect(issue?.code).toBe('invalid_value')
      expect(issue?.message).toMatch(/^A share must be a number/)
    },
  )
})

describe('divideRounded', () => {
  const fractions = fc.tuple(
    fc.oneof(fc.bigInt({ min: -30n, max: 30n }), fc.bigInt()),
    fc.oneof(fc.bigInt({ min: 1n, max: 12n }), fc.bigInt({ min: 1n, max: 10n ** 40n })),
  )

  it('gives the nearest integer, and of two equally near the one further from zero', () => {
    fc.assert(
      fc.property(fractions, ([numerator, denominator]) => {
        const rounded = divideRounded(numerator, denominator)
        const twiceOff = 2n * (rounded * denominator - numerator)
        expect(twiceOff <= denominator && -twiceOff <= denominator).toBe(true)
        if (twiceOff !== denominator && -twiceOff !== denominator) return
        expect(twiceOff > 0n).toBe(numerator > 0n)
      }),
      { numRuns: 1_000 },
    )
  })

  it('divides a negative numerator like the positive one, mirrored', () => {
    fc.assert(
      fc.property(fractions, ([numerator, denominator]) => {
        expect(divideRounded(-numerator, denominator)).toBe(-divideRounded(numerator, denominator))
      }),
    )
  })
})
