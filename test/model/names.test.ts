import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { categorySchema, foldName } from 'budgetbook'
import { nameIssue, tidyName } from '../../src/model/names.js'
import { anyValueArbitrary } from '../support/hostile-values.js'
import { answers, issuesOf } from '../support/refusals.js'

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
  it('takes text of any length and spaces in any place', () => {
    expect(foldName('A '.repeat(3_000_000))).toHaveLength(5_999_999)
    for (const name of [' a', 'a ', 'a  b']) expect(foldName(name)).toBe(name.replace('  ', ' ').trim())
  })

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

  it('does not depend on the case of any letter but the dotless i', () => {
    const different: string[] = []
    for (let codePoint = 0; codePoint <= 0x10_ff_ff; codePoint++) {
      if (codePoint >= 0xd8_00 && codePoint <= 0xdf_ff) continue
      const letter = String.fromCodePoint(codePoint)
      const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()]
      if ((lower === letter && upper === letter) || letter === '\u0131') continue
      const fold = foldName(letter)
      if (foldName(lower) !== fold || foldName(upper) !== fold) different.push(letter)
    }
    expect(different).toEqual([])
  })

  it('folds as Unicode does: lower case of upper case, to where neither changes anything more', () => {
    const model = (letter: string): string => {
      const form = letter.normalize('NFKC')
      const folded = Array.from(form, (part) => part.toLowerCase().toUpperCase().toLowerCase()).join('')
      const next = folded.replaceAll('ς', 'σ').normalize('NFKC')
      return next === letter ? next : model(next)
    }
    const different: string[] = []
    for (let codePoint = 0; codePoint <= 0xff_ff; codePoint++) {
      if (codePoint >= 0xd8_00 && codePoint <= 0xdf_ff) continue
      const letter = String.fromCodePoint(codePoint)
      const leftOut = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\u0131]/u
      if (leftOut.test(letter.normalize('NFKC'))) continue
      if (foldName(letter) !== model(letter)) different.push(letter)
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
    ['Food', 'Fo\u200Bod'],
    ['❤️', '❤'],
    ['Fo\u00ADod', 'FOOD'],
    ['a\uFEFFb', 'ab'],
    ['Food  &\tDining', ' food & dining\n'],
    ['a \u200B b', 'a b'],
    ['a\u00A0b', 'A\u3000B'],
    ['Σίσυφος', 'ΣΊΣΥΦΟΣ'],
    ['ﷺ', 'ﷺ'.normalize('NFKD')],
  ])('makes %s and %s one', (one, other) => {
    expect(foldName(one)).toBe(foldName(other))
  })

  it.each([
    ['cafe', 'café'],
    ['food', 'foods'],
    ['a b', 'ab'],
    ['1', '2'],
    ['Sınır', 'Sinir'],
    ['SıNıR', 'SINIR'],
    ['❤', '♥'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other))
  })

  it('answers any value with text or with invalid_input', () => {
    expect(issuesOf(() => foldName(5 as unknown as string))).toMatchObject([
      { code: 'invalid_type', path: ['name'], message: 'A name must be text' },
    ])
    fc.assert(
      fc.property(anyValueArbitrary(), (make) => {
        const fold = () => foldName(make() as string)
        if (answers(fold)) expect(fold()).toBeTypeOf('string')
      }),
    )
  })
})

describe('a new name', () => {
  const parse = (name: string) => categorySchema.shape.name.safeParse(name)

  it.each(['\u200B', '\u3164', '\u202E', '\u2800', '\u0301', '\u0001', ' \u00AD\u0301\n', '\uFE0F'])(
    'is too short with nothing to see: %j',
    (name) => {
      expect(nameIssue(tidyName(name))).toMatchObject({ code: 'too_short', params: { minimum: 1 } })
      expect(parse(name).success).toBe(false)
    },
  )

  it.each(['a', '❤️', '٣', '!', 'a\u0301', '👩‍🚀', '家'])('has something to see: %s', (name) => {
    expect(parse(name).data).toBe(name)
  })

  it.each([
    ['Food  &  Dining', 'Food & Dining'],
    ['a\nb', 'a b'],
    ['a\t\u00A0\u3000b', 'a b'],
    [' \t a \u2028', 'a'],
  ])('is stored with one space for white space: %j', (name, tidy) => {
    expect(parse(name).data).toBe(tidy)
  })

  it('is tidied once for all, and keeps its fold', () => {
    fc.assert(
      fc.property(names, (name) => {
        const tidy = tidyName(name)
        expect(tidyName(tidy)).toBe(tidy)
        expect(foldName(tidy)).toBe(foldName(name))
      }),
    )
  })
})
