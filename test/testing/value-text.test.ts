import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aroundDifference, textOfValue } from '../../src/testing/conformance/value-text.js'

describe('the text that the suite compares values by', () => {
  it('is the same for values that are equal, and for no others', () => {
    const value = () => fc.jsonValue({ depthSize: 'small' })
    fc.assert(
      fc.property(value(), value(), (a, b) => {
        expect(textOfValue(a)).toBe(textOfValue(structuredClone(a)))
        const isEqual = textOfValue(a) === textOfValue(b)
        // JSON has one zero, and so do amounts and counts.
        if (isEqual) expect(JSON.parse(JSON.stringify(a))).toEqual(JSON.parse(JSON.stringify(b)))
        else expect(a).not.toEqual(b)
      }),
    )
  })

  it('does not depend on the order of keys and of Map entries, but on that of lists', () => {
    expect(textOfValue({ a: 1, b: 2 })).toBe(textOfValue({ b: 2, a: 1 }))
    expect(textOfValue(new Map(Object.entries({ a: 1, b: 2 })))).toBe(
      textOfValue(new Map(Object.entries({ b: 2, a: 1 }))),
    )
    expect(textOfValue([1, 2])).not.toBe(textOfValue([2, 1]))
  })

  it('tells apart what prints alike', () => {
    const values = [null, undefined, 'null', 1, '1', [], {}, new Map(), { a: undefined }, [undefined], true]
    const texts = [...values, JSON.parse('{"__proto__":1}')].map(textOfValue)
    expect(new Set(texts).size).toBe(texts.length)
  })

  it('shows a long one where it differs', () => {
    const start = 'x'.repeat(1_000)
    const [a, b] = aroundDifference(`${start}A${'y'.repeat(1_000)}`, `${start}B`)
    expect(a).toBe(`…${'x'.repeat(60)}A${'y'.repeat(339)}…`)
    expect(b).toBe(`…${'x'.repeat(60)}B`)
    expect(aroundDifference('A', 'B')).toEqual(['A', 'B'])
  })
})
