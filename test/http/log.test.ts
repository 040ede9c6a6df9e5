import { describe, expect, it } from 'vitest'
import { BudgetBookError, createMemoryAdapter } from 'budgetbook'
import type { BudgetApiLogEntry, BudgetApiOptions } from 'budgetbook/http'
import { withFaults } from 'budgetbook/testing'
import { seed } from './harness/seed.js'
import { testApi } from './harness/test-api.js'

function logged(options: Partial<BudgetApiOptions> & Parameters<typeof testApi>[0] = {}) {
  const entries: BudgetApiLogEntry[] = []
  return { entries, ...testApi({ log: (entry) => entries.push(entry), ...options }) }
}

describe('the log', () => {
  it('hears of each answer: who, what, how it ended, and how long it took', async () => {
    const api = logged()
    await seed(api)
    await api.ask('GET', '/api/none/')
    await api.ask('DELETE', '/api/expenses/delete/1/')
    await api.ask('PATCH', '/api/months/')
    const lines = api.entries.map(({ bookId, method, route, status, code }) => [
      bookId,
      method,
      route,
      status,
      code,
    ])
    expect(lines).toEqual([
      ['ada', 'PUT', '/api/usersettings/update', 200, null],
      ['ada', 'POST', '/api/budgets/create', 201, null],
      ['ada', 'POST', '/api/budgets/budgets/create', 201, null],
      ['ada', 'POST', '/api/expenses/create', 201, null],
      [null, 'GET', null, 404, 'not_found'],
      ['ada', 'DELETE', '/api/expenses/delete/:id', 404, 'not_found'],
      [null, 'PATCH', '/api/months', 405, 'method_not_allowed'],
    ])
    for (const { milliseconds, requestId } of api.entries) {
      expect(milliseconds).toBeGreaterThan(0)
      expect(requestId).not.toBe('')
    }
  })

  it('gets the very request that was sent, as authenticate and actor do, so that the app finds what it knows of it', async () => {
    const seen = new Map<string, Request[]>()
    const see = (who: string, request: Request) => seen.set(who, [...(seen.get(who) ?? []), request])
    const { api } = testApi({
      authenticate: async (request) => {
        see('authenticate', request)
        return 'ada'
      },
      actor: (request) => {
        see('actor', request)
        return 'ada'
      },
      log: (_, request) => void see('log', request),
    })
    const make = (path: string, init: RequestInit) => new Request(`http://localhost${path}`, init)
    const headers = { 'Content-Type': 'application/json' }
    const change = make('/api/budgets/create/', { method: 'POST', headers, body: '{"name":"Travel"}' })
    expect((await api.fetch(change)).status).toBe(201)
    const file = make('/api/expenses/export.csv', {})
    await (await api.fetch(file)).text()
    const none = make('/api/none/', {})
    expect((await api.fetch(none)).status).toBe(404)
    const same = (who: string, requests: readonly Request[]) => {
      expect(seen.get(who)?.length, who).toBe(requests.length)
      for (const [at, request] of requests.entries()) expect(seen.get(who)?.[at] === request, who).toBe(true)
    }
    same('authenticate', [change, file])
    same('actor', [change])
    await new Promise((resolve) => setTimeout(resolve))
    same('log', [change, file, none])
  })

  it('never sees an amount, a name, an id or a message, whatever happens, unless it asks for them', async () => {
    const secret = '98765.43'
    const storage = withFaults(createMemoryAdapter(), {
      before: ({ method }) => {
        if (method === 'readAll' || method === 'page') {
          const cause = new Error(
            `insert into expenses values (${secret})\n    at ${secret} (x.ts:1:1)\nor ${secret}`,
          )
          throw new BudgetBookError('storage_unavailable', secret, { reason: secret }, { cause })
        }
      },
    })
    const api = logged({ storage })
    const { category } = await seed(api)
    const { ask } = api
    await ask('PUT', '/api/usersettings/update/', { body: { monthly_budget_limit: '987.65' } })
    await ask('POST', '/api/budgets/budgets/create/', {
      body: { category, month: '2026-04', amount: secret },
    })
    await ask('POST', '/api/budgets/budgets/create/', {
      body: { category, month: '2026-04', amount: secret },
    })
    await ask('POST', '/api/expenses/create/', {
      body: { category, amount: `${secret}1`, date: '2026-04-01' },
    })
    await ask('POST', '/api/expenses/create/', { body: `{"amount":${secret}` })
    await ask('GET', `/api/expenses/?month=${secret}`)
    await ask('GET', '/api/expenses/')
    await ask('GET', `/api/${secret}/`)
    await ask('DELETE', `/api/expenses/delete/${secret}/`)
    const text = JSON.stringify(api.entries)
    expect(text).not.toMatch(/98765|987\.65|Travel|insert into/)
    expect(text).not.toContain(category)
    expect(api.entries.map(({ causes }) => causes.map(({ name }) => name))).toContainEqual([
      'BudgetBookError',
      'Error',
    ])
    expect(api.entries.some(({ causes }) => causes.some(({ stack }) => stack.includes('log.test.ts')))).toBe(
      true,
    )
  })

  it('takes no line of a message for a frame, and no text for a name or a code', async () => {
    const secret = '1234.56'
    const refused = Object.assign(new Error(`pw${secret}@host:1:1`), {
      name: `Overdraft of ${secret} by ada`,
      code: `limit ${secret}`,
    })
    const renamed = new Error(`at first\n    at ${secret} (x.ts:1:1)`)
    renamed.message = 'afterwards'
    const nameless = Object.assign(new Error(`${secret}@x.ts:1:1`), { name: '' })
    // The stack of an error without a message begins with its name, and nothing is there to be cut off.
    const speaking = Object.assign(new Error(''), { stack: `Overdraft of ${secret}\n    at pay (x.ts:1:1)` })
    const names = [`Gift @ Bob ${secret}`, `X\n    at ${secret}`, `X\n    at ${secret} (x.ts:1:1)`]
    const named = names.map((name) => new Error(`No such category: ${name}`))
    for (const thrown of [...named, refused, renamed, nameless, speaking]) {
      const { ask, entries } = logged({
        authenticate: async () => {
          throw thrown
        },
      })
      await ask('GET', '/api/months/')
      expect(entries[0]?.causes).toMatchObject([{ code: null }])
      expect(JSON.stringify(entries)).not.toContain(secret)
      if (named.includes(thrown)) expect(entries[0]?.causes[0]?.stack).toContain('    at ')
    }
    const { ask, entries } = logged()
    await ask('DELETE', `/api/expenses/delete/secret-id@${secret}/`)
    for (const name of names) {
      await ask('POST', '/api/budgets/create/', { body: { name } })
      await ask('POST', '/api/budgets/create/', { body: { name } })
    }
    expect(JSON.stringify(entries)).not.toContain(secret)
    expect(entries.map(({ code }) => code)).toContain('duplicate_category')
  })

  it('hears what led to an answer from 500 on, and nothing more of one that only the client is to blame for', async () => {
    const conflict = new BudgetBookError('conflict', 'In the way', { reason: 'retries_exhausted' })
    let thrown: Error | null = null
    let isBusy = false
    const api = logged({
      actor: () => {
        if (thrown !== null) throw thrown
        return null
      },
      storage: withFaults(createMemoryAdapter(), {
        before: ({ method }) => {
          if (method === 'transact' && isBusy) throw conflict
        },
      }),
    })
    const { category, budget } = await seed(api)
    const { ask } = api
    const name = { name: 'Travel' }
    await ask('DELETE', '/api/expenses/delete/1/')
    await ask('POST', '/api/budgets/create/', { body: name })
    await ask('POST', '/api/budgets/create/', { body: '{' })
    await ask('PUT', `/api/budgets/update/${category}/`, { body: name, headers: { 'If-Match': '"x"' } })
    await ask('DELETE', `/api/budgets/budgets/${budget}/delete/`, {
      headers: { 'If-Match': '"0000000000000000"' },
    })
    await ask('PUT', '/api/months/2026-02/close/')
    await ask('DELETE', `/api/budgets/budgets/${budget}/delete/`)
    await ask('GET', '/api/months/', { user: null })
    isBusy = true
    await ask('POST', '/api/budgets/create/', { body: { name: 'Home' } })
    const refusals = api.entries.filter(({ status }) => status >= 400)
    expect(refusals.map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        'not_found',
        'duplicate_category',
        'invalid_input',
        'precondition_failed',
        'month_closed',
        'conflict',
        'unauthenticated',
      ]),
    )
    expect(refusals.flatMap(({ status, causes }) => (status < 500 ? causes : []))).toEqual([])
    thrown = new TypeError('x')
    await ask('POST', '/api/budgets/create/', { body: { name: 'Home' } })
    expect(api.entries.at(-1)).toMatchObject({ status: 500, causes: [{ name: 'TypeError' }] })
  })

  it('hears of errors that cannot be read, and they harm no answer', async () => {
    const reading = () => {
      throw new TypeError('no')
    }
    for (const [name, descriptor] of [
      ['stack', { value: null }],
      ['stack', { get: reading }],
      ['message', { get: reading }],
      ['cause', { get: reading }],
    ] as const) {
      const thrown = Object.defineProperty(new Error('secret'), name, descriptor)
      const { ask, entries } = logged({
        authenticate: async () => {
          throw thrown
        },
      })
      expect((await ask('GET', '/api/months/')).status).toBe(500)
      expect(entries).toMatchObject([{ status: 500, causes: [{ name: 'Error' }] }])
    }
  })

  it('gets the body that was no JSON, too', async () => {
    const { ask, entries } = logged({ logContents: true })
    await ask('POST', '/api/budgets/create/', { body: '{"name":' })
    expect(entries[0]?.contents?.requestBody).toBe('{"name":')
  })

  it('gets address, bodies and error where it asks for them', async () => {
    const api = logged({ logContents: true })
    await api.ask('POST', '/api/budgets/create/', { body: { name: 'Travel' } })
    await api.ask('POST', '/api/budgets/create/?x=1', { body: { name: 'Travel' } })
    const [created, refused] = api.entries
    expect(created?.contents).toMatchObject({
      address: '/api/budgets/create/',
      requestBody: '{"name":"Travel"}',
      error: null,
    })
    expect(JSON.parse(created?.contents?.responseBody ?? '')).toMatchObject({ data: { name: 'Travel' } })
    expect(refused?.contents?.address).toBe('/api/budgets/create/?x=1')
    expect(refused).toMatchObject({ status: 400, code: 'invalid_input' })
  })

  it('harms no answer when it throws or rejects', async () => {
    const reported: unknown[] = []
    const { reportError } = globalThis
    globalThis.reportError = (error) => reported.push(error)
    try {
      const thrown = new Error('full disk')
      for (const log of [
        () => {
          throw thrown
        },
        (() => Promise.reject(thrown)) as () => void,
      ]) {
        // A log that rejects is one for TypeScript too.
        expect((await testApi({ log }).ask('GET', '/api/months/')).status).toBe(200)
      }
      await Promise.resolve()
      expect(reported).toEqual([thrown, thrown])
    } finally {
      globalThis.reportError = reportError
    }
  })
})
