import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checksum } from '../../src/lib/checksum.js'

const unit = fc.integer({ min: 0, max: 0xffff })
const text = fc.array(unit, { minLength: 1 }).map((units) => String.fromCharCode(...units))

describe('the checksum', () => {
  it.each([
    ['', '811c9dc5'],
    ['a', 'e40c292c'],
    ['foobar', 'bf9cf968'],
  ])('is FNV-1a: of %j it is %s', (input, expected) => {
    expect(checksum(input)).toBe(expected)
  })

  it('changes when any one unit changes, whatever the odd multiplier', () => {
    const odd = fc.nat(0x7fff_ffff).map((number) => number * 2 + 1)
    fc.assert(
      fc.property(
        text,
        fc.nat(),
        unit,
        fc.option(odd, { nil: undefined }),
        (original, at, other, multiplier) => {
          const index = at % original.length
          fc.pre(original.charCodeAt(index) !== other)
          const changed = original.slice(0, index) + String.fromCharCode(other) + original.slice(index + 1)
          expect(checksum(changed, multiplier)).not.toBe(checksum(original, multiplier))
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('is always eight hexadecimal digits', () => {
    fc.assert(fc.property(text, (input) => /^[0-9a-f]{8}$/.test(checksum(input))))
  })
})
