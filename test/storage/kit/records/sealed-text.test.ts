import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonOffset, seal, unseal, type corrupt } from '../../../../src/storage/kit/records/sealed-text.js'

const place = { bookId: 'book', location: 'the key' }
const reasonOf = (read: () => unknown): unknown => {
  try {
    return read()
  } catch (error) {
    return (error as ReturnType<typeof corrupt>).details
  }
}

describe('sealed text', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.object({ withNullPrototype: false }), fc.string(), (value, key) => {
        const json = JSON.stringify(value)
        expect(JSON.stringify(unseal(seal(value, key), key, place))).toBe(json)
        expect(seal(value, key).slice(jsonOffset)).toBe(json)
      }),
    )
  })

  it('is refused where any character of it was changed, or where it stands under another key', () => {
    const text = seal({ amount: '12.00' }, 'key')
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, other) => {
        const changed = text.slice(0, at) + other + text.slice(at + 1)
        fc.pre(changed !== text)
        expect(reasonOf(() => unseal(changed, 'key', place))).toEqual({
          ...place,
          reason: 'its checksum does not match',
        })
      }),
    )
    expect(reasonOf(() => unseal(text, 'another key', place))).toMatchObject({
      reason: 'its checksum does not match',
    })
  })

  it.each([
    ['[1', 'it is not JSON'],
    ['7', 'it is not an object'],
    ['null', 'it is not an object'],
  ])('is refused where it holds %s, and says why', (json, reason) => {
    // A seal depends on the text after it alone: made with a value of the same JSON where there is one.
    const sealed = json === '[1' ? sealOfText(json) : seal(JSON.parse(json), 'key')
    expect(reasonOf(() => unseal(sealed, 'key', place))).toEqual({ ...place, reason })
  })
})

/** Seals text that is not JSON, by way of a value that writes itself so. */
function sealOfText(json: string): string {
  const original = JSON.stringify
  try {
    JSON.stringify = () => json
    return seal({}, 'key')
  } finally {
    JSON.stringify = original
  }
}
