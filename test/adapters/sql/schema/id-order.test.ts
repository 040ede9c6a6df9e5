import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readOrderedId, writeOrderedId } from '../../../../src/adapters/sql/schema/id-order.js'

// Mostly what is hard: the borders of planes, and of what UTF-16 and UTF-8 order apart.
const character = fc
  .oneof(
    fc.constantFrom(
      'a',
      '\u0001',
      '\ud7ff',
      '\ue000',
      '\ufeff',
      '\uffff',
      '\u{10000}',
      '\u{1f4d2}',
      '\u{10fffe}',
      '\u{10ffff}',
    ),
    fc.integer({ min: 1, max: 0x10_ffff }).map((code) => String.fromCodePoint(code)),
  )
  .filter((text) => !/\p{Surrogate}/u.test(text))
const id = fc.array(character, { maxLength: 8 }).map((characters) => characters.join(''))

describe('an ordered id', () => {
  it('is read as what was written', () => {
    fc.assert(
      fc.property(id, (text) => readOrderedId(writeOrderedId(text)) === text),
      { numRuns: 5_000 },
    )
  })

  it('has bytes in the order of the text', () => {
    fc.assert(
      fc.property(id, id, (a, b) => {
        const bytes = Buffer.compare(Buffer.from(writeOrderedId(a)), Buffer.from(writeOrderedId(b)))
        expect(bytes).toBe(a === b ? 0 : a < b ? -1 : 1)
      }),
      { numRuns: 5_000 },
    )
  })

  it('stands as it is where the order is the same anyway', () => {
    for (const text of ['0198c2de-7b1a-7000-8000-0123456789ab', 'é', '日本語', '📒'])
      expect(writeOrderedId(text)).toBe(text)
  })
})
