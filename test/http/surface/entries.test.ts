import { describe, expect, it } from 'vitest'
import { seed } from '../harness/seed.js'
import { storages } from '../harness/storages.js'
import { testApi } from '../harness/test-api.js'

describe.each(storages)('on %s', (_, create) => {
  it('a budget has metadata, which a change of the amount keeps', async () => {
    const api = testApi({ storage: create() })
    const { category } = await seed(api)
    const { ask } = api
    const metadata = { note: 'flights', weight: 0.5 }
    const body = { category, month: '2026-04', amount: 10, metadata }
    const { json } = await ask('POST', '/api/budgets/budgets/create/', { body })
    const { id } = json.data
    expect(json.data).toEqual({ id, category, month: '2026-04-01', amount: '10.00', metadata })
    expect((await (await api.bookOf('ada')).budgets.get(id)).metadata).toEqual(metadata)
    const put = async (patch: object) =>
      (await ask('PUT', `/api/budgets/budgets/${id}/update/`, { body: patch })).json.data as unknown
    expect(await put({ amount: 11 })).toMatchObject({ amount: '11.00', metadata })
    expect(await put({ metadata: {} })).toMatchObject({ amount: '11.00', metadata: {} })
    expect((await ask('GET', '/api/budgets/budgets/?month=2026-04')).json.data).toEqual([
      { id, category, month: '2026-04-01', amount: '11.00', metadata: {} },
    ])
  })

  it('an expense has metadata, and what it was in another currency', async () => {
    const api = testApi({ storage: create() })
    const { category } = await seed(api)
    const { ask } = api
    const record = async (fields: object) => {
      const body = { category, date: '2026-02-10', ...fields }
      return ask('POST', '/api/expenses/create/', { body })
    }
    const original = { amount: '25.00', currency: 'CHF', rate: '1.04' }
    const converted = await record({ original: { ...original, amount: 25, rate: 1.04 } })
    expect(converted.status).toBe(201)
    expect(converted.json.data).toMatchObject({ amount: '26.00', original, metadata: {} })
    const book = await api.bookOf('ada')
    expect(await book.expenses.get(converted.json.data.id)).toMatchObject({ amount: '26.00', original })
    // The bank's own number wins.
    const both = (await record({ amount: '26.31', original, metadata: { receipt: 'r-1' } })).json.data
    expect(both).toMatchObject({ amount: '26.31', original, metadata: { receipt: 'r-1' } })
    const put = async (patch: object) =>
      (await ask('PUT', `/api/expenses/update/${both.id}/`, { body: patch })).json.data as unknown
    expect(await put({ description: 'Cheese' })).toMatchObject({ amount: '26.31', original })
    expect(await put({ original: { ...original, amount: 50 } })).toMatchObject({ amount: '52.00' })
    expect(await put({ original: null, metadata: {} })).toMatchObject({
      amount: '52.00',
      original: null,
      metadata: {},
    })
  })
})

it('an expense is refused without an amount, and with half of an original one', async () => {
  const api = testApi()
  const { category } = await seed(api)
  for (const [fields, names] of [
    [{}, ['amount']],
    [{ original: null }, ['amount']],
    [{ date: 'x' }, ['amount', 'date']],
    [{ original: {} }, ['original.amount', 'original.currency', 'original.rate']],
    [{ original: { amount: 1, currency: 'CHF', rate: 0 } }, ['original.rate']],
    [{ original: { amount: 1, currency: 'XX', rate: 1 } }, ['original.currency']],
    [{ original: { amount: 0, currency: 'CHF', rate: 1 } }, ['original.amount']],
    [{ original: { amount: '0.001', currency: 'CHF', rate: 1 } }, ['original.amount']],
    [{ original: { amount: 1, currency: 'CHF', rate: 1, fee: 1 } }, ['original.fee']],
    [{ amount: 1, original: 'CHF 1' }, ['original']],
    [{ amount: 1, metadata: 'x' }, ['metadata']],
  ] as const) {
    const body = { category, date: '2026-02-10', ...fields }
    const { status, json } = await api.ask('POST', '/api/expenses/create/', { body })
    expect([status, Object.keys(json.error).sort()]).toEqual([400, names])
  }
  expect((await api.ask('GET', '/api/expenses/')).json.count).toBe(1)
})

it('metadata keeps a key that objects have of themselves', async () => {
  const { ask } = testApi()
  const body = '{"name":"x","metadata":{"__proto__":{"a":1},"constructor":2}}'
  const { status, text } = await ask('POST', '/api/budgets/create/', { body })
  expect([status, text]).toEqual([201, expect.stringContaining('{"__proto__":{"a":1},"constructor":2}')])
})
