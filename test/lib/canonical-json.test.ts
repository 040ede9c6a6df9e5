import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, canonicalPieces } from '../../src/lib/canonical-json.js'

/** What stored fingerprints and the checksums of documents were made with at first. */
function model(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}

const key = fc.oneof(
  fc.string(),
  fc.constantFrom('__proto__', 'a', 'b', '10', '9', 'toJSON', '\u{1F4D2}', '\uffff'),
)
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, undefined, true, 0, -1.5, 1e21, '', '"', '\ud800'),
    fc.string(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(key, tie('value')), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries) as unknown),
  ),
}))

describe('canonicalJson', () => {
  it('is JSON with sorted keys', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(canonicalJson(value)).toBe(model(value))
      }),
      { numRuns: 1_000 },
    )
  })

  it('is the same in pieces', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        fc.pre(typeof value === 'object' && value !== null)
        expect([...canonicalPieces(value)].join('')).toBe(model(value))
      }),
      { numRuns: 1_000 },
    )
  })
})
