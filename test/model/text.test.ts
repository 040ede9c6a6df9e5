import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { requireLength, requireStorableText } from '../../src/model/text.js'
import { answers, issueCodesOf, issuesOf } from '../support/refusals.js'

describe('text that is stored', () => {
  it('is any that UTF-8 can hold, but for NUL', () => {
    const text = fc.string({ unit: fc.nat(0xff_ff).map((unit) => String.fromCharCode(unit)), maxLength: 6 })
    const pieces = fc.oneof(
      text,
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\0', '\uD83D', '😀', '\uDE00\uD83D'),
    )
    fc.assert(
      fc.property(pieces, (value) => {
        const holds =
          !value.includes('\0') && new TextDecoder().decode(new TextEncoder().encode(value)) === value
        // The decoder drops a byte order mark at the front.
        expect(answers(() => requireStorableText(value))).toBe(
          holds || /^\uFEFF[^\0\p{Surrogate}]*$/u.test(value),
        )
      }),
      { numRuns: 1_000 },
    )
  })

  it('is left as it is', () => {
    expect(requireStorableText(' Café 😀\n')).toBe(' Café 😀\n')
    expect(requireLength(' Café 😀\n', 0, 8)).toBe(' Café 😀\n')
  })

  it('is as long as it has code points', () => {
    for (const character of ['x', 'é', '€', '😀']) {
      expect(answers(() => requireLength(character.repeat(10), 1, 10))).toBe(true)
      expect(issuesOf(() => requireLength(character.repeat(11), 1, 10))).toMatchObject([
        { code: 'too_long', path: [], params: { maximum: 10 } },
      ])
    }
    expect(issueCodesOf(() => requireLength('x'.repeat(1_000_000), 1, 10))).toEqual(['too_long'])
    expect(answers(() => requireLength('', 0, 10))).toBe(true)
    expect(issuesOf(() => requireLength('', 1, 10))).toMatchObject([
      { code: 'too_short', path: [], params: { minimum: 1 } },
    ])
  })

  it('is refused for what cannot be stored before it is measured', () => {
    expect(issueCodesOf(() => requireLength('\0'.repeat(50), 1, 10))).toEqual(['unsupported_text'])
  })
})
