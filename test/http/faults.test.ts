// The known faults of systems of this kind, one test for each, by its name.
import { describe, expect, it } from 'vitest'
import { enforcePolicy, enforceSpending } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import { withFaults } from 'budgetbook/testing'
import { listed, seed } from './harness/seed.js'
import { hasSqlite, sqlStorage } from './harness/storages.js'
import { testApi } from './harness/test-api.js'

describe('a known fault is not there', () => {
  it.each([
    '{"name":',
    '',
    'name=Travel',
    '{"name":"a"}}',
    "{'name':'a'}",
    '\u0000',
    '[',
    'NaN',
    '{"name":"\\ud"}',
  ])('malformed JSON answered with 500: %j', async (body) => {
    const { status, json } = await testApi().ask('POST', '/api/budgets/create/', { body })
    expect([status, json.code]).toEqual([400, 'invalid_input'])
  })

  it.runIf(hasSqlite)('SQL text in an error', async () => {
    const { migratedSqlite } = await import('../support/sql/databases.js')
    const { database, options } = migratedSqlite()
    const api = testApi({ storage: createSqlAdapter(options) })
    const { ask } = api
    const { category } = await seed(api)
    for (const row of database.prepare("select name from sqlite_master where type = 'table'").all()) {
      database.exec(`drop table "${(row as { name: string }).name}"`)
    }
    const answers = [
      await ask('GET', '/api/budgets/'),
      await ask('POST', '/api/expenses/create/', { body: { category, amount: '1', date: '2026-02-14' } }),
      await ask('GET', '/api/budgets/budgets/utilization/?month=2026-02'),
    ]
    for (const { status, text } of answers) {
      expect([500, 503]).toContain(status)
      expect(text).not.toMatch(/sql|select|table|column|no such table|budgetbook_|\.ts|\.js|at /i)
    }
  })

  it('one user’s expense in another user’s category', async () => {
    const api = testApi({ storage: sqlStorage() })
    const { category } = await seed(api, 'ada')
    await seed(api, 'bob')
    const body = { category, amount: '1.00', date: '2026-02-14' }
    const { status, json } = await api.ask('POST', '/api/expenses/create/', { user: 'bob', body })
    expect([status, json.code]).toEqual([404, 'not_found'])
    expect((await api.ask('GET', '/api/expenses/', { user: 'bob' })).json.count).toBe(1)
    expect((await api.ask('GET', '/api/expenses/')).json.count).toBe(1)
  })

  it('a budget month not on the first of the month stored as a second budget', async () => {
    const api = testApi()
    const { category } = await seed(api)
    const create = async (month: string) =>
      api.ask('POST', '/api/budgets/budgets/create/', { body: { category, month, amount: '1.00' } })
    for (const month of [
      '2026-02-15',
      '2026-2',
      '2026-13',
      '2026-02-1',
      '2026-02-01T00:00',
      ' 2026-02',
      '2026-02-28',
    ]) {
      const { status, json } = await create(month)
      expect([month, status, Object.keys(json.error)]).toEqual([month, 400, ['month']])
    }
    for (const month of ['2026-02', '2026-02-01'])
      expect((await create(month)).json.code).toBe('duplicate_budget')
    expect((await api.ask('GET', '/api/budgets/budgets/')).json.count).toBe(1)
  })

  it('moving a budget onto another answered with 500', async () => {
    const api = testApi({ storage: sqlStorage() })
    const { category, budget } = await seed(api)
    const other = await api.ask('POST', '/api/budgets/budgets/create/', {
      body: { category, month: '2026-03', amount: '1.00' },
    })
    expect(other.status).toBe(201)
    for (const body of [
      { month: '2026-03' },
      { category, amount: '1' },
      { category, month: '2026-03', amount: 1 },
    ]) {
      const { status, json } = await api.ask('PUT', `/api/budgets/budgets/${budget}/update/`, { body })
      expect([status, json.code]).toEqual([400, 'invalid_input'])
    }
    const { json } = await api.ask('GET', '/api/budgets/budgets/?month=2026-02')
    expect(json.data).toMatchObject([{ id: budget, category, month: '2026-02-01', amount: '2000.00' }])
    expect(json.count).toBe(1)
  })

  it('sums that drift: 20 × 4.23 is 84.60, and not over a budget of it', async () => {
    const api = testApi()
    const { category } = await seed(api)
    const body = { category, month: '2026-05', amount: '84.60' }
    await api.ask('POST', '/api/budgets/budgets/create/', { body })
    for (let day = 1; day <= 20; day++) {
      const date = `2026-05-${String(day).padStart(2, '0')}`
      await api.ask('POST', '/api/expenses/create/', { body: { category, amount: 4.23, date } })
    }
    const { text, json } = await api.ask('GET', '/api/budgets/budgets/utilization/?month=2026-05')
    expect(text).toContain('"spent":84.60,"remaining":0.00,"utilization_percent":100.0,"status":"critical"')
    expect(json.summary.over_budget_count).toBe(0)
  })

  it('statuses from a rounded percent: 899.95 of 1000.00 is 90 % to the eye, and no critical', async () => {
    const api = testApi()
    const { category } = await seed(api)
    await api.ask('POST', '/api/budgets/budgets/create/', {
      body: { category, month: '2026-06', amount: '1000.00' },
    })
    await api.ask('POST', '/api/expenses/create/', {
      body: { category, amount: '899.999', date: '2026-06-01' },
    })
    await api.ask('POST', '/api/expenses/create/', {
      body: { category, amount: '899.99', date: '2026-06-01' },
    })
    const { json } = await api.ask('GET', '/api/budgets/budgets/utilization/?month=2026-06')
    expect(json.data[0]).toMatchObject({ spent: 899.99, utilization_percent: 90, status: 'warning' })
  })

  it('spending without a budget missing from the report', async () => {
    const api = testApi()
    const { category } = await seed(api)
    await api.ask('POST', '/api/expenses/create/', {
      body: { category, amount: '12.50', date: '2026-07-01' },
    })
    const { text, json } = await api.ask('GET', '/api/budgets/budgets/utilization/?month=2026-07')
    expect(json.unbudgeted).toEqual([
      { category_id: category, category_name: 'Travel', spent: 12.5, expense_count: 1, held: 0 },
    ])
    expect(text).toContain('"total_spent":12.50,"total_remaining":-12.50')
  })

  it('two simultaneous creates both accepted', async () => {
    const api = testApi({ storage: sqlStorage(), book: { allocationPolicy: enforcePolicy() } })
    const { category } = await seed(api)
    const create = async () =>
      api.ask('POST', '/api/budgets/budgets/create/', {
        body: { category, month: '2026-08', amount: '4000' },
      })
    const second = async () => {
      const { json } = await api.ask('POST', '/api/budgets/create/', { body: { name: 'Other' } })
      const body = { category: json.data.id, month: '2026-08', amount: '4000' }
      return api.ask('POST', '/api/budgets/budgets/create/', { body })
    }
    const answers = await Promise.all([create(), create(), second()])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 400, 400])
  })

  it('two simultaneous authorizations both accepted', async () => {
    const api = testApi({ storage: sqlStorage(), book: { spendingPolicy: enforceSpending() } })
    const { category } = await seed(api)
    const body = { category, amount: '800', date: '2026-02-14' }
    const place = async () => api.ask('POST', '/api/holds/create/', { body })
    const answers = await Promise.all([place(), place(), api.ask('POST', '/api/expenses/spend/', { body })])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 400, 400])
  })

  it('an authorization that is captured twice, or still held once it is captured', async () => {
    const api = testApi({ storage: sqlStorage() })
    const { category } = await seed(api)
    const body = { category, amount: '120.00', date: '2026-02-14' }
    const { json: placed } = await api.ask('POST', '/api/holds/create/', { body })
    const capture = async () =>
      api.ask('POST', `/api/holds/commit/${placed.data.id}/`, { body: { amount: '118.50' } })
    const answers = await Promise.all([capture(), capture()])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 404])
    const { text } = await api.ask('GET', '/api/budgets/budgets/utilization/?month=2026-02')
    expect(text).toContain('"spent":818.50,"remaining":1181.50,')
    expect(text).toContain('"held":0.00,"free":1181.50}]')
  })

  it('a category deleted while a budget for it is being created', async () => {
    const release = resolvers()
    let isHeld = false
    const storage = withFaults(sqlStorage(), {
      before: async ({ method }) => {
        if (method === 'transact' && isHeld) {
          isHeld = false
          await release.promise
        }
      },
    })
    const api = testApi({ storage })
    await seed(api)
    const { json } = await api.ask('POST', '/api/budgets/create/', { body: { name: 'Gone' } })
    const category = json.data.id as string
    isHeld = true
    const creating = api.ask('POST', '/api/budgets/budgets/create/', {
      body: { category, month: '2026-02', amount: 1 },
    })
    await new Promise((resolve) => setTimeout(resolve, 20))
    const deleted = await api.ask('DELETE', `/api/budgets/delete/${category}/`)
    release.resolve()
    const created = await creating
    expect([deleted.status, created.status, created.json.code]).toEqual([200, 404, 'not_found'])
    expect((await api.ask('GET', '/api/budgets/budgets/?month=2026-02')).json.count).toBe(1)
  })

  it.each(['9223372036854775808', '99999999999999999999999999', '-1', '0', '1e999'])(
    'ids over 64 bits answered with 500: %s',
    async (id) => {
      const api = testApi({ storage: sqlStorage() })
      await seed(api)
      expect((await api.ask('DELETE', `/api/expenses/delete/${id}/`)).status).toBe(404)
      expect((await api.ask('PUT', `/api/budgets/update/${id}/`, { body: { name: 'x' } })).status).toBe(404)
      const body = `{"category":${id},"amount":"1.00","date":"2026-02-14"}`
      expect([400, 404]).toContain((await api.ask('POST', '/api/expenses/create/', { body })).status)
      const text = { category: id, amount: '1.00', date: '2026-02-14' }
      expect((await api.ask('POST', '/api/expenses/create/', { body: text })).status).toBe(404)
    },
  )

  it('`months=abc` answered with 500', async () => {
    const { ask } = testApi()
    for (const address of [
      '/api/months/',
      '/api/expenses/',
      '/api/budgets/budgets/utilization/',
      '/api/budgets/',
    ]) {
      const { status, json } = await ask('GET', `${address}?months=abc`)
      expect([status, json.error]).toEqual([400, { months: ['There is no such field'] }])
    }
  })

  it('ignored filters', async () => {
    const api = testApi()
    const { category, budget, expense } = await seed(api)
    const { json: other } = await api.ask('POST', '/api/budgets/create/', { body: { name: 'Other' } })
    const idsAt = async (address: string) => listed(await api.ask('GET', address))
    expect(await idsAt(`/api/budgets/budgets/?month=2026-02&category=${category}`)).toEqual([budget])
    expect(await idsAt(`/api/budgets/budgets/?month=2026-03`)).toEqual([])
    expect(await idsAt(`/api/budgets/budgets/?category=${other.data.id}`)).toEqual([])
    for (const [filter, ids] of [
      [`month=2026-02&category=${category}`, [expense]],
      ['month=2026-03', []],
      [`category=${other.data.id}`, []],
      ['from=2026-02-14&to=2026-02-14', [expense]],
      ['from=2026-02-15', []],
      ['to=2026-02-13', []],
    ] as const) {
      expect(await idsAt(`/api/expenses/?${filter}`)).toEqual(ids)
    }
    for (const filter of [
      'category=none',
      'month=2026-02&month=2026-03',
      'limit=0',
      'limit=1001',
      'limit=',
      'cursor=x',
      'from=x',
      'category=',
    ]) {
      const { status } = await api.ask('GET', `/api/expenses/?${filter}`)
      expect([filter, status]).toEqual([filter, filter === 'category=none' ? 404 : 400])
    }
  })
})

function resolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => undefined as void
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
