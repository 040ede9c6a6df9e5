import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { divideRounded, requirePlainNumber } from '../../src/money/ratio.js'
import { issuesOf } from '../support/refusals.js'

describe('requirePlainNumber', () => {
  it('gives every number that prints without an exponent as it prints, in at most 22 decimals', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.000001, max: 1e20, noNaN: true }), (value) => {
        const text = requirePlainNumber(value, 'A share')
        expect([text, Number(text)]).toEqual([String(value), value])
        expect((text.split('.')[1] ?? '').length).toBeLessThanOrEqual(22)
      }),
    )
    expect(requirePlainNumber(-0, 'A share')).toBe('0')
    expect(requirePlainNumber(0.30000000000000004, 'A share')).toBe('0.30000000000000004')
  })

  it.each([-1, -0.1, Number.NaN, Number.POSITIVE_INFINITY, 1e-7, 1e21, '1', null, undefined, 1n])(
    'refuses %s, and names what it was to be',
    (value) => {
      const [issue] = issuesOf(() => requirePlainNumber(value as number, 'A share'))
      expect(issue?.code).toBe('invalid_value')
      expect(issue?.message).toMatch(/^A share must be zero, or a number/)
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
