import { describe, expect, it } from 'vitest'
import { listCurrencies } from 'budgetbook'
import { pathWith } from './harness/document.js'
import { listed, seed } from './harness/seed.js'
import { testApi } from './harness/test-api.js'

const now = () => new Date('2026-02-14T09:30:00.000Z')

/** What a category answers that nobody gave a group, a rule or metadata. */
const plain = { archived: false, group: null, rollover: null, metadata: {} }

describe('the surface', () => {
  it('lists the currencies, to anybody', async () => {
    const { status, json } = await testApi().ask('GET', '/api/usersettings/currencies/', { user: null })
    expect(status).toBe(200)
    expect(json.count).toBe(listCurrencies().length)
    expect(json.data).toContainEqual({ code: 'USD', label: 'US Dollar' })
  })

  it('gives and sets the settings; null clears the limit, and what is absent stays', async () => {
    const { ask } = testApi()
    const put = async (body: object) =>
      (await ask('PUT', '/api/usersettings/update/', { body })).json.data as object
    expect((await ask('GET', '/api/usersettings/')).json.data).toEqual({
      currency: 'INR',
      monthly_budget_limit: null,
    })
    expect(await put({ currency: 'KWD', monthly_budget_limit: 1.5 })).toEqual({
      currency: 'KWD',
      monthly_budget_limit: '1.500',
    })
    expect(await put({})).toEqual({ currency: 'KWD', monthly_budget_limit: '1.500' })
    expect(await put({ monthly_budget_limit: null })).toEqual({ currency: 'KWD', monthly_budget_limit: null })
    expect((await ask('GET', '/api/usersettings/')).json.data).toEqual({
      currency: 'KWD',
      monthly_budget_limit: null,
    })
  })

  it('creates, lists, renames and deletes categories', async () => {
    const { ask } = testApi()
    const created = await ask('POST', '/api/budgets/create/', { body: { name: '  Travel ' } })
    expect(created.status).toBe(201)
    const { id } = created.json.data
    expect(created.json).toEqual({ message: 'Category created', data: { id, name: 'Travel', ...plain } })
    const renamed = await ask('PUT', `/api/budgets/update/${id}/`, { body: { name: 'Trips' } })
    expect(renamed.json.data).toEqual({ id, name: 'Trips', ...plain })
    expect((await ask('PUT', `/api/budgets/update/${id}/`, { body: {} })).json.data).toEqual({
      id,
      name: 'Trips',
      ...plain,
    })
    expect((await ask('GET', '/api/budgets/')).json).toMatchObject({
      count: 1,
      data: [{ id, name: 'Trips' }],
    })
    expect((await ask('DELETE', `/api/budgets/delete/${id}/`)).json).toEqual({ message: 'Category deleted' })
    expect((await ask('GET', '/api/budgets/')).json).toMatchObject({ count: 0, data: [] })
  })

  it('archives and restores a category, and lists either kind', async () => {
    const api = testApi()
    const { category } = await seed(api)
    const { ask } = api
    const data = { id: category, name: 'Travel', ...plain }
    const archived = { ...data, archived: true }
    const idsAt = async (address: string) => listed(await ask('GET', address))
    for (let time = 0; time < 2; time++) {
      const { status, json } = await ask('PUT', `/api/budgets/archive/${category}/`)
      expect([status, json]).toEqual([200, { message: 'Category archived', data: archived }])
    }
    expect(await idsAt('/api/budgets/')).toEqual([])
    expect(await idsAt('/api/budgets/?archived=false')).toEqual([])
    expect((await ask('GET', '/api/budgets/?archived=true')).json).toEqual({
      message: 'Categories',
      count: 1,
      data: [archived],
    })
    expect((await ask('GET', '/api/budgets/?archived=yes')).status).toBe(400)
    for (let time = 0; time < 2; time++) {
      const { status, json } = await ask('PUT', `/api/budgets/restore/${category}/`)
      expect([status, json]).toEqual([200, { message: 'Category restored', data }])
    }
    expect(await idsAt('/api/budgets/')).toEqual([category])
    expect(await idsAt('/api/budgets/?archived=true')).toEqual([])
  })

  it('gets, closes and reopens a month, named as either of its forms', async () => {
    const { ask } = testApi({ book: { now } })
    const open = { month: '2026-01', start: '2026-01-01', end: '2026-01-31', closed: false, current: false }
    for (const month of ['2026-01', '2026-01-01']) {
      const at = async (method: string, suffix: string): Promise<unknown[]> => {
        const { status, json } = await ask(method, `/api/months/${month}/${suffix}`)
        return [status, json as unknown]
      }
      expect(await at('GET', '')).toEqual([200, { message: 'Month', data: open }])
      const closed = [200, { message: 'Month closed', data: { ...open, closed: true } }]
      expect([await at('PUT', 'close/'), await at('PUT', 'close/')]).toEqual([closed, closed])
      expect(await at('GET', '')).toEqual([200, { message: 'Month', data: { ...open, closed: true } }])
      const reopened = [200, { message: 'Month reopened', data: open }]
      expect([await at('PUT', 'reopen/'), await at('PUT', 'reopen/')]).toEqual([reopened, reopened])
    }
    for (const month of ['2026-2', '2026-13', '2026-01-15', 'none']) {
      for (const [method, suffix] of [
        ['GET', ''],
        ['PUT', 'close/'],
        ['PUT', 'reopen/'],
      ] as const) {
        const { status, json } = await ask(method, `/api/months/${month}/${suffix}`)
        expect([status, Object.keys(json.error)]).toEqual([400, ['month']])
      }
    }
  })

  it('changes the currency of a book that holds amounts', async () => {
    const api = testApi()
    await seed(api)
    const change = async (body: object) => api.ask('POST', '/api/usersettings/change-currency/', { body })
    const changed = await change({ to: 'JPY', rate: 150.5, rounding: 'half-up' })
    expect([changed.status, changed.json]).toEqual([
      200,
      { message: 'Currency changed', data: { currency: 'JPY', monthly_budget_limit: '752500' } },
    ])
    expect((await api.ask('GET', '/api/expenses/')).json.data[0].amount).toBe('105350')
    for (const [body, field] of [
      [{ rate: 1 }, 'to'],
      [{ to: 'JPY', rate: 1 }, 'to'],
      [{ to: 'USD' }, 'rate'],
      [{ to: 'USD', rate: 0 }, 'rate'],
      [{ to: 'USD', rate: '99999999999999' }, 'rate'],
      [{ to: 'USD', rate: 1, rounding: 'up' }, 'rounding'],
      [{ to: 'USD', rate: 1, from: 'JPY' }, 'from'],
    ] as const) {
      const { status, json } = await change(body)
      expect([status, Object.keys(json.error)]).toEqual([400, [field]])
    }
    expect((await api.ask('GET', '/api/usersettings/')).json.data.currency).toBe('JPY')
  })

  it('starts the months on another day', async () => {
    const api = testApi({ book: { now } })
    await seed(api)
    const change = async (body: object) => api.ask('PUT', '/api/usersettings/change-month-start/', { body })
    const { status, json } = await change({ day: 15 })
    expect([status, json]).toEqual([200, { message: 'Month start changed', data: { month_start_day: 15 } }])
    expect((await api.ask('GET', '/api/months/')).json.data).toEqual([
      { month: '2026-02', start: '2026-02-15', end: '2026-03-14', closed: false, current: false },
      { month: '2026-01', start: '2026-01-15', end: '2026-02-14', closed: false, current: true },
    ])
    for (const body of [{}, { day: 0 }, { day: 29 }, { day: 1.5 }, { day: '15' }]) {
      const refused = await change(body)
      expect([refused.status, Object.keys(refused.json.error)]).toEqual([400, ['day']])
    }
  })

  it('creates, lists, changes and deletes budgets', async () => {
    const api = testApi()
    const { category, budget } = await seed(api)
    const { ask } = api
    const updated = await ask('PUT', `/api/budgets/budgets/${budget}/update/`, { body: { amount: 2_500 } })
    expect(updated.json).toEqual({
      message: 'Budget updated',
      data: { id: budget, category, month: '2026-02-01', amount: '2500.00', metadata: {} },
    })
    const over = await ask('POST', '/api/budgets/budgets/create/', {
      body: { category, month: '2026-03-01', amount: 6_000 },
    })
    expect(over.status).toBe(201)
    expect(over.json.warnings).toEqual([
      {
        code: 'monthly_limit_exceeded',
        message: 'Total budgets (6000.00) exceed your monthly limit (5000.00)',
        category_ids: [category],
        details: {
          existing_total: '0.00',
          new_budget: '6000.00',
          new_total: '6000.00',
          monthly_limit: '5000.00',
          exceeds_by: '1000.00',
          largest_accepted: '5000.00',
        },
      },
    ])
    const all = await ask('GET', '/api/budgets/budgets/')
    expect(all.json).toMatchObject({ count: 2, total_budget: '8500.00' })
    expect(listed(all, 'month')).toEqual(['2026-03-01', '2026-02-01'])
    expect((await ask('GET', '/api/budgets/budgets/?month=2025-01')).json.total_budget).toBe('0.00')
    const deleted = await ask('DELETE', `/api/budgets/budgets/${budget}/delete/`)
    expect([deleted.status, deleted.json]).toEqual([200, { message: 'Budget deleted' }])
  })

  it('records, pages through, changes and deletes expenses', async () => {
    const api = testApi({ book: { now } })
    const { category, expense } = await seed(api)
    const { ask } = api
    const body = { category, amount: -12.5, date: '2026-02-15', description: 'Refund' }
    const created = await ask('POST', '/api/expenses/create/', { body })
    expect(created.json.data).toEqual({
      id: created.json.data.id,
      category,
      amount: '-12.50',
      date: '2026-02-15',
      description: 'Refund',
      original: null,
      metadata: {},
      created_at: now().toISOString(),
    })
    const first = (await ask('GET', '/api/expenses/?limit=1')).json
    expect([first.count, first.data[0].id]).toEqual([1, created.json.data.id])
    const second = (
      await ask('GET', `/api/expenses/?limit=1&cursor=${encodeURIComponent(first.next_cursor)}`)
    ).json
    expect([second.count, second.data[0].id, second.next_cursor]).toEqual([1, expense, null])
    const updated = await ask('PUT', `/api/expenses/update/${expense}/`, {
      body: { date: '2026-03-01', description: '' },
    })
    expect(updated.json.data).toMatchObject({ date: '2026-03-01', amount: '700.00', description: '' })
    const deleted = await ask('DELETE', `/api/expenses/delete/${expense}/`)
    expect([deleted.status, deleted.json]).toEqual([200, { message: 'Expense deleted' }])
  })

  it('reports the current month of the book where none is named, and lists the months', async () => {
    const api = testApi({ book: { now } })
    await seed(api)
    const report = (await api.ask('GET', '/api/budgets/budgets/utilization/')).json
    expect([report.month, report.message]).toEqual(['2026-02', 'Budget utilization for 2026-02'])
    expect((await api.ask('GET', '/api/months/')).json.data).toEqual([
      { month: '2026-02', start: '2026-02-01', end: '2026-02-28', closed: false, current: true },
    ])
  })

  it('requires the date of an expense: the day of the server is not that of the user', async () => {
    const api = testApi()
    const { category } = await seed(api)
    const { status, json } = await api.ask('POST', '/api/expenses/create/', { body: { category, amount: 1 } })
    expect([status, json.error]).toEqual([400, { date: ['This field is required'] }])
  })

  it('takes an id as a safe integer where the ids are numbers', async () => {
    let next = 0
    const api = testApi({ book: { generateId: () => String(++next) } })
    const { category } = await seed(api)
    const body = { category: Number(category), amount: 1, date: '2026-02-01' }
    expect((await api.ask('POST', '/api/expenses/create/', { body })).json.data.category).toBe(category)
  })

  it('answers with and without the slash at the end, on every path', async () => {
    const { api, ask } = testApi()
    const { paths } = api.openApiDocument()
    for (const path of Object.keys(paths as object)) {
      const bare = pathWith(path).replace(/\/$/, '')
      const answers = [await ask('OPTIONS', bare), await ask('OPTIONS', `${bare}/`)]
      expect(answers.map(({ status, headers }) => [status, headers.get('Allow')])).toEqual([
        [204, answers[0]?.headers.get('Allow')],
        [204, answers[0]?.headers.get('Allow')],
      ])
    }
  })

  it('answers HEAD as GET without a body', async () => {
    const { ask } = testApi()
    const { status, text, headers } = await ask('HEAD', '/api/months/')
    expect([status, text, headers.get('Content-Type')]).toEqual([200, '', 'application/json'])
  })

  it('gives the report’s amounts as text where that is asked for, and then all 17 digits', async () => {
    const api = testApi({ reportAmounts: 'string' })
    const { category } = await seed(api)
    const body = { category, month: '2026-09', amount: '999999999999999.99' }
    await api.ask('POST', '/api/budgets/budgets/create/', { body })
    const { json } = await api.ask('GET', '/api/budgets/budgets/utilization/?month=2026-09')
    expect(json.data[0]).toMatchObject({
      budget: '999999999999999.99',
      spent: '0.00',
      utilization_percent: 0,
    })
    expect(json.summary.total_budget).toBe('999999999999999.99')
  })

  it('writes the exact digits into the numbers of the report', async () => {
    const api = testApi()
    const { category } = await seed(api)
    const body = { category, month: '2026-09', amount: '999999999999999.99' }
    await api.ask('POST', '/api/budgets/budgets/create/', { body })
    const { text } = await api.ask('GET', '/api/budgets/budgets/utilization/?month=2026-09')
    expect(text).toContain('"budget":999999999999999.99,"spent":0.00,"remaining":999999999999999.99')
  })

  it('never closes a book', async () => {
    const api = testApi()
    await seed(api)
    const book = await api.bookOf('ada')
    expect(await book.categories.list()).toHaveLength(1)
  })
})
