import { expect, it } from 'vitest'
import { listed, seed, seedGroup, seedHold } from '../harness/seed.js'
import { storages } from '../harness/storages.js'
import { testApi } from '../harness/test-api.js'

it.each(storages)(
  'on %s, every change under an Idempotency-Key is made once, and the key is of that change only',
  async (_, create) => {
    const api = testApi({ storage: create(), book: { history: { keep: 'all' } } })
    const { category } = await seed(api)
    const group = await seedGroup(api)
    const [paid, unused] = [await seedHold(api, category), await seedHold(api, category)]
    const { json } = await api.ask('POST', '/api/budgets/create/', { body: { name: 'Cafe' } })
    const other = json.data.id as string
    await seedHold(api, category)
    const [entry] = listed(await api.ask('GET', '/api/history/?limit=1'))
    const allocations = [{ category, amount: 1 }]
    const requests: [string, string, object?][] = [
      ['POST', '/api/groups/create/', { name: 'Fun', metadata: { a: 1 } }],
      ['PUT', `/api/groups/update/${group}/`, { name: 'House' }],
      ['PUT', `/api/groups/move/${group}/`, { before: null }],
      ['PUT', `/api/budgets/update/${other}/`, { group, rollover: { from: '2026-01' }, metadata: { b: 2 } }],
      ['PUT', `/api/budgets/move/${other}/`, { before: category }],
      ['POST', '/api/budgets/budgets/allocate/', { month: '2026-04', allocations }],
      ['POST', '/api/budgets/budgets/copy/', { from: '2026-02', to: ['2026-05', '2026-06'] }],
      [
        'POST',
        '/api/expenses/create/',
        { category: other, date: '2026-02-01', original: { amount: 2, currency: 'CHF', rate: 2 } },
      ],
      ['POST', '/api/expenses/spend/', { category, amount: 5, date: '2026-02-14' }],
      [
        'POST',
        '/api/holds/create/',
        { category, amount: 5, date: '2026-02-14', expires_at: '2999-01-01T00:00:00.000Z' },
      ],
      ['POST', `/api/holds/commit/${paid}/`, { amount: 100 }],
      ['DELETE', `/api/holds/release/${unused}/`],
      ['POST', `/api/history/undo/${entry}/`, {}],
      ['POST', '/api/budgets/merge/', { from: other, into: category }],
      ['DELETE', `/api/groups/delete/${group}/`],
    ]
    for (const [index, [method, address, body]] of requests.entries()) {
      const headers = { 'Idempotency-Key': `key ${index}` }
      const asked = body === undefined ? { headers } : { headers, body }
      const first = await api.ask(method, address, asked)
      expect([address, Math.floor(first.status / 100)]).toEqual([address, 2])
      const book = await api.bookOf('ada')
      const [version, before] = [book.version(), JSON.stringify(await book.exportBook())]
      const again = await api.ask(method, address, asked)
      expect([address, again.status, again.text]).toEqual([address, first.status, first.text])
      expect([book.version(), JSON.stringify(await book.exportBook())]).toEqual([version, before])
      const [otherMethod, otherAddress, otherBody] = requests[(index + 1) % requests.length]!
      const another = await api.ask(otherMethod, otherAddress, {
        headers,
        ...(otherBody ? { body: otherBody } : {}),
      })
      expect([another.status, another.json.code]).toEqual([422, 'operation_mismatch'])
    }
  },
)
