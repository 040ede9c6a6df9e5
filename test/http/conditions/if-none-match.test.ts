import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { createBudgetApi } from 'budgetbook/http'
import { operationsOf, type OpenApiDocument } from '../harness/document.js'
import { seed, seedGroup, seedHold } from '../harness/seed.js'
import { testApi, type Answered, type TestApi } from '../harness/test-api.js'

const etagOf = ({ headers }: Answered): string => headers.get('ETag') ?? 'none'
const now = () => new Date('2026-02-20T12:00:00Z')
const history = { keep: 'all' } as const

/** Every address that answers 304, for a user that has some of everything. */
async function places(api: TestApi, user = 'ada'): Promise<string[]> {
  const { category, budget, expense } = await seed(api, user)
  const [group, hold] = [await seedGroup(api, user), await seedHold(api, category, user)]
  const entry = (await api.ask('GET', '/api/history/?limit=1', { user })).json.data[0].id as string
  return [
    '/api/usersettings/',
    `/api/budgets/get/${category}/`,
    `/api/groups/get/${group}/`,
    `/api/budgets/budgets/get/${budget}/`,
    `/api/expenses/get/${expense}/`,
    `/api/holds/get/${hold}/`,
    '/api/months/',
    '/api/months/2026-02/',
    '/api/budgets/budgets/utilization/',
    `/api/history/get/${entry}/`,
  ]
}

describe('If-None-Match', () => {
  it('is for the routes that the document names: they answer with a tag, and so do no other reads', async () => {
    const api = testApi({ book: { history } })
    const document = api.api.openApiDocument() as unknown as OpenApiDocument
    const known = (await places(api)).map((place) =>
      place.replace(/[\w-]{36}/, '{id}').replace('2026-02', '{month}'),
    )
    for (const { method, path, operation } of operationsOf(document)) {
      const isKnown = method === 'GET' && known.includes(path)
      const names = (operation.parameters ?? []).map(({ name }) => name)
      expect([path, names.includes('If-None-Match'), '304' in operation.responses]).toEqual([
        path,
        isKnown,
        isKnown,
      ])
    }
  })

  it('takes tags of one form: a fingerprint, and a mark that all tags of a book share', async () => {
    const api = testApi({ book: { now, history } })
    const marksOf = async (user: string) => {
      const marks = new Set<string | undefined>()
      for (const place of await places(api, user))
        marks.add(/^"[0-9a-f]{16}-([0-9a-f]{16})"$/.exec(etagOf(await api.ask('GET', place, { user })))?.[1])
      return [...marks]
    }
    const [ada, bob] = [await marksOf('ada'), await marksOf('bob')]
    expect([ada, bob]).toEqual([[expect.any(String)], [expect.any(String)]])
    expect(ada).not.toEqual(bob)
  })

  it('with the tag of the answer is 304: no body, the same headers as 200, GET and HEAD alike', async () => {
    const api = testApi({ book: { now, history } })
    for (const place of await places(api)) {
      const read = await api.ask('GET', place)
      const expected = ['private, no-cache', 'Authorization, Cookie', etagOf(read)]
      const headersOf = ({ headers }: Answered) =>
        ['Cache-Control', 'Vary', 'ETag'].map((name) => headers.get(name))
      expect([read.status, headersOf(read)]).toEqual([200, expected])
      for (const header of [etagOf(read), `W/${etagOf(read)}`, `"x", ${etagOf(read)}`, '*']) {
        for (const method of ['GET', 'HEAD']) {
          const known = await api.ask(method, place, { headers: { 'If-None-Match': header } })
          expect([place, known.status, known.text, headersOf(known)]).toEqual([place, 304, '', expected])
          expect(known.headers.get('Content-Type')).toBeNull()
        }
      }
    }
  })

  it('with another tag, or with none that can be read, is 200 and the whole answer', async () => {
    const api = testApi({ book: { now, history } })
    for (const place of await places(api)) {
      const read = await api.ask('GET', place)
      for (const header of [
        '"x"',
        'x',
        '',
        '"',
        `${etagOf(read)} "x"`,
        etagOf(read).slice(1),
        `*, ${etagOf(read)}`,
      ]) {
        const again = await api.ask('GET', place, { headers: { 'If-None-Match': header } })
        expect([place, header, again.status, again.text]).toEqual([place, header, 200, read.text])
      }
    }
  })

  it('is never 304 for another user, whose answer has the same bytes', async () => {
    // Ids count for each book, so that the two books are the same, letter by letter.
    const storage = createMemoryAdapter()
    const bookOf = async (bookId: string) => {
      let count = 0
      const generateId = () => `id-${++count}`
      return openBudgetBook({ storage, bookId, now, timeZone: 'UTC', generateId, history })
    }
    const books = new Map([
      ['ada', await bookOf('ada')],
      ['bob', await bookOf('bob')],
    ])
    const api = testApi({
      openBook: async (id) => books.get(id) ?? Promise.reject(new Error('No such book')),
    })
    const [mine, theirs] = [await places(api, 'ada'), await places(api, 'bob')]
    expect(mine).toEqual(theirs)
    for (const place of mine) {
      const read = await api.ask('GET', place, { user: 'ada' })
      const headers = { 'If-None-Match': etagOf(read) }
      const other = await api.ask('GET', place, { user: 'bob', headers })
      expect([place, other.status, other.text]).toEqual([place, 200, read.text])
      expect((await api.ask('GET', place, { user: 'ada', headers })).status).toBe(304)
    }
    const read = await api.ask('GET', '/api/usersettings/', { user: 'ada' })
    const change = await api.ask('PUT', '/api/usersettings/update/', {
      user: 'bob',
      headers: { 'If-Match': etagOf(read) },
      body: {},
    })
    expect(change.status).toBe(412)
  })

  it('tells the callers of one book object apart, if a host has it under several ids', async () => {
    const book = await openBudgetBook({ storage: createMemoryAdapter(), now })
    const api = createBudgetApi({
      authenticate: async ({ headers }) => headers.get('Authorization'),
      openBook: async () => book,
    })
    const ask = async (Authorization: string, tag = '"x"') =>
      api.fetch(
        new Request('http://localhost/api/budgets/budgets/utilization/', {
          headers: { Authorization, 'If-None-Match': tag },
        }),
      )
    const tags: string[] = []
    for (const user of ['ada', 'bob', 'ada']) tags.push((await ask(user)).headers.get('ETag') ?? '')
    expect(new Set(tags).size).toBe(2)
    expect(tags[0]).toBe(tags[2])
    expect((await ask('bob', tags[0])).status).toBe(200)
  })

  it('is 200 once the answer is another, and 304 again once it is as it was', async () => {
    const api = testApi({ book: { now, history } })
    const { category } = await seed(api)
    for (const place of ['/api/budgets/budgets/utilization/', '/api/months/']) {
      const read = await api.ask('GET', place)
      const headers = { 'If-None-Match': etagOf(read) }
      const body = { category, amount: '1', date: place.includes('months') ? '2020-01-01' : '2026-02-14' }
      const { json } = await api.ask('POST', '/api/expenses/create/', { body })
      expect((await api.ask('GET', place, { headers })).status).toBe(200)
      await api.ask('DELETE', `/api/expenses/delete/${json.data.id}/`)
      expect((await api.ask('GET', place, { headers })).status).toBe(304)
    }
  })

  it('does not make errors, or other answers, ones to be kept', async () => {
    const api = testApi()
    for (const place of [
      '/api/budgets/get/none/',
      '/api/months/2026-13/',
      '/api/expenses/',
      '/api/totals/?x=1',
    ]) {
      const { headers } = await api.ask('GET', place, { headers: { 'If-None-Match': '*' } })
      expect([headers.get('Cache-Control'), headers.get('ETag'), headers.get('Vary')]).toEqual([
        'no-store',
        null,
        null,
      ])
    }
    const { status } = await api.ask('GET', '/api/months/', { user: null, headers: { 'If-None-Match': '*' } })
    expect(status).toBe(401)
  })
})
