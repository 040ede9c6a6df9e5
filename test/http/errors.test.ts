import { describe, expect, it } from 'vitest'
import { BudgetBookError, createMemoryAdapter, enforcePolicy, type AllocationPolicy } from 'budgetbook'
import { createBudgetApi, type BudgetApiLogEntry } from 'budgetbook/http'
import { withFaults, type AdapterCall } from 'budgetbook/testing'
import { pathWith } from './harness/document.js'
import { seed } from './harness/seed.js'
import { testApi } from './harness/test-api.js'

/** Storage whose calls of a method fail once it is told to. */
function failing(method: AdapterCall['method'], error: () => unknown, when: 'before' | 'after' = 'before') {
  const state = { isBroken: false }
  const hook = (call: AdapterCall) => {
    if (state.isBroken && call.method === method) throw error()
  }
  return { state, storage: withFaults(createMemoryAdapter(), { [when]: hook }) }
}

describe('an error', () => {
  it('has text or fields, a message, a code, details and the request id of the header', async () => {
    const { headers, json } = await testApi().ask('POST', '/api/expenses/create/', {
      body: { category: true, amount: '1,5', date: '2026-02-30', extra: 1 },
      headers: { 'X-Request-Id': 'abc-123' },
    })
    expect(Object.keys(json.error).sort()).toEqual(['amount', 'category', 'date', 'extra'])
    expect(json).toMatchObject({ message: 'Invalid input', code: 'invalid_input', request_id: 'abc-123' })
    expect(json.details.issues).toHaveLength(4)
    expect(headers.get('X-Request-Id')).toBe('abc-123')
  })

  it('names a field that objects have of themselves, too', async () => {
    const body = '{"name":"x","__proto__":1,"constructor":1}'
    const { json, text } = await testApi().ask('POST', '/api/budgets/create/', { body })
    expect(json.code).toBe('invalid_input')
    expect(text).toContain('"constructor":["There is no such field"]')
    expect(text).not.toContain('[object')
  })

  it('does not repeat a request id that is not plain', async () => {
    const { json } = await testApi().ask('GET', '/api/none/', { headers: { 'X-Request-Id': '<script>' } })
    expect(json.request_id).toMatch(/^[\da-f-]{36}$/)
  })

  it('names the fields as the API does, also where the book found them', async () => {
    const api = testApi()
    const { category } = await seed(api)
    const limit = await api.ask('PUT', '/api/usersettings/update/', { body: { monthly_budget_limit: '-1' } })
    expect(Object.keys(limit.json.error)).toEqual(['monthly_budget_limit'])
    const body = { category, amount: '0.001', date: '2026-02-14' }
    const amount = await api.ask('POST', '/api/expenses/create/', { body })
    expect(Object.keys(amount.json.error)).toEqual(['amount'])
    const key = await api.ask('POST', '/api/budgets/create/', {
      body: { name: 'x' },
      headers: { 'Idempotency-Key': 'k'.repeat(201) },
    })
    expect(Object.keys(key.json.error)).toEqual(['Idempotency-Key'])
  })

  it('is 400 for duplicates, a category in use, archived categories, closed months and a locked currency', async () => {
    const api = testApi()
    const { category } = await seed(api)
    const { ask } = api
    const codeOf = async (method: string, address: string, body?: object) => {
      const { status, json } = await ask(method, address, body === undefined ? {} : { body })
      return [status, json.code as string]
    }
    const expense = { category, amount: 1, date: '2026-02-14' }
    expect(await codeOf('POST', '/api/budgets/create/', { name: 'TRAVEL' })).toEqual([
      400,
      'duplicate_category',
    ])
    expect(await codeOf('DELETE', `/api/budgets/delete/${category}/`)).toEqual([400, 'category_in_use'])
    expect(await codeOf('PUT', '/api/usersettings/update/', { currency: 'EUR' })).toEqual([
      400,
      'currency_locked',
    ])
    await ask('PUT', '/api/months/2026-02/close/')
    expect(await codeOf('POST', '/api/expenses/create/', expense)).toEqual([400, 'month_closed'])
    expect(await codeOf('PUT', '/api/usersettings/change-month-start/', { day: 2 })).toEqual([
      400,
      'month_closed',
    ])
    await ask('PUT', '/api/months/2026-02/reopen/')
    await ask('PUT', `/api/budgets/archive/${category}/`)
    expect(await codeOf('POST', '/api/expenses/create/', expense)).toEqual([400, 'category_archived'])
  })

  it.each([
    '10.000000000000000001',
    '0.30000000000000004e0',
    '1e400',
    '12345678901234567890',
    `0.${'0'.repeat(60_000)}1`,
  ])('is 400 for a number that parsing would change: %.30s', async (number) => {
    const api = testApi()
    const { category } = await seed(api)
    const body = `{"category":"${category}","amount":${number},"date":"2026-02-14"}`
    const { status } = await api.ask('POST', '/api/expenses/create/', { body })
    expect(status).toBe(400)
    expect((await api.ask('GET', '/api/expenses/')).json.count).toBe(1)
  })

  it('is 401 with WWW-Authenticate for nobody, on every route that needs a book, before the body is looked at', async () => {
    const { api, ask } = testApi({ challenge: 'Bearer realm="budgets"' })
    const { paths } = api.openApiDocument() as {
      paths: Record<string, Record<string, { security?: unknown[] }>>
    }
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { security }] of Object.entries(methods)) {
        const isPublic = security?.length === 0
        const { status, headers } = await ask(method.toUpperCase(), pathWith(path), { user: null })
        expect([path, status]).toEqual([path, isPublic ? 200 : 401])
        expect(headers.get('WWW-Authenticate')).toBe(isPublic ? null : 'Bearer realm="budgets"')
      }
    }
  })

  it('is 404 for a path that is not there', async () => {
    const { ask } = testApi()
    for (const path of [
      '/',
      '/api',
      '/api/none',
      '/api//budgets',
      '/api/expenses/delete//',
      '/API/budgets/',
    ]) {
      expect([path, (await ask('GET', path)).status]).toEqual([path, 404])
    }
  })

  it('speaks of ids in a 404 only where one may be missing', async () => {
    const { ask } = testApi()
    const textOf = async (path: string): Promise<unknown> => (await ask('GET', path)).json.error
    expect(await textOf('/api/groups/4711/')).toBe('There is nothing at this path')
    expect(await textOf('/api/expenses/delete//')).toBe(
      'There is nothing at this path. An id in a path must not be empty',
    )
  })

  it('is 405 with Allow for another method', async () => {
    const { status, headers, json } = await testApi().ask('PATCH', '/api/budgets/budgets/x/update/')
    expect([status, headers.get('Allow'), json.code]).toEqual([405, 'PUT, OPTIONS', 'method_not_allowed'])
  })

  it('is 413 over the limit of the body, by its header, by its stream, and where the header is a lie', async () => {
    const { api } = testApi({ bodyLimit: 100 })
    const send = async (body: BodyInit, headers: Record<string, string> = {}) => {
      const init = {
        method: 'POST',
        body,
        duplex: 'half',
        headers: { ...headers, Authorization: 'Bearer ada', 'Content-Type': 'application/json' },
      }
      return (await api.fetch(new Request('http://localhost/api/budgets/create/', init))).status
    }
    const long = JSON.stringify({ name: 'x'.repeat(100) })
    expect(await send(long)).toBe(413)
    expect(await send(new Blob([long]).stream())).toBe(413)
    expect(await send(long, { 'Content-Length': '10' })).toBe(413)
    expect(await send(`{"name":"x"${' '.repeat(88)}}`)).toBe(201)
  })

  it('is 413 over 64 KiB by default', async () => {
    const { ask } = testApi()
    const body = (length: number) => `{"name":"x"${' '.repeat(length - 12)}}`
    expect((await ask('POST', '/api/budgets/create/', { body: body(65_537) })).status).toBe(413)
    expect((await ask('POST', '/api/budgets/create/', { body: body(65_536) })).status).toBe(201)
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=utf-16',
    'application/jsonx',
    '',
  ])('is 415 for a body of another type: %j', async (type) => {
    const { status } = await testApi().ask('POST', '/api/budgets/create/', {
      body: { name: 'x' },
      headers: { 'Content-Type': type },
    })
    expect(status).toBe(415)
  })

  it('is 415 for a compressed body', async () => {
    const headers = { 'Content-Encoding': 'gzip' }
    expect(
      (await testApi().ask('POST', '/api/budgets/create/', { body: { name: 'x' }, headers })).status,
    ).toBe(415)
  })

  it.each([
    ['gzip, chunked', 415],
    ['gzip', 415],
    ['chunked, chunked', 415],
    ['Chunked', 201],
    ['chunked', 201],
  ])(
    'is 415 for a body that is compressed on its way, and not for chunks: %s is %i',
    async (coding, status) => {
      const headers = { 'Transfer-Encoding': coding }
      const answer = await testApi().ask('POST', '/api/budgets/create/', { body: { name: 'x' }, headers })
      expect([answer.status, answer.json.code]).toEqual([
        status,
        status === 415 ? 'unsupported_media_type' : undefined,
      ])
    },
  )

  it('is 409 for a conflict, 503 with Retry-After for storage that fails, and says nothing of it', async () => {
    const secret = 'password=hunter2 at /srv/app/db.ts'
    const cases = [
      [409, 'conflict', new BudgetBookError('conflict', 'In the way', { reason: 'retries_exhausted' })],
      [503, 'storage_unavailable', new BudgetBookError('storage_unavailable', secret, { reason: secret })],
      [503, 'quota_exceeded', new BudgetBookError('quota_exceeded', secret, { bookId: secret })],
      [503, 'outcome_unknown', new BudgetBookError('outcome_unknown', secret, { operationId: null })],
      [503, 'storage_unavailable', new BudgetBookError('closed', secret, {})],
      [503, 'storage_unavailable', new Error(secret)],
      [
        500,
        'internal_error',
        new BudgetBookError('storage_corrupt', secret, { bookId: secret, location: secret, reason: secret }),
      ],
      [
        500,
        'internal_error',
        new BudgetBookError('storage_future_version', secret, {
          location: secret,
          found: '9',
          supported: '1',
        }),
      ],
    ] as const
    for (const [status, code, error] of cases) {
      const { state, storage } = failing('transact', () => error)
      const { ask } = testApi({ storage, retryAfter: 7 })
      state.isBroken = true
      const answer = await ask('POST', '/api/budgets/create/', { body: { name: 'x' } })
      expect([answer.status, answer.json.code]).toEqual([status, code])
      expect(answer.headers.get('Retry-After')).toBe(status === 503 ? '7' : null)
      expect(answer.text + JSON.stringify([...answer.headers])).not.toMatch(/hunter2|srv/)
    }
  })

  it('is 503 for an answer that was lost, and asking again with the same Idempotency-Key does it once', async () => {
    const lost = () => new BudgetBookError('outcome_unknown', 'Lost', { operationId: 'k' })
    const { state, storage } = failing('transact', lost, 'after')
    const { ask } = testApi({ storage })
    state.isBroken = true
    const create = async () =>
      ask('POST', '/api/budgets/create/', { body: { name: 'x' }, headers: { 'Idempotency-Key': 'k' } })
    const first = await create()
    expect([first.status, first.json.code, first.json.details]).toEqual([
      503,
      'outcome_unknown',
      { idempotency_key: 'k' },
    ])
    state.isBroken = false
    expect((await create()).status).toBe(201)
    expect((await ask('GET', '/api/budgets/')).json.count).toBe(1)
  })

  it('is 503 where the client has gone before anything was done', async () => {
    const { api } = testApi()
    const response = await api.fetch(
      new Request('http://localhost/api/months/', {
        headers: { Authorization: 'Bearer ada' },
        signal: AbortSignal.abort(),
      }),
    )
    expect([response.status, (await response.json()).code]).toEqual([503, 'aborted'])
  })

  it('is 500 without a word where authenticate, openBook, the clock, the ids or the policy fail', async () => {
    const secret = 'hunter2'
    const fail = (): never => {
      throw new Error(secret)
    }
    const policy: AllocationPolicy = { name: secret, needsIsolation: false, decide: fail }
    const category = { body: { name: 'x' } }
    const answers = [
      await testApi({ authenticate: async () => fail() }).ask('GET', '/api/months/'),
      await testApi({ authenticate: fail }).ask('GET', '/api/months/'),
      await testApi({ authenticate: async () => 7 as never }).ask('GET', '/api/months/'),
      await testApi({ authenticate: async () => '' }).ask('GET', '/api/months/'),
      await testApi({ openBook: async () => fail() }).ask('GET', '/api/months/'),
      await testApi({ authenticate: async () => 'x'.repeat(201) }).ask('GET', '/api/months/'),
      await testApi({ book: { now: fail } }).ask('POST', '/api/budgets/create/', category),
      await testApi({ book: { generateId: fail } }).ask('POST', '/api/budgets/create/', category),
      await testApi({ book: { generateId: () => '' } }).ask('POST', '/api/budgets/create/', category),
    ]
    const api = testApi({ book: { allocationPolicy: policy } })
    const { json } = await api.ask('POST', '/api/budgets/create/', category)
    const body = { category: json.data.id, month: '2026-02', amount: 1 }
    answers.push(await api.ask('POST', '/api/budgets/budgets/create/', { body }))
    for (const { status, text, json: answer } of answers) {
      expect([status, answer.code, answer.details]).toEqual([500, 'internal_error', {}])
      expect(text).not.toContain(secret)
    }
  })

  it('is 401 where authenticate gives undefined, as JavaScript may', async () => {
    expect(
      (await testApi({ authenticate: async () => undefined as never }).ask('GET', '/api/months/')).status,
    ).toBe(401)
  })

  it('says what a policy of the host’s own says', async () => {
    const decide = () => ({
      accepted: false,
      violations: [{ code: 'no', message: 'Not on Sundays', categoryIds: ['x'], details: { days: [7] } }],
    })
    const policy: AllocationPolicy = { name: 'sundays', needsIsolation: false, decide }
    const { ask } = testApi({ book: { allocationPolicy: policy } })
    const { json } = await ask('POST', '/api/budgets/create/', { body: { name: 'x' } })
    const body = { category: json.data.id, month: '2026-02', amount: 1 }
    const refused = await ask('POST', '/api/budgets/budgets/create/', { body })
    expect([refused.status, refused.json.error]).toEqual([400, 'Not on Sundays'])
    expect(refused.json.details).toEqual({
      policy: 'sundays',
      month: '2026-02',
      violations: [{ code: 'no', message: 'Not on Sundays', category_ids: ['x'], details: { days: [7] } }],
    })
  })

  it('gives the facts of a warning of the host’s own policy', async () => {
    const violation = { code: 'note', message: 'Noted', details: { by: 'Ada' } }
    const decide = () => ({ accepted: true, violations: [violation, { code: 'bare', message: 'Bare' }] })
    const policy: AllocationPolicy = { name: 'noting', needsIsolation: false, decide }
    const { ask } = testApi({ book: { allocationPolicy: policy } })
    const { json } = await ask('POST', '/api/budgets/create/', { body: { name: 'x' } })
    const body = { category: json.data.id, month: '2026-02', amount: 1 }
    const stored = await ask('POST', '/api/budgets/budgets/create/', { body })
    expect(stored.json.warnings).toEqual([violation, { code: 'bare', message: 'Bare', details: {} }])
  })

  it('names a field that does not exist as the client wrote it', async () => {
    const { ask } = testApi()
    const body = { categoryId: 'x', month: '2026-02', amount: 1 }
    const refused = await ask('POST', '/api/budgets/budgets/create/', { body })
    expect(refused.json.error).toEqual({
      category: ['This field is required'],
      categoryId: ['There is no such field'],
    })
    // The host has options of these names, and they are no fields of a request either.
    for (const name of ['now', 'generateId']) {
      const answer = await ask('POST', '/api/budgets/create/', { body: { name: 'x', [name]: 1 } })
      expect([answer.status, answer.json.error]).toEqual([400, { [name]: ['There is no such field'] }])
      expect((await ask('GET', `/api/usersettings/currencies/?${name}=1`)).status).toBe(400)
    }
    const listed = await ask('GET', '/api/expenses/?categoryId=x')
    expect(listed.json.error).toEqual({ categoryId: ['There is no such field'] })
  })

  it('is none where a policy of the host’s own writes a limit’s amounts at another scale: the budget is stored', async () => {
    const amounts = { existingTotal: '0', newTotal: '6000', monthlyLimit: '5000', overage: '1000' }
    const violation = { code: 'monthly_limit_exceeded', message: 'Too much', ...amounts }
    let accepted = true
    const decide = () => ({ accepted, violations: [violation] })
    const policy: AllocationPolicy = { name: 'whole', needsIsolation: false, decide }
    const { ask } = testApi({ book: { allocationPolicy: policy } })
    await ask('PUT', '/api/usersettings/update/', { body: { currency: 'USD' } })
    const { json } = await ask('POST', '/api/budgets/create/', { body: { name: 'x' } })
    const body = { category: json.data.id, month: '2026-02', amount: '6000.50' }
    const stored = await ask('POST', '/api/budgets/budgets/create/', { body })
    expect([stored.status, stored.json.warnings[0].details.new_budget]).toEqual([201, '6000.50'])
    const address = `/api/budgets/budgets/${stored.json.data.id}/update/`
    expect((await ask('PUT', address, { body: { amount: 6000.25 } })).status).toBe(200)
    accepted = false
    const refused = await ask('PUT', address, { body: { amount: '6000.75' } })
    expect([refused.status, refused.json.code]).toEqual([400, 'allocation_rejected'])
    expect(refused.json.details).toMatchObject({ new_total: '6000', new_budget: '6000.75' })
  })

  it('is none for an id that reads as the pattern of its route: it is authenticated and logged once', async () => {
    let asked = 0
    const entries: unknown[] = []
    const { api } = testApi({
      authenticate: async () => {
        asked++
        return 'ada'
      },
      log: (entry) => entries.push(entry),
    })
    const send = async (method: string, address: string, body?: ReadableStream) => {
      asked = 0
      entries.length = 0
      const init = { method, headers: { 'Content-Type': 'application/json' }, duplex: 'half' }
      const all = body === undefined ? init : { ...init, body }
      const response = await api.fetch(new Request(`http://localhost${address}`, all))
      return [response.status, asked, entries.length]
    }
    const body = () => new Blob(['{"name":"x"}']).stream()
    expect(await send('PUT', '/api/budgets/update/:id/', body())).toEqual([404, 1, 1])
    expect(await send('PUT', '/api/budgets/update/*/', body())).toEqual([404, 1, 1])
    expect(await send('DELETE', '/api/expenses/delete/:id/')).toEqual([404, 1, 1])
    expect(await send('GET', '/*')).toEqual([404, 0, 1])
  })

  it('is 500 for a thrown value that is not an error, and the answer still comes', async () => {
    for (const thrown of ['hunter2', null, undefined]) {
      const entries: BudgetApiLogEntry[] = []
      const book = {
        months: async () => {
          // oxlint-disable-next-line typescript/only-throw-error -- a host may
          throw thrown
        },
      }
      const { ask } = testApi({ openBook: async () => book as never, log: (entry) => entries.push(entry) })
      const { status, text } = await ask('GET', '/api/months/')
      expect([status, entries.length]).toEqual([500, 1])
      expect(text).not.toContain('hunter2')
    }
  })

  it.each(['storage_unavailable', 'quota_exceeded', 'outcome_unknown', 'aborted', 'closed'] as const)(
    'is 503 where openBook throws %s',
    async (code) => {
      const error = new BudgetBookError(code, 'secret', {})
      const { ask } = testApi({
        openBook: async () => {
          throw error
        },
      })
      const { status, text } = await ask('GET', '/api/months/')
      expect(status).toBe(503)
      expect(text).not.toContain('secret')
    },
  )

  it('is 400 for an upload that breaks off, and 503 where the client is known to be gone', async () => {
    const { api } = testApi()
    const send = async (headers: Record<string, string>, isGone: boolean) => {
      const gone = new AbortController()
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          if (isGone) gone.abort()
          controller.error(new TypeError('terminated'))
        },
      })
      const init = {
        method: 'POST',
        body,
        duplex: 'half',
        signal: gone.signal,
        headers: { ...headers, Authorization: 'Bearer ada', 'Content-Type': 'application/json' },
      }
      const response = await api.fetch(new Request('http://localhost/api/budgets/create/', init))
      return [response.status, ((await response.json()) as { code: string }).code]
    }
    for (const headers of [{}, { 'Content-Length': '50' }] as Record<string, string>[]) {
      expect(await send(headers, false)).toEqual([400, 'invalid_input'])
      expect(await send(headers, true)).toEqual([503, 'aborted'])
    }
  })

  it('says nothing of what an adapter says of a conflict', async () => {
    const details = { reason: 'hunter2', table: 'hunter2' } as never
    const error = new BudgetBookError('conflict', 'select hunter2', details)
    const { state, storage } = failing('transact', () => error)
    const { ask } = testApi({ storage })
    state.isBroken = true
    const { status, text, json } = await ask('POST', '/api/budgets/create/', { body: { name: 'x' } })
    expect([status, json.details]).toEqual([409, {}])
    expect(text).not.toContain('hunter2')
  })

  it('says 100 of the things that are wrong at most', async () => {
    const fields = Array.from({ length: 4_000 }, (_, index) => [`field${index}`, 1])
    const { json, text } = await testApi().ask('POST', '/api/budgets/create/', {
      body: Object.fromEntries(fields) as object,
    })
    expect([json.code, json.details.issues.length]).toEqual(['invalid_input', 100])
    expect(text.length).toBeLessThan(20_000)
  })

  it('is 400 for a parameter without a name', async () => {
    const { ask } = testApi()
    for (const address of [
      '/api/budgets/budgets/?=1',
      '/api/usersettings/currencies/?=',
      '/api/months/?=1',
    ]) {
      const { status, json } = await ask('GET', address)
      expect([address, status, json.error]).toEqual([address, 400, { '': ['There is no such field'] }])
    }
    expect((await ask('GET', '/api/months/?')).status).toBe(200)
  })

  it('is none for a text of many megabytes under a limit that allows it', async () => {
    const { ask } = testApi({ bodyLimit: 32_000_000 })
    for (const text of ['x'.repeat(20_000_000), String.raw`\n`.repeat(10_000_000)]) {
      const { status } = await ask('POST', '/api/budgets/create/', { body: `{"name":"${text}"}` })
      expect(status).toBe(400)
    }
  })

  it('says the amount of the budget that was to be raised above the limit', async () => {
    const api = testApi({ book: { allocationPolicy: enforcePolicy(), acceptWeakIsolation: true } })
    const { budget } = await seed(api)
    const { json } = await api.ask('PUT', `/api/budgets/budgets/${budget}/update/`, {
      body: { amount: '6000' },
    })
    expect(json.details).toEqual({
      existing_total: '2000.00',
      new_budget: '6000.00',
      new_total: '6000.00',
      monthly_limit: '5000.00',
      exceeds_by: '1000.00',
      largest_accepted: '5000.00',
    })
  })
})

describe('Idempotency-Key', () => {
  it('changes the currency, the start of months, an archive and a month once', async () => {
    const api = testApi()
    const { category } = await seed(api)
    const requests: [string, string, object?][] = [
      ['POST', '/api/usersettings/change-currency/', { to: 'EUR', rate: '0.5' }],
      ['PUT', '/api/usersettings/change-month-start/', { day: 25 }],
      ['PUT', `/api/budgets/archive/${category}/`],
      ['PUT', `/api/budgets/restore/${category}/`],
      ['PUT', '/api/months/2026-02/close/'],
      ['PUT', '/api/months/2026-02/reopen/'],
    ]
    for (const [index, [method, address, body]] of requests.entries()) {
      const headers = { 'Idempotency-Key': `key ${index}` }
      const asked = body === undefined ? { headers } : { headers, body }
      const first = await api.ask(method, address, asked)
      const book = await api.bookOf('ada')
      const before = book.version()
      const again = await api.ask(method, address, asked)
      expect([address, first.status, again.status, again.text]).toEqual([address, 200, 200, first.text])
      expect(book.version()).toBe(before)
      const other = requests[(index + 1) % requests.length] ?? ['', '']
      const another = await api.ask(other[0], other[1], other[2] ? { headers, body: other[2] } : { headers })
      expect([another.status, another.json.code]).toEqual([422, 'operation_mismatch'])
    }
  })

  it('does each kind of POST once, and is 422 for another request', async () => {
    const api = testApi()
    const { category } = await seed(api)
    for (const [address, body, other] of [
      ['/api/budgets/create/', { name: 'New' }, { name: 'Newer' }],
      [
        '/api/budgets/budgets/create/',
        { category, month: '2026-04', amount: 1 },
        { category, month: '2026-05', amount: 1 },
      ],
      [
        '/api/expenses/create/',
        { category, amount: 1, date: '2026-04-01' },
        { category, amount: 2, date: '2026-04-01' },
      ],
    ] as const) {
      const headers = { 'Idempotency-Key': `key of ${address}` }
      const [first, again] = [
        await api.ask('POST', address, { body, headers }),
        await api.ask('POST', address, { body, headers }),
      ]
      expect([first.status, again.status, again.text]).toEqual([201, 201, first.text])
      const another = await api.ask('POST', address, { body: other, headers })
      expect([another.status, another.json.code]).toEqual([422, 'operation_mismatch'])
    }
  })

  it('is nothing between two users', async () => {
    const { ask } = testApi()
    const headers = { 'Idempotency-Key': 'same' }
    const statuses = ['ada', 'bob'].map(
      async (user) =>
        (await ask('POST', '/api/budgets/create/', { user, headers, body: { name: user } })).status,
    )
    expect(await Promise.all(statuses)).toEqual([201, 201])
  })
})

describe('createBudgetApi', () => {
  it.each([
    [{}],
    [{ authenticate: async () => null }],
    [{ authenticate: 7, openBook: 7 }],
    [{ bodyLimit: 0 }],
    [{ challenge: 'Bearer\nX: 1' }],
    [{ reportAmounts: 'text' }],
    [{ unknown: 1 }],
  ])('refuses invalid options: %j', (options) => {
    const complete = 'authenticate' in options || Object.keys(options).length === 0
    const required = complete ? {} : { authenticate: async () => null, openBook: async () => ({}) }
    expect(() => createBudgetApi({ ...required, ...options } as never)).toThrow(BudgetBookError)
  })
})
