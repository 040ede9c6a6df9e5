import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { JsonValue } from 'budgetbook'
import { metadataSchema } from '../../src/model/fields.js'
import { copyMetadata } from '../../src/model/metadata.js'
import { validate } from '../../src/model/validate.js'
import { anyValueArbitrary } from '../support/hostile-values.js'
import { answers, issueCodesOf, issuesOf } from '../support/refusals.js'

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value), 'utf8')

const jsonObjects = fc.dictionary(
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
  { maxKeys: 5 },
)

function nested(levels: number): JsonValue {
  return levels === 0 ? 1 : { in: nested(levels - 1) }
}

describe('copyMetadata', () => {
  it('is what JSON makes of it, but for text that some storage cannot hold', () => {
    fc.assert(
      fc.property(jsonObjects, (value) => {
        const text = JSON.stringify(value)
        const copy = () => copyMetadata(value)
        if (text.includes(String.raw`\u0000`)) expect(issueCodesOf(copy)).toEqual(['unsupported_text'])
        else expect(JSON.stringify(copy())).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  it('shares nothing with the original, and does not change it', () => {
    const tags = ['a']
    const metadata = { tags, again: tags, nested: { tags } }
    const copy = copyMetadata(metadata)
    tags.push('b')
    expect(copy).toEqual({ tags: ['a'], again: ['a'], nested: { tags: ['a'] } })
    expect(copy['tags']).not.toBe(copy['again'])
    const frozen = Object.freeze({ tags: Object.freeze(['a']) })
    expect(copyMetadata(frozen)).toEqual(frozen)
    expect(copyMetadata(frozen)['tags']).not.toBe(frozen.tags)
  })

  it('keeps a key __proto__ as a key, and lets it change no prototype', () => {
    const copy = copyMetadata(JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'))
    expect(Object.keys(copy)).toEqual(['__proto__', 'constructor'])
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"polluted":true},"constructor":1}')
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
    expect('polluted' in copy).toBe(false)
  })

  it('takes objects without a prototype, and from another realm', () => {
    expect(copyMetadata(Object.assign(Object.create(null) as object, { a: 1 }))).toEqual({ a: 1 })
    const foreign = Object.create(Object.create(null) as object, {
      a: { value: 1, enumerable: true },
    }) as object
    expect(copyMetadata(foreign)).toEqual({ a: 1 })
  })

  it('writes negative zero as JSON does', () => {
    expect(Object.is(copyMetadata({ a: -0 })['a'], 0)).toBe(true)
  })

  it.each([
    ['ASCII', 'a'],
    ['two bytes', 'é'],
    ['three bytes', '€'],
    ['four bytes', '😀'],
    ['per cent signs', '%'],
    ['what JSON escapes', '\n'],
    ['what JSON escapes to six bytes', '\u0001'],
  ])('takes 4,096 bytes as JSON and no more, counted in %s', (_kind, character) => {
    const frame = bytesOf({ text: '' })
    const each = bytesOf(character) - 2
    const times = Math.floor((4_096 - frame) / each)
    const fill = 'x'.repeat(4_096 - frame - times * each)
    const fits = { text: character.repeat(times) + fill }
    expect(bytesOf(fits)).toBe(4_096)
    expect(copyMetadata(fits)).toEqual(fits)
    const tooLong = { text: `${fits.text}x` }
    expect(issuesOf(() => copyMetadata(tooLong))).toMatchObject([
      { code: 'too_long', path: [], params: { maximum: 4_096 } },
    ])
  })

  it('counts keys as well as values', () => {
    const fits = { ['k'.repeat(4_096 - bytesOf({ '': 1 }))]: 1 }
    expect(bytesOf(fits)).toBe(4_096)
    expect(copyMetadata(fits)).toEqual(fits)
    expect(answers(() => copyMetadata({ ...fits, k: 1 }))).toBe(false)
  })

  it('takes as many values as fit', () => {
    const fits = { list: Array<number>(2_043).fill(1) }
    expect(bytesOf(fits)).toBe(4_096)
    expect(copyMetadata(fits)).toEqual(fits)
  })

  it('takes 64 levels below the object and no more', () => {
    expect(copyMetadata(nested(64))).toEqual(nested(64))
    expect(issueCodesOf(() => copyMetadata(nested(65)))).toEqual(['too_long'])
    const lists = (levels: number): JsonValue => (levels === 0 ? 1 : [lists(levels - 1)])
    expect(copyMetadata({ in: lists(63) })).toEqual({ in: lists(63) })
    expect(issueCodesOf(() => copyMetadata({ in: lists(64) }))).toEqual(['too_long'])
  })

  it('gives up on cycles, and on shared branches that multiply without end', () => {
    const cycle: Record<string, unknown> = {}
    cycle['again'] = cycle
    expect(issueCodesOf(() => copyMetadata(cycle))).toEqual(['too_long'])
    const list: unknown[] = []
    list.push(list, list)
    expect(issueCodesOf(() => copyMetadata({ list }))).toEqual(['too_long'])
    let shared: unknown = 1
    for (let level = 0; level < 40; level++) shared = [shared, shared]
    expect(issueCodesOf(() => copyMetadata({ shared }))).toEqual(['too_long'])
  })

  it.each([
    ['undefined', undefined],
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['a bigint', 1n],
    ['a symbol', Symbol('x')],
    ['a function', () => 1],
    ['a Date', new Date(0)],
    ['a Map', new Map([['a', 1]])],
    ['a Set', new Set([1])],
    ['a RegExp', /a/],
    ['a boxed number', Object(1)],
    ['a boxed string', Object('a')],
    ['a typed array', new Uint8Array(2)],
    ['an instance', new (class Money {})()],
    ['what has only inherited fields', Object.create({ a: 1 })],
    ['a Promise', Promise.resolve(1)],
    ['a hole', [1, , 3]], // oxlint-disable-line no-sparse-arrays -- the hole is what is tested
  ])('refuses %s inside, and says where', (kind, value) => {
    const at = kind === 'a hole' ? ['list', 1, 'x', 1] : ['list', 1, 'x']
    expect(issuesOf(() => copyMetadata({ list: [1, { x: value }] }))).toMatchObject([
      { code: 'not_json', path: at },
    ])
  })

  it.each([null, 'text', 5, true, [[]], [[{}]]])('refuses %j: not a JSON object', (value) => {
    expect(issuesOf(() => copyMetadata(value))).toMatchObject([
      { code: 'invalid_type', path: [], params: { expected: 'object' } },
    ])
  })

  it('refuses toJSON rather than obeying it', () => {
    expect(issuesOf(() => copyMetadata({ toJSON: () => ({}) }))).toMatchObject([
      { code: 'not_json', path: ['toJSON'] },
    ])
  })

  it.each(['a\0b', '\uD800', 'a\uDFFF', '\uDE00\uD83D'])('refuses %j in values and in keys', (text) => {
    expect(issuesOf(() => copyMetadata({ a: [text] }))).toMatchObject([
      { code: 'unsupported_text', path: ['a', 0] },
    ])
    expect(issueCodesOf(() => copyMetadata({ [text]: 1 }))).toEqual(['unsupported_text'])
  })

  it('leaves symbol keys and what is not enumerable out, as JSON does', () => {
    const value = Object.defineProperty({ a: 1, [Symbol('b')]: 2 }, 'c', { value: 3, enumerable: false })
    expect(copyMetadata(value)).toEqual({ a: 1 })
  })

  it('answers any value, as a field of an input, with a copy or with invalid_input', () => {
    fc.assert(
      fc.property(anyValueArbitrary(), (make) => {
        answers(() => validate(metadataSchema, make()))
        answers(() => validate(metadataSchema, { nested: [make()] }))
      }),
      { numRuns: 300 },
    )
  })
})
