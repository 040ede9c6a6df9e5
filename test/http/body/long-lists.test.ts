import { z } from '@hono/zod-openapi'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { words } from '../../../src/model/schema.js'
import { mostIssues } from '../../../src/http/errors/input-refusal.js'
import { amountInput, idInput, listInput, requestObject, tooMany } from '../../../src/http/schemas/fields.js'
import { seed } from '../harness/seed.js'
import { testApi } from '../harness/test-api.js'

const importPath = '/api/expenses/import/'
const allocations = (list: string) => `{"month":"2026-02","allocations":${list}}`

// Each field of a request that holds a list.
const fields: readonly (readonly [
  name: string,
  method: string,
  path: string,
  body: (list: string) => string,
])[] = [
  ['upcoming', 'POST', '/api/reports/pace/', (list) => `{"upcoming":${list}}`],
  ['shapes', 'POST', '/api/reports/pace/', (list) => `{"shapes":${list}}`],
  ['to', 'POST', '/api/budgets/budgets/copy/', (list) => `{"from":"2026-02","to":${list}}`],
  ['spending', 'POST', '/api/expenses/preview-spend/', (list) => `{"spending":${list}}`],
  ['allocations', 'POST', '/api/budgets/budgets/allocate/', allocations],
  ['allocations', 'POST', '/api/budgets/budgets/preview/', allocations],
  ['ignore', 'POST', importPath, (list) => `{"source":"x","rows":[],"ignore":${list}}`],
  ['rows', 'POST', importPath, (list) => `{"source":"x","rows":${list}}`],
  ['metadata', 'POST', '/api/budgets/create/', (list) => `{"name":"x","metadata":{"x":${list}}}`],
  ['expenses', 'PUT', '/api/book/import/', (list) => `{"expenses":${list}}`],
]

const listOf = (count: number, item: string) => `[${Array(count).fill(item).join()}]`

describe.each(fields)('a list of bad items in %s of %s %s', (_, method, path, body) => {
  it.each([
    [30_000, '1'],
    [130_000, '[]'],
    [130_000, '{}'],
    [130_000, '1'],
  ])('is refused, however long it is: %i of %s', async (count, item) => {
    const { ask } = testApi({ bodyLimit: 10_000_000 })
    const { status, json } = await ask(method, path, { body: body(listOf(count, item)) })
    expect([status, json.code]).toEqual([400, 'invalid_input'])
    expect(json.details.issues.length).toBeLessThanOrEqual(mostIssues)
  })
})

describe('a long list of next to nothing in an import', () => {
  const importBook = async (list: string) =>
    testApi().ask('PUT', '/api/book/import/', { body: `{"closedMonths":${list}}` })

  it.each(['[]', '{}', '1', '""'])('is refused before all of it is made: %j', async (item) => {
    const { status, json } = await importBook(
      `${listOf(200_001, '"0123456789abc"').slice(0, -1)},${listOf(2_000_000, item).slice(1)}`,
    )
    expect([status, json.error]).toEqual([400, 'The items of a long list have fewer than 16 characters each'])
  })

  it('is read if its items could be something', async () => {
    const { status, json } = await importBook(listOf(200_002, '"0123456789abcdef"'))
    expect([status, json.code]).toEqual([400, 'invalid_input'])
    expect(json.error).not.toContain('long list')
  })
})

describe('a body with more of something than anybody needs', () => {
  it.each([
    ['unknown fields', 'POST', '/api/budgets/create/', (pairs: string) => `{${pairs}}`],
    [
      'fields of metadata',
      'POST',
      '/api/budgets/create/',
      (pairs: string) => `{"name":"x","metadata":{${pairs}}}`,
    ],
    [
      'fields of a rule',
      'POST',
      '/api/budgets/create/',
      (pairs: string) => `{"name":"x","rollover":{${pairs}}}`,
    ],
    ['categories', 'POST', importPath, (pairs: string) => `{"source":"x","rows":[],"categories":{${pairs}}}`],
    [
      'fields of a format',
      'POST',
      importPath,
      (pairs: string) => `{"source":"x","csv":"","format":{${pairs}}}`,
    ],
  ])('is refused: %s', async (_, method, path, body) => {
    const { ask } = testApi({ bodyLimit: 10_000_000 })
    const pairs = Array.from({ length: 130_000 }, (__, at) => `"k${at}":[]`).join()
    const { status, json } = await ask(method, path, { body: body(pairs) })
    expect([status, json.code]).toEqual([400, 'invalid_input'])
    expect(json.details.issues.length).toBeLessThanOrEqual(mostIssues)
  })
})

describe('a list with too many items', () => {
  it.each([
    ['ignore', importPath, { source: 'x', rows: [] }, 100_000, 'too_long', 'At most 100000 keys are allowed'],
    ['rows', importPath, { source: 'x' }, 100_000, 'too_long', 'At most 100000 rows are allowed'],
    [
      'to',
      '/api/budgets/budgets/copy/',
      { from: '2026-02' },
      1_200,
      'too_big',
      'A copy goes to at most 1200 months',
    ],
  ])('is refused as a whole: %s', async (field, path, rest, maximum, code, message) => {
    const { ask } = testApi()
    const body = { ...rest, [field]: Array(maximum + 1).fill(null) }
    const { status, json } = await ask('POST', path, { body })
    expect([status, json.error]).toEqual([400, { [field]: [message] }])
    expect(json.details.issues).toEqual([{ code, path: [field], message, params: { maximum } }])
  })

  it('is not one of as many as are allowed: keys of rows to leave out', async () => {
    const api = testApi()
    await seed(api)
    const body = { source: 'x', rows: [], ignore: Array(100_000).fill('x') }
    const { status, json } = await api.ask('POST', importPath, { body })
    expect([status, json.message]).toEqual([200, 'Import planned'])
  })
})

describe('the schema of a list', () => {
  /** A schema that counts what it is asked. */
  function counting() {
    const calls = { count: 0 }
    const isGood = (value: unknown) => {
      calls.count++
      return value === 'good'
    }
    return { calls, schema: z.unknown().refine(isGood) }
  }

  it('checks no item after as many issues as an answer has', () => {
    const { calls, schema } = counting()
    const { error } = listInput(schema).safeParse(Array(130_000).fill('bad'))
    expect(error?.issues).toHaveLength(mostIssues)
    // Once to find out how many, and once to say what is wrong.
    expect(calls.count).toBe(2 * mostIssues)
  })

  it('checks no item of a list that is too long', () => {
    const { calls, schema } = counting()
    const { error } = listInput(schema, tooMany(3, 'items')).safeParse(Array(4).fill('bad'))
    expect(error?.issues).toMatchObject([{ message: 'At most 3 items are allowed', path: [] }])
    expect(calls.count).toBe(0)
  })

  it('finds what a schema of all items finds, as far as it is answered', async () => {
    const item = requestObject({ category: idInput, amount: amountInput })
    const value = fc.oneof(
      fc.constantFrom<unknown>(null, 1, 'x', { category: 'a' }, { category: 1, amount: '1.5', more: 1 }),
      fc.record({
        category: fc.constantFrom<unknown>('a', 7, '', null),
        amount: fc.constantFrom<unknown>(1, 'x', {}),
      }),
    )
    const list = fc.oneof(
      fc.array(value, { maxLength: 8 }),
      fc.array(value, { minLength: 90, maxLength: 200 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.oneof(list, fc.constantFrom<unknown>(undefined, null, {}, 'x')), async (given) => {
        const found = await listInput(item).safeParseAsync(given)
        const all = await z.array(item, words).safeParseAsync(given)
        expect(found.data).toEqual(all.data)
        const shown = (issues: readonly unknown[] = []) => JSON.stringify(issues.slice(0, mostIssues))
        expect(shown(found.error?.issues)).toBe(shown(all.error?.issues))
      }),
    )
  })
})
