import { describe, expect, it, onTestFinished } from 'vitest'
import { openBudgetBook } from 'budgetbook'
import { eventClient, fetchOf, isReady, rawClient, type Heard } from '../harness/event-client.js'
import { seed, seedGroup } from '../harness/seed.js'
import { testApi, type TestApi } from '../harness/test-api.js'

async function listening({ api }: Pick<TestApi, 'api'>, user = 'ada') {
  const client = eventClient(fetchOf(api), { user })
  onTestFinished(client.close)
  await client.until(isReady)
  return client
}

const changed = (count: number) => (heard: readonly Heard[]) => heard.length > count

describe('a stream of events', () => {
  it('says at once that the client hears of everything from now on, and how soon to come back', async () => {
    const { response, read, cancel } = await rawClient(testApi())
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    expect(await read()).toMatch(/^retry: [1-5]\d{3}\nid: [0-9a-f]{32}\.0\nevent: ready\ndata: \{\}\n\n$/)
    await cancel()
  })

  it('tells of each commit: through the API, of the same book object, of another one', async () => {
    const api = testApi()
    const { category } = await seed(api)
    const client = await listening(api)
    const body = { category, amount: '4.80', date: '2026-02-14' }
    const headers = { 'Idempotency-Key': 'receipt-4711' }
    const { json } = await api.ask('POST', '/api/expenses/create/', { body, headers })
    // Asked twice, done once.
    await api.ask('POST', '/api/expenses/create/', { body, headers })
    await (await api.bookOf('ada')).categories.update(category, { name: 'Trips' })
    const other = await openBudgetBook({ storage: api.storage, bookId: 'ada' })
    const { id } = await other.categories.create({ name: 'Food' })
    await client.until(changed(3))
    expect(client.changes()).toEqual([
      {
        operation_id: 'receipt-4711',
        months: ['2026-02'],
        changes: [{ type: 'expense', action: 'created', ids: [json.data.id] }],
      },
      {
        operation_id: null,
        months: 'all',
        changes: [{ type: 'category', action: 'updated', ids: [category] }],
      },
      { operation_id: null, months: [], changes: [{ type: 'category', action: 'created', ids: [id] }] },
    ])
    const numbers = client.heard.map((event) => event.id.split('.')[1])
    expect(numbers).toEqual(['0', '1', '2', '3'])
  })

  it('tells every client of the book', async () => {
    const api = testApi()
    const clients = [await listening(api), await listening(api), await listening(api)]
    await api.ask('POST', '/api/budgets/create/', { body: { name: 'Travel' } })
    for (const client of clients) {
      await client.until(changed(1))
      expect(client.changes()).toMatchObject([{ changes: [{ type: 'category', action: 'created' }] }])
    }
  })

  it('cannot be broken by what an id says', async () => {
    let next = 0
    const api = testApi({ book: { generateId: () => `a\n\ndata: x\r\r\u2028 ${++next}` } })
    const client = await listening(api)
    const { json } = await api.ask('POST', '/api/budgets/create/', { body: { name: 'Travel' } })
    await client.until(changed(1))
    expect(client.changes()).toMatchObject([{ changes: [{ ids: [json.data.id] }] }])
  })

  it('says only that something changed after an import of the book, and of very many things', async () => {
    const api = testApi()
    const { category } = await seed(api)
    const { text } = await api.ask('GET', '/api/book/export/')
    const client = await listening(api)
    await api.ask('PUT', '/api/book/import/', { body: text })
    const rows = Array.from({ length: 1_000 }, (_, row) => ({ date: '2026-03-01', amount: row + 1 }))
    const asked = { rows, source: 'bank', default_category: category }
    const { json } = await api.ask('POST', '/api/expenses/import/', { body: asked })
    await api.ask('POST', '/api/expenses/import/', { body: { ...asked, token: json.token as string } })
    await client.until(changed(2))
    expect(client.changes()).toEqual([
      { operation_id: null, months: 'all', changes: 'unknown' },
      { operation_id: null, months: ['2026-03'], changes: 'unknown' },
    ])
  })

  it('is of the caller alone: nobody hears of another one’s book', async () => {
    const api = testApi()
    const [ada, bob] = [await listening(api), await listening(api, 'bob')]
    await seed(api)
    await seed(api, 'bob')
    await seedGroup(api)
    await bob.until(changed(4))
    await ada.until(changed(5))
    const idsOf = async (user: string) => JSON.stringify(await (await api.bookOf(user)).exportBook())
    const [ofAda, ofBob] = [await idsOf('ada'), await idsOf('bob')]
    const heardBy = ({ changes }: typeof ada) =>
      (changes() as { changes: { ids: string[] }[] }[]).flatMap((event) =>
        event.changes.flatMap(({ ids }) => ids),
      )
    const isIn = (text: string) => (id: string) => text.includes(`"${id}"`)
    expect([heardBy(ada).every(isIn(ofAda)), heardBy(ada).some(isIn(ofBob))]).toEqual([true, false])
    expect([heardBy(bob).every(isIn(ofBob)), heardBy(bob).some(isIn(ofAda))]).toEqual([true, false])
  })

  it('answers HEAD without a stream, and refuses strangers, parameters and other methods', async () => {
    const { ask } = testApi()
    const head = await ask('HEAD', '/api/events/')
    expect([head.status, head.text, head.headers.get('Content-Type')]).toEqual([200, '', 'text/event-stream'])
    expect((await ask('GET', '/api/events/', { user: null })).status).toBe(401)
    expect((await ask('GET', '/api/events/?month=2026-02')).status).toBe(400)
    expect((await ask('GET', '/api/events/?=1')).status).toBe(400)
    expect((await ask('POST', '/api/events/', { body: {} })).status).toBe(405)
  })
})
