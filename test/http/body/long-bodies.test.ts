import * as fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Refusal } from '../../../src/http/errors/refusal.js'
import { parseDocument } from '../../../src/http/body/parse-document.js'
import { parseJson } from '../../../src/http/body/parse-json.js'
import { bookExample } from '../../../src/http/document/examples/book-example.js'
import { resealed } from '../../support/book/seal.js'
import { testApi } from '../harness/test-api.js'

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

function parsed(text: string, options?: { readonly longTexts: boolean }): unknown {
  const steps = parseDocument(text, options)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The value of a text, or `undefined` if it is refused. */
function valueOf(parse: (text: string) => unknown, text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal)
    return undefined
  }
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a body that is nested too deeply', () => {
  it.each([
    ['PUT', '/api/book/import/', `{"format":"budgetbook","version":"1.1","x":${deep(100)}}`],
    ['PUT', '/api/book/import/', `{"format":"budgetbook","version":"1.1","expenses":[{}, ${deep(99)}]}`],
    ['POST', '/api/budgets/create/', `{"name":"Travel","metadata":{"x":${deep(99)}}}`],
    ['POST', '/api/expenses/create/', deep(101)],
    ['POST', '/api/reports/pace/', `{"upcoming":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`],
  ])('is refused before it is parsed: %s %s', async (method, path, body) => {
    const { ask } = testApi()
    const parse = vi.spyOn(JSON, 'parse')
    const { status, json } = await ask(method, path, { body })
    expect([status, json.code, json.error]).toEqual([
      400,
      'invalid_input',
      'The body is nested in more than 100 levels',
    ])
    // The test itself parses the answer.
    expect(parse.mock.calls.filter(([text]) => text.includes('[[') || text.includes('{"a":{"a":'))).toEqual(
      [],
    )
  })

  it('is not one of 100 levels, nor one with brackets in its texts', () => {
    for (const text of [deep(100), `["${'['.repeat(200)}"]`, `["\\"${'{'.repeat(200)}"]`]) {
      expect(parseJson(text)).toEqual(JSON.parse(text))
    }
    for (const inner of [deep(99), `["\\"${'{'.repeat(200)}", "\\\\", [1]]`]) {
      const text = `{"x": ${inner} }`
      expect(parsed(text)).toEqual(JSON.parse(text))
    }
  })
})

describe('the text of a document', () => {
  it('gives what JSON.parse gives, however it is written', () => {
    const value = fc.jsonValue({ maxDepth: 4 })
    const document = fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), value)
    fc.assert(
      fc.property(document, fc.constantFrom(undefined, 1, '\t', '\r\n'), (fields, space) => {
        const text = JSON.stringify(fields, null, space)
        expect(parsed(` ${text}\n`)).toEqual(JSON.parse(text))
      }),
    )
  })

  it('is refused exactly if JSON.parse refuses it, or if it is not an object', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '1',
      ' ',
      'null',
      '"',
      '\\',
      '{"a":[',
    )
    const text = fc.array(piece, { maxLength: 9 }).map((pieces) => `{"a":${pieces.join('')}}`)
    fc.assert(
      fc.property(text, (json) => {
        expect(valueOf(parsed, json)).toEqual(valueOf(parseJson, json))
      }),
      { numRuns: 5_000 },
    )
    for (const json of [
      '{"a":[1,]}',
      '{"a":[,1]}',
      '{"a":[,]}',
      '{"a":[1}',
      '{"a":[1]]}',
      '{"a":}',
      '{"a":1,}',
      '{"a":1}}',
      '{"a":1} 2',
      '{"a"',
      '{a:1}',
      '{"a":[[1},2]]}',
      '{',
      '',
    ]) {
      expect(valueOf(parsed, json)).toBeUndefined()
    }
  })

  it('comes in pieces: lists that are longer than one, and the last of two fields with one name', () => {
    const items = Array.from({ length: 3_000 }, (_, at) => ({ at, text: `[{,"${at}\\` }))
    const text = `{"a":[1],"a":${JSON.stringify(items)},"b":[]}`
    const parse = vi.spyOn(JSON, 'parse')
    expect(parsed(text)).toEqual({ a: items, b: [] })
    expect(Math.max(...parse.mock.calls.map(([piece]) => piece.length))).toBeLessThan(20_000)
  })

  it('may have a long text as a field where that is asked for, and nothing else that is long', () => {
    const longTexts = true
    const long = '"\\\n{[é'.repeat(50_000)
    for (const space of [undefined, 1]) {
      const value = { a: long, b: [1], c: '' }
      expect(parsed(JSON.stringify(value, null, space), { longTexts })).toEqual(value)
    }
    for (const value of [{ a: [long] }, { a: { b: long } }, { [long]: 1 }])
      expect(() => parsed(JSON.stringify(value), { longTexts })).toThrow(
        expect.objectContaining({ error: expect.stringMatching(/longer than/) }),
      )
    for (const text of ['{"a":"x', '{"a":"x\n"}', '{"a":"\\x"}', '{"a":"x"1}'])
      expect(valueOf((json) => parsed(json, { longTexts }), text)).toBeUndefined()
  })

  it('is refused if a part of it is too long to be parsed at once, or if it has too many fields', () => {
    const long = 'x'.repeat(200_000)
    for (const text of [
      `{"a":"${long}"}`,
      `{"${long}":1}`,
      `{"a":[1,"${long}"]}`,
      `{"a":{"b":["${long}"]}}`,
    ]) {
      expect(() => parsed(text)).toThrow(
        expect.objectContaining({ error: expect.stringMatching(/longer than/) }),
      )
    }
    const fields = (count: number) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, at])))
    expect(parsed(fields(1_000))).toEqual(JSON.parse(fields(1_000)))
    expect(() => parsed(fields(1_001))).toThrow(
      expect.objectContaining({ error: 'A document has at most 1000 fields' }),
    )
  })

  it('keeps its numbers exact, in each of its parts', () => {
    for (const text of ['{"a":1.00000000000000000001}', '{"a":["x",10.000000000000000001]}']) {
      expect(() => parsed(text)).toThrow(
        expect.objectContaining({ error: expect.stringMatching(/more digits than a double holds/) }),
      )
    }
  })
})

describe('an import', () => {
  /** How many other events have had their turn by the time that it is answered. */
  async function turnsDuring(body: string): Promise<{ turns: number; status: number; error: unknown }> {
    const { ask } = testApi()
    let [turns, isDone] = [0, false]
    const take = (): void => {
      turns++
      if (!isDone) setImmediate(take)
    }
    // A clock that jumps with each look at it: every step ends a turn.
    let now = 0
    vi.spyOn(Date, 'now').mockImplementation(() => (now += 1_000))
    setImmediate(take)
    const { status, json } = await ask('PUT', '/api/book/import/', { body })
    isDone = true
    return { turns, status, error: json.error }
  }

  it('gives way to other requests while its text is parsed', async () => {
    const body = `{"format":"other","x":[${Array(100_000).fill('[]').join()}],"y":[${Array(100_000).fill('{}').join()}]}`
    const { turns, status } = await turnsDuring(body)
    expect(status).toBe(400)
    expect(turns).toBeGreaterThan(25)
  })

  it('gives way at each item of a list while it is copied and checked', async () => {
    const x = Array.from({ length: 200 }, () => [])
    const { turns, status } = await turnsDuring(
      JSON.stringify(resealed(bookExample, (body) => Object.assign(body, { x }))),
    )
    expect(status).toBe(200)
    expect(turns).toBeGreaterThan(400)
  })

  it('takes fields of a later version, whatever their names are', async () => {
    const more = { constructor: { a: 1 }, toString: [1], later: null }
    const { status } = await turnsDuring(
      JSON.stringify(resealed(bookExample, (body) => Object.assign(body, more))),
    )
    expect(status).toBe(200)
  })

  it.each(['categories', 'groups', 'closedMonths', 'budgets', 'expenses'])(
    'ends at the first mistake in %s, because the memory might not hold all of them',
    async (name) => {
      const damaged = resealed(bookExample, (body) => Object.assign(body, { [name]: Array(1_000).fill([]) }))
      const { status, error } = await turnsDuring(JSON.stringify(damaged))
      expect(status).toBe(400)
      expect(error).toMatch(new RegExp(String.raw`${name}\.0: Must be an object \(and 7 more\)`))
    },
  )
})
