import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BudgetBookError, createMemoryAdapter } from 'budgetbook'
import { bookContentsArbitrary, withFaults } from 'budgetbook/testing'
import { commitOptions } from '../../../src/testing/conformance/commits.js'
import { bookExample } from '../../../src/http/document/examples/book-example.js'
import { fillByScenario, februaryReport } from '../harness/run-scenario.js'
import { listed, seed } from '../harness/seed.js'
import { storages } from '../harness/storages.js'
import { testApi, type TestApi } from '../harness/test-api.js'

const february = '/api/budgets/budgets/utilization/?month=2026-02'

async function exported({ ask }: TestApi, user = 'ada') {
  const { status, text, json } = await ask('GET', '/api/book/export/', { user })
  expect(status).toBe(200)
  return { text, document: json as Record<string, unknown> }
}

describe.each(storages)('a book on %s', (_, create) => {
  it('is exported by one user and imported by another, with the reference scenario in it', async () => {
    const api = testApi({ storage: create() })
    const { ask } = api
    const ids = await fillByScenario(ask)
    const { text, document } = await exported(api)
    expect(document).toEqual(await (await api.bookOf('ada')).exportBook())
    await seed(api, 'bob')
    const imported = await ask('PUT', '/api/book/import/', { user: 'bob', body: text })
    expect([imported.status, imported.json]).toEqual([200, { message: 'Book imported' }])
    expect((await ask('GET', february, { user: 'bob' })).text).toBe(februaryReport(ids))
    expect((await exported(api, 'bob')).document).toEqual(document)
    // It is a copy: what bob does with it, ada does not see.
    await ask('DELETE', `/api/groups/delete/none/`, { user: 'bob' })
    await ask('POST', '/api/budgets/create/', { user: 'bob', body: { name: 'Only of Bob' } })
    expect(await exported(api)).toEqual({ text, document })
  })

  it('is replaced once for an Idempotency-Key', async () => {
    const api = testApi({ storage: create() })
    const { ask } = api
    await seed(api)
    const { document } = await exported(api)
    const headers = { 'Idempotency-Key': 'restore 1' }
    const restore = async (body: object) => ask('PUT', '/api/book/import/', { body, headers })
    expect((await restore(document)).status).toBe(200)
    await ask('POST', '/api/budgets/create/', { body: { name: 'Later' } })
    const again = await restore(Object.fromEntries(Object.entries(document).reverse()))
    expect([again.status, again.json]).toEqual([200, { message: 'Book imported' }])
    expect(listed(await ask('GET', '/api/budgets/'), 'name')).toEqual(['Travel', 'Later'])
    const other = await restore(bookExample)
    expect([other.status, other.json.code]).toEqual([422, 'operation_mismatch'])
  })
})

it('a book with anything in it comes through an export and an import as it was', async () => {
  const storage = createMemoryAdapter()
  const api = testApi({ storage })
  let users = 0
  await fc.assert(
    fc.asyncProperty(bookContentsArbitrary(), async (contents) => {
      const [from, to] = [`user${++users}`, `user${++users}`]
      await storage.replace(from, () => ({ contents, receipt: {} }), commitOptions())
      const { text, document } = await exported(api, from)
      expect((await api.ask('PUT', '/api/book/import/', { user: to, body: text })).status).toBe(200)
      expect((await exported(api, to)).document).toEqual(document)
    }),
    { numRuns: 100 },
  )
})

it('the example of the OpenAPI document can be imported', async () => {
  const { ask } = testApi()
  expect((await ask('PUT', '/api/book/import/', { body: bookExample })).status).toBe(200)
  expect((await ask('GET', '/api/usersettings/')).json.data.monthly_budget_limit).toBe('5000.00')
})

describe('a document', () => {
  const attempt = async (change: (document: Record<string, unknown>) => unknown) => {
    const api = testApi()
    await seed(api)
    const { text, document } = await exported(api)
    const { status, json } = await api.ask('PUT', '/api/book/import/', { body: change(document) })
    expect((await exported(api)).text).toBe(text)
    return [status, json.code, json.message, json.details] as unknown[]
  }

  it('that is damaged is refused as the client’s mistake, and the book stays', async () => {
    expect(await attempt((document) => ({ ...document, checksum: 'x' }))).toEqual([
      400,
      'storage_corrupt',
      'Damaged document',
      { reason: 'its checksum does not match' },
    ])
    for (const damage of [
      { expenses: [] },
      { holds: [1] },
      { extra: 1 },
      { version: 'x' },
      { checksum: undefined },
    ]) {
      const [status, code] = await attempt((document) => ({ ...document, ...damage }))
      expect([status, code]).toEqual([400, 'storage_corrupt'])
    }
  })

  it('of a newer major version is refused as the client’s mistake', async () => {
    expect(await attempt((document) => ({ ...document, version: '2.7' }))).toEqual([
      400,
      'storage_future_version',
      'Document of a newer version',
      { found: '2.7', supported: '1.2' },
    ])
  })

  it.each([{}, { format: 'other' }, [], null, 'text', 7, '[]'])('is none: %j', async (body) => {
    const [status, code] = await attempt(() => (typeof body === 'string' ? body : JSON.stringify(body)))
    expect([status, code]).toEqual([400, 'invalid_input'])
  })

  it('that is nested without end is refused', async () => {
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`
    for (const body of [
      deep,
      `{"format":"budgetbook","version":"1.2","checksum":"x","settings":${deep}}`,
      `{"format":"budgetbook","version":"1.2","checksum":"x","expenses":[${deep}]}`,
    ]) {
      const [status] = await attempt(() => body)
      expect(status).toBe(400)
    }
  })
})

it('damage of the storage is still 500, and a version that is too new too, on both routes', async () => {
  const secret = 'hunter2'
  for (const error of [
    new BudgetBookError('storage_corrupt', secret, { bookId: secret, location: secret, reason: secret }),
    new BudgetBookError('storage_future_version', secret, { location: secret, found: '9', supported: '1' }),
  ]) {
    let isBroken = false
    const storage = withFaults(createMemoryAdapter(), {
      before: ({ method }) => {
        if (isBroken && (method === 'replace' || method === 'readAll')) throw error
      },
    })
    const api = testApi({ storage })
    await seed(api)
    const { text } = await exported(api)
    isBroken = true
    for (const answer of [
      await api.ask('GET', '/api/book/export/'),
      await api.ask('PUT', '/api/book/import/', { body: text }),
    ]) {
      expect([answer.status, answer.json.code, answer.json.details]).toEqual([500, 'internal_error', {}])
      expect(answer.text).not.toContain(secret)
    }
  }
})

describe('the limit of a document', () => {
  const padded = (length: number) => {
    const text = JSON.stringify(bookExample)
    return `${text}${' '.repeat(length - text.length)}`
  }
  const statusOf = async ({ ask }: TestApi, length: number) =>
    (await ask('PUT', '/api/book/import/', { body: padded(length) })).status

  it('is its own: bodyLimit is that of other bodies', async () => {
    const api = testApi({ bodyLimit: 100, importLimit: 1_000 })
    expect(await statusOf(api, 1_000)).toBe(200)
    expect(await statusOf(api, 1_001)).toBe(413)
    const name = { body: `{"name":"x"${' '.repeat(100)}}` }
    expect((await api.ask('POST', '/api/budgets/create/', name)).status).toBe(413)
  })

  it('is 16 MiB by default', async () => {
    const api = testApi()
    expect(await statusOf(api, 16_777_216)).toBe(200)
    expect(await statusOf(api, 16_777_217)).toBe(413)
  })

  it.each([0, 1.5, '1'])('must not be %j', (importLimit) => {
    expect(() => testApi({ importLimit: importLimit as number })).toThrow(BudgetBookError)
  })
})
