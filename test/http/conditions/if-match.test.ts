import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entityTag } from 'budgetbook'
import { operationsOf, pathWith, type OpenApiDocument } from '../harness/document.js'
import { seed, seedGroup, seedHold } from '../harness/seed.js'
import { storages } from '../harness/storages.js'
import { testApi, type Answered, type TestApi } from '../harness/test-api.js'

const etagOf = ({ headers }: Answered): string => headers.get('ETag') ?? 'none'
const document = testApi().api.openApiDocument() as unknown as OpenApiDocument
// They take a body, and change nothing.
const questions = ['askPace', 'previewBudgets', 'previewSpend']

/** Where each kind of thing is read, and every change of one. */
async function changesOfOne(api: TestApi) {
  const { category, budget, expense } = await seed(api)
  const [group, hold] = [await seedGroup(api), await seedHold(api, category)]
  const things: [string, string, [string, string, object?][]][] = [
    [
      '/api/usersettings/',
      'settings',
      [
        ['PUT', '/api/usersettings/update/', { monthly_budget_limit: '1' }],
        ['POST', '/api/usersettings/change-currency/', { to: 'EUR', rate: '2' }],
        ['PUT', '/api/usersettings/change-month-start/', { day: 7 }],
      ],
    ],
    [
      `/api/budgets/get/${category}/`,
      'category',
      [
        ['PUT', `/api/budgets/update/${category}/`, { name: 'Trips' }],
        ['PUT', `/api/budgets/archive/${category}/`],
        ['PUT', `/api/budgets/restore/${category}/`],
        ['PUT', `/api/budgets/move/${category}/`, { before: null }],
        ['DELETE', `/api/budgets/delete/${category}/`],
      ],
    ],
    [
      `/api/groups/get/${group}/`,
      'group',
      [
        ['PUT', `/api/groups/update/${group}/`, { name: 'House' }],
        ['PUT', `/api/groups/move/${group}/`, { before: null }],
        ['DELETE', `/api/groups/delete/${group}/`],
      ],
    ],
    [
      `/api/budgets/budgets/get/${budget}/`,
      'budget',
      [
        ['PUT', `/api/budgets/budgets/${budget}/update/`, { amount: '5' }],
        ['DELETE', `/api/budgets/budgets/${budget}/delete/`],
      ],
    ],
    [
      `/api/expenses/get/${expense}/`,
      'expense',
      [
        ['PUT', `/api/expenses/update/${expense}/`, { amount: '5' }],
        ['DELETE', `/api/expenses/delete/${expense}/`],
      ],
    ],
    [
      `/api/holds/get/${hold}/`,
      'hold',
      [
        ['POST', `/api/holds/commit/${hold}/`, { amount: '5' }],
        ['DELETE', `/api/holds/release/${hold}/`],
      ],
    ],
    [
      '/api/months/2026-02/',
      'month',
      [
        ['PUT', '/api/months/2026-02/close/'],
        ['PUT', '/api/months/2026-02/reopen/'],
      ],
    ],
  ]
  return things
}

const contentsOf = async ({ bookOf }: TestApi) => JSON.stringify(await (await bookOf('ada')).exportBook())

describe('If-Match', () => {
  it('is taken by every change of one thing, and refused by every other change', async () => {
    const api = testApi()
    const ofOne = (await changesOfOne(api)).flatMap(([, , changes]) =>
      changes.map(
        ([method, path]) => `${method} ${path.replace(/[\w-]{36}/, '{id}').replace('2026-02', '{month}')}`,
      ),
    )
    for (const { method, path, operation } of operationsOf(document)) {
      const names = (operation.parameters ?? []).map(({ name }) => name)
      const isTaken = ofOne.includes(`${method} ${path}`)
      expect([path, names.includes('If-Match')]).toEqual([path, isTaken])
      if (isTaken || method === 'GET' || questions.includes(operation.operationId)) continue
      for (const header of ['*', '"a"', '']) {
        const headers = { 'If-Match': header }
        const { status, json } = await api.ask(method, pathWith(path), { headers, body: {} })
        expect([path, status, json.error, json.details]).toMatchObject([
          path,
          400,
          { 'If-Match': [expect.stringContaining('exactly one thing')] },
          { issues: [{ code: 'unknown_field', path: ['If-Match'] }] },
        ])
      }
    }
  })

  it('with another tag is 412, on each of them, and changes nothing', async () => {
    const api = testApi()
    const theirs = await changesOfOne(api)
    const before = await contentsOf(api)
    for (const [place, type, changes] of theirs) {
      const etag = etagOf(await api.ask('GET', place))
      for (const [method, path, body] of changes) {
        for (const header of [`W/${etag}`, '"x"', `"x", W/${etag}`, etag.toUpperCase()]) {
          const asked = { headers: { 'If-Match': header }, ...(body ? { body } : {}) }
          const { status, json, headers } = await api.ask(method, path, asked)
          expect([path, status, json.code, json.details.type]).toEqual([
            path,
            412,
            'precondition_failed',
            type,
          ])
          expect(headers.get('Cache-Control')).toBe('no-store')
        }
      }
    }
    expect(await contentsOf(api)).toBe(before)
  })

  it('with the tag that was read, with one of several, or with *, lets each of them happen', async () => {
    const most = Math.max(...(await changesOfOne(testApi())).map(([, , changes]) => changes.length))
    for (const write of [(tag: string) => tag, (tag: string) => `"x" ,\t${tag},W/"y"`, () => '*']) {
      for (let at = 0; at < most; at++) {
        // The first change of every kind of thing, then the second ones, for a user who has changed nothing yet.
        const api = testApi()
        for (const [place, , changes] of await changesOfOne(api)) {
          const [method, path, body] = changes[at] ?? []
          if (!method || !path || path.includes('/budgets/delete/')) continue // a category in use
          const tag = etagOf(await api.ask('GET', place))
          const asked = { headers: { 'If-Match': write(tag) }, ...(body ? { body } : {}) }
          expect([path, [200, 201]]).toEqual([
            path,
            expect.arrayContaining([(await api.ask(method, path, asked)).status]),
          ])
        }
      }
    }
  })

  it('of what is not there is 404, on each of them, whatever it says', async () => {
    const api = testApi()
    const changes = (await changesOfOne(api)).flatMap(([, type, ofOne]) =>
      ofOne.map((change) => [type, ...change] as const),
    )
    const before = await contentsOf(api)
    for (const [type, method, path, body] of changes) {
      // There are settings and months in every book.
      if (type === 'settings' || type === 'month') continue
      for (const header of ['*', '"x"', 'W/"x"']) {
        const asked = { headers: { 'If-Match': header }, ...(body ? { body } : {}) }
        const { status, json } = await api.ask(method, path.replace(/[\w-]{36}/, 'none'), asked)
        const expected = [path, 404, 'not_found', { type, id: 'none' }]
        expect([path, status, json.code, json.details]).toEqual(expected)
      }
    }
    expect(await contentsOf(api)).toBe(before)
  })

  it('of a hold that has expired is 404, as reading it is, but for the tag that it had', async () => {
    let now = '2026-02-14T09:30:00.000Z'
    const api = testApi({ book: { now: () => new Date(now) } })
    const { category } = await seed(api)
    const expiresAt = '2026-02-15T00:00:00.000Z'
    const body = { category, amount: 1, date: '2026-02-14', expires_at: expiresAt }
    const held = await api.ask('POST', '/api/holds/create/', { body })
    const { id } = held.json.data as { id: string }
    const [get, commit, release] = ['get', 'commit', 'release'].map((name) => `/api/holds/${name}/${id}/`)
    const change = async (method: string, path: string | undefined, header: string) => {
      const asked = { headers: { 'If-Match': header }, ...(method === 'POST' ? { body: {} } : {}) }
      const { status, json } = await api.ask(method, String(path), asked)
      return [status, json.code as unknown]
    }
    now = expiresAt
    expect((await api.ask('GET', String(get))).status).toBe(404)
    for (const header of ['"x"', `W/${etagOf(held)}`, etagOf(held).toUpperCase()]) {
      expect(await change('POST', commit, header)).toEqual([404, 'not_found'])
      expect(await change('DELETE', release, header)).toEqual([404, 'not_found'])
    }
    expect(await change('POST', commit, etagOf(held))).toEqual([409, 'hold_expired'])
    expect(await change('DELETE', release, etagOf(held))).toEqual([200, undefined])
    expect(await change('DELETE', release, etagOf(held))).toEqual([404, 'not_found'])
  })

  it('that is not a list of tags is 400, and no list is read slowly', async () => {
    const api = testApi()
    const { expense } = await seed(api)
    const malformed = [
      'x',
      '',
      '"',
      '"a" "b"',
      '"a""b"',
      '"a",*',
      '*,*',
      'w/"a"',
      'W/ "a"',
      ',',
      "'a'",
      '"a"b',
    ]
    for (const header of [...malformed, '"'.repeat(50_001), ','.repeat(50_000)]) {
      const headers = { 'If-Match': header }
      const { status, json } = await api.ask('DELETE', `/api/expenses/delete/${expense}/`, { headers })
      expect([header, status, Object.keys(json.error)]).toEqual([header, 400, ['If-Match']])
    }
  })

  it('is not looked at when a request is repeated under its Idempotency-Key', async () => {
    const api = testApi()
    const { expense } = await seed(api)
    const read = await api.ask('GET', `/api/expenses/get/${expense}/`)
    const change = async () =>
      api.ask('PUT', `/api/expenses/update/${expense}/`, {
        body: { amount: '5' },
        headers: { 'If-Match': etagOf(read), 'Idempotency-Key': 'key' },
      })
    const first = await change()
    expect([first.status, etagOf(first)]).not.toContain(etagOf(read))
    const again = await change()
    expect([again.status, etagOf(again), again.json]).toEqual([200, etagOf(first), first.json])
  })

  it('takes the tag of the book itself, for a host that has both', async () => {
    const api = testApi()
    const { expense } = await seed(api)
    const own = entityTag(await (await api.bookOf('ada')).expenses.get(expense))
    const headers = { 'If-Match': `"${own}"` }
    expect((await api.ask('DELETE', `/api/expenses/delete/${expense}/`, { headers })).status).toBe(200)
  })
})

describe('the ETag of an answer about one thing', () => {
  it('is that of a GET that follows, for each change', async () => {
    const api = testApi()
    const made = async (method: string, path: string, body?: object) =>
      api.ask(method, path, body === undefined ? {} : { body })
    for (const [place, , [[method, path, body] = ['', '']]] of await changesOfOne(api)) {
      if (path.startsWith('/api/holds/')) continue
      const changed = await made(method, path, body)
      expect([place, etagOf(await made('GET', place))]).toEqual([place, etagOf(changed)])
      expect(etagOf(changed)).toMatch(/^"[\da-f]{16}-[\da-f]{16}"$/)
    }
    const category = await made('POST', '/api/budgets/create/', { name: 'Food' })
    const { id } = category.json.data as { id: string }
    expect(etagOf(await made('GET', `/api/budgets/get/${id}/`))).toBe(etagOf(category))
    const spent = await made('POST', '/api/expenses/spend/', { category: id, amount: 1, date: '2026-03-01' })
    expect(etagOf(await made('GET', `/api/expenses/get/${spent.json.data.id}/`))).toBe(etagOf(spent))
  })
})

describe.each(storages)('two clients of one book on %s', (_, create) => {
  it('count together: whoever comes second reads again, and no count is lost', async () => {
    const api = testApi({ storage: create() })
    const { expense } = await seed(api)
    const count = async (): Promise<void> => {
      const read = await api.ask('GET', `/api/expenses/get/${expense}/`)
      const metadata = { count: Number(read.json.data.metadata.count ?? 0) + 1 }
      const { status } = await api.ask('PUT', `/api/expenses/update/${expense}/`, {
        body: { metadata },
        headers: { 'If-Match': etagOf(read) },
      })
      if (status === 412) return count()
      expect(status).toBe(200)
    }
    await Promise.all(Array.from({ length: 8 }, count))
    const { json } = await api.ask('GET', `/api/expenses/get/${expense}/`)
    expect(json.data.metadata).toEqual({ count: 8 })
  })
})

describe('a list of tags', () => {
  it('is read as it was written, whatever the tags and the space between them', async () => {
    const api = testApi()
    const { expense } = await seed(api)
    const own = etagOf(await api.ask('GET', `/api/expenses/get/${expense}/`))
    const opaque = fc.string({
      unit: fc.constantFrom('!', '#', ',', '*', ';', '/', 'W', 'é', '~'),
      maxLength: 5,
    })
    const tag = fc.tuple(fc.constantFrom('', 'W/'), opaque).map(([weak, text]) => `${weak}"${text}"`)
    const gap = fc.constantFrom(',', ', ', ' ,\t', ',,', ' , , ')
    const list = fc.array(fc.tuple(tag, gap), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(list, list, fc.boolean(), async (before, after, isThere) => {
        const text = [
          ...before,
          ...(isThere || before.length + after.length === 0 ? [[own, ', '] as const] : []),
          ...after,
        ]
          .map((parts) => parts.join(''))
          .join('')
        const headers = { 'If-Match': text }
        const path = `/api/expenses/update/${expense}/`
        const { status } = await api.ask('PUT', path, { headers, body: {} })
        expect(status).toBe(text.includes(own) ? 200 : 412)
      }),
    )
  })
})
