// Requests made from the OpenAPI document: valid ones, nearly valid ones and hostile ones.
import * as fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { createMemoryAdapter, openBudgetBook, type StorageAdapter } from 'budgetbook'
import * as csv from 'budgetbook/csv'
import { createSqlAdapter } from 'budgetbook/sql'
import { documentCheck } from '../harness/document-check.js'
import type { OpenApiDocument } from '../harness/document.js'
import { operationsOf } from '../harness/document.js'
import { listed, seed, seedGroup, seedHold } from '../harness/seed.js'
import { hasSqlite } from '../harness/storages.js'
import { testApi, type TestApi } from '../harness/test-api.js'
import { problemsOf, type Thing } from './fuzz-run.js'
import { fuzzRequests } from './request-arbitrary.js'

const document = testApi().api.openApiDocument() as unknown as OpenApiDocument
const check = documentCheck(document)
const perRun = 40
const tally = new Map<string, number>()

/** Gives a user a hold that has expired, in a month that nothing else is in; gives its id. */
async function seedExpired({ storage }: TestApi, category: string, user: string): Promise<string> {
  const now = () => new Date('2025-12-14T09:30:00.000Z')
  const book = await openBudgetBook({ storage, bookId: user, now })
  const expiresAt = '2025-12-15T00:00:00.000Z'
  const { hold } = await book.holds.place({ categoryId: category, amount: 1, date: '2025-12-14', expiresAt })
  await book.close()
  return hold.id
}

/** Gives a user one of each thing, and a category in the group that carries its money; gives them all. */
async function seedMore(api: TestApi, user: string): Promise<Thing[]> {
  const { category, budget, expense } = await seed(api, user)
  const group = await seedGroup(api, user)
  const body = { name: 'Car', group, rollover: { from: '2026-01', cap: '50' }, metadata: { color: 'blue' } }
  const { json } = await api.ask('POST', '/api/budgets/create/', { user, body })
  const hold = await seedHold(api, category, user)
  const expired = await seedExpired(api, category, user)
  const history = await api.ask('GET', '/api/history/', { user })
  return [
    { id: category, user, kind: 'category' },
    { id: json.data.id as string, user, kind: 'category' },
    { id: group, user, kind: 'group' },
    { id: budget, user, kind: 'budget' },
    { id: expense, user, kind: 'expense' },
    { id: hold, user, kind: 'hold' },
    { id: expired, user, kind: 'hold' },
    ...listed(history).map((id) => ({ id, user, kind: 'entry' as const })),
  ]
}

async function fuzz(numRuns: number, storageOf: () => { storage: StorageAdapter; end: () => Promise<void> }) {
  const requests = fc.array(fuzzRequests(document), { minLength: perRun, maxLength: perRun, size: 'max' })
  await fc.assert(
    fc.asyncProperty(requests, async (run) => {
      const { storage, end } = storageOf()
      try {
        const book = { history: { keep: 20 } }
        const made = testApi({ storage, book, actor: () => 'ada@example.com', csv })
        const things = [...(await seedMore(made, 'ada')), ...(await seedMore(made, 'bob'))]
        expect(await problemsOf({ api: made.api, storage, check, tally }, things, run)).toEqual([])
      } finally {
        await end()
      }
    }),
    // A run of its own storage: what fails does so again by its seed. FC_RUNS, of the nightly workflow, only raises the number.
    { numRuns: Math.max(numRuns, fc.readConfigureGlobal().numRuns ?? 0) },
  )
}

it('5,000 requests and more made from the document: no 500, no answer outside of it, no leak, no change by a refused one', async () => {
  await fuzz(5_000 / perRun, () => ({ storage: createMemoryAdapter(), end: async () => undefined }))
}, 280_000)

it.runIf(hasSqlite)(
  '1,000 more, on SQLite',
  async () => {
    const { migratedSqlite } = await import('../../support/sql/databases.js')
    await fuzz(1_000 / perRun, () => {
      const { options } = migratedSqlite()
      return { storage: createSqlAdapter(options), end: async () => options.db.destroy() }
    })
  },
  120_000,
)

afterAll(() => {
  const statuses = new Map<number, number>()
  for (const [key, count] of tally) {
    const status = Number(key.split(' ').at(-1))
    statuses.set(status, (statuses.get(status) ?? 0) + count)
  }
  const total = [...statuses.values()].reduce((sum, count) => sum + count, 0)
  console.log(`${total} requests, by status:`, Object.fromEntries([...statuses].sort(([a], [b]) => a - b)))
  // The generators reach what they are made for.
  expect([...statuses.keys()]).toEqual(
    expect.arrayContaining([200, 201, 204, 400, 401, 404, 405, 409, 413, 415, 422]),
  )
  const reached = new Set(
    [...tally.keys()].filter((key) => /2\d\d$/.test(key)).map((key) => key.slice(0, -4)),
  )
  const missed = operationsOf(document).filter(({ method, path }) => !reached.has(`${method} ${path}`))
  expect(missed.map(({ operation }) => operation.operationId)).toEqual([])
  expect((statuses.get(200) ?? 0) + (statuses.get(201) ?? 0)).toBeGreaterThan(total / 5)
})
