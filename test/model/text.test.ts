import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { foldName } from 'budgetbook'
import { requireLength, requireStorableText } from '../../src/model/text.js'
import { anyValueArbitrary } from '../support/hostile-values.js'
import { answers, issueCodesOf, issuesOf } from '../support/refusals.js'

// What case and normal forms do to these depends on their neighbours, or takes more than one step.
const tricky = "ΣσςΙιßẞİıIiſﬁǅǆŉΐᾳᾼ①Ω\u0345\u0301\u0307\u0308\u0323\u00AD\u200D '.aÅé가"
const names = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Array.from(tricky)),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    { maxLength: 8 },
  )
  .map((characters) => characters.join(''))

describe('foldName', () => {
  it('changes nothing when applied again', () => {
    fc.assert(
      fc.property(names, (name) => foldName(foldName(name)) === foldName(name)),
      { numRuns: 5_000 },
    )
  })

  it('is lower-case and composed, for it is stored and compared as text', () => {
    expect(foldName('Cafe\u0301 & BAR')).toBe('caf\u00E9 & bar')
    expect(foldName('')).toBe('')
  })

  it('does not depend on the Unicode form', () => {
    fc.assert(
      fc.property(names, fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'), (name, form) => {
        expect(foldName(name.normalize(form))).toBe(foldName(name))
      }),
      { numRuns: 1_000 },
    )
  })

  it('does not depend on the case of any letter', () => {
    const different: string[] = []
    for (let codePoint = 0; codePoint <= 0x10_ff_ff; codePoint++) {
      if (codePoint >= 0xd8_00 && codePoint <= 0xdf_ff) continue
      const letter = String.fromCodePoint(codePoint)
      const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()]
      if (lower === letter && upper === letter) continue
      const fold = foldName(letter)
      if (foldName(lower) !== fold || foldName(upper) !== fold) different.push(letter)
    }
    expect(different).toEqual([])
  })

  it.each([
    ['CAFÉ', 'café'],
    ['CAFÉ', 'cafe\u0301'],
    ['Straße', 'STRASSE'],
    ['Straße', 'STRAẞE'],
    ['ΟΔΟΣ', 'οδος'],
    ['ﬁne', 'FINE'],
    ['Ｆｏｏｄ', 'food'],
    ['①', '1'],
    ['Å', 'Å'],
    ['İ', 'i\u0307'],
    ['ı', 'I'],
    ['ﷺ', 'ﷺ'.normalize('NFKD')],
  ])('makes %s and %s one', (one, other) => {
    expect(foldName(one)).toBe(foldName(other))
  })

  it.each([
    ['cafe', 'café'],
    ['food', 'foods'],
    ['a b', 'ab'],
    ['1', '2'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other))
  })

  it('answers any value with text or with invalid_input', () => {
    expect(issuesOf(() => foldName(5 as unknown as string))).toMatchObject([
      { code: 'invalid_type', path: [], message: 'A name must be text' },
    ])
    fc.assert(
      fc.property(anyValueArbitrary(), (make) => {
        const fold = () => foldName(make() as string)
        if (answers(fold)) expect(fold()).toBeTypeOf('string')
      }),
    )
  })
})

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
