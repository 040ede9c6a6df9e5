// What the server tells those who run it, and what it never tells them.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { sql } from 'kysely'
import { causeOf, isFailure } from '../../../examples/server/observability/log.js'
import { addMember } from './add-member.js'
import { asking, fillBook, patternOf } from './filled-book.js'
import { startSharedApp } from './shared-app.js'

const canary = { word: 'Zyzzyva', amount: '7316.43' }
const metricsToken = 'm'.repeat(32)
const bearer = (token: string) => ({ user: null, headers: { Authorization: `Bearer ${token}` } })

describe('the log', () => {
  it('gets each answer once: with user, route, status and request id, without amounts, names and tokens', async () => {
    const app = await startSharedApp()
    const { json } = await app.ask('POST', '/books', { body: { name: canary.word } })
    const ask = asking(app, 'ada', json.data.id as string)
    await fillBook(ask, canary)
    await ask('GET', '/api/budgets/budgets/utilization/?month=2026-02')
    const asked = app.entries.length
    await ask('DELETE', '/api/expenses/delete/4711/', { headers: { 'X-Request-Id': 'mine' } })
    expect(app.entries).toHaveLength(asked + 1)
    expect(app.entries.at(-1)).toMatchObject({
      requestId: 'mine',
      user: 'ada',
      bookId: `shared:${json.data.id}`,
      method: 'DELETE',
      route: '/api/expenses/delete/:id',
      status: 404,
      code: 'not_found',
    })
    await app.ask('GET', `/books/${crypto.randomUUID()}/members?x=${canary.word}`, { user: 'bob' })
    expect(app.entries.at(-1)).toMatchObject({
      user: 'bob',
      route: '/books/:id/members',
      status: 404,
      code: 'not_found',
    })
    await app.ask('GET', `/${canary.word}`, { user: null })
    expect(app.entries.at(-1)).toMatchObject({ user: null, route: null, status: 401 })
    const log = JSON.stringify(app.entries)
    expect(log).not.toMatch(patternOf([canary], await app.tokenOf('ada')))
    expect(app.entries.every(({ requestId }) => requestId !== '')).toBe(true)
  })

  it('says where an error of the server was thrown, and the answer does not', async () => {
    const app = await startSharedApp()
    await app.db.schema.dropTable('app_members').execute()
    const { status, json, text } = await app.ask('GET', '/books')
    expect([status, json.code]).toEqual([500, 'internal_error'])
    expect(text).not.toMatch(/app_members|SQL/i)
    const { causes, code } = app.entries.at(-1)!
    expect([code, causes.length]).toEqual(['internal_error', 1])
    expect(causes[0]?.stack).toMatch(/at /)
  })

  it('says where stored data is damaged: the table and the ids of the row, and nothing of its contents', async () => {
    const app = await startSharedApp()
    const { id } = (await app.ask('POST', '/books', { body: { name: 'Household' } })).json.data
    await fillBook(asking(app, 'ada', id as string), canary)
    const [entry] = (await app.ask('GET', `/books/${id}/api/history/`)).json.data
    await sql`update budgetbook_history set entry = ${canary.word}`.execute(app.db)
    const { status } = await app.ask('POST', `/books/${id}/api/history/undo/${entry.id}/`, { body: {} })
    expect(status).toBe(500)
    const [cause] = app.entries.at(-1)?.causes ?? []
    expect(cause).toMatchObject({
      code: 'storage_corrupt',
      location: expect.stringMatching(/^history\["shared:/),
    })
    expect(JSON.stringify(cause)).not.toMatch(patternOf([canary]))
    expect(causeOf(new Error('x'))).not.toHaveProperty('location')
  })

  it('takes a stream or a file that broke off for a failure, unless the client went away', () => {
    const causes = [{ name: 'BudgetBookError', code: 'storage_unavailable', stack: '' }]
    expect(isFailure({ status: 200, code: 'internal_error', causes })).toBe(true)
    expect(isFailure({ status: 200, code: 'storage_unavailable', causes })).toBe(true)
    expect(isFailure({ status: 200, code: 'aborted', causes })).toBe(false)
    expect(isFailure({ status: 200, code: 'unauthenticated', causes: [] })).toBe(false)
    expect(isFailure({ status: 200, code: null, causes: [] })).toBe(false)
  })

  it('gets the code of a refusal, also for a page of another origin', async () => {
    const app = await startSharedApp({ CORS_ORIGINS: 'https://app.example' })
    const { id } = (await app.ask('POST', '/books', { body: { name: 'Household' } })).json.data
    await addMember(app, id as string, 'bob', 'viewer')
    const body = { name: 'Trip' }
    const headers = { Origin: 'https://app.example' }
    const path = `/books/${id}/api/budgets/create/`
    expect((await app.ask('POST', path, { user: 'bob', body, headers })).status).toBe(403)
    expect(app.entries.at(-1)).toMatchObject({ user: 'bob', status: 403, code: 'forbidden' })
  })

  it('gives an event stream an entry when it is over', async () => {
    const app = await startSharedApp()
    await app.ask('GET', '/api/events/')
    await expect
      .poll(() => app.entries.at(-1))
      .toMatchObject({ route: '/api/events', user: 'ada', status: 200 })
  })
})

describe('the metrics', () => {
  it('count answers by the pattern of the route, and name no user and no book', async () => {
    const app = await startSharedApp({ METRICS_TOKEN: metricsToken })
    const { json } = await app.ask('POST', '/books', { body: { name: canary.word } })
    const id = json.data.id as string
    await fillBook(asking(app, 'ada', id), canary)
    await asking(app, 'eve', id)('GET', '/api/months/')
    await app.ask('GET', `/${canary.word}`)
    const { text, status, headers } = await app.ask('GET', '/metrics', bearer(metricsToken))
    expect([status, headers.get('Content-Type')]).toEqual([200, expect.stringMatching(/^text\/plain/)])
    expect(text).toMatch(/http_requests_total\{method="POST",route="\/api\/holds\/create",status="201"\} 1\n/)
    expect(text).toMatch(/http_requests_total\{method="GET",route="\/books\/:id\/api\/\*",status="404"\} 1\n/)
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="POST",route="\/books",status="201"\} 1\n/,
    )
    expect(text).toMatch(/\nopen_books 1\n/)
    expect(text).toMatch(/\nhttp_requests_in_flight 1\n/)
    expect(text).toMatch(/\nprocess_cpu_seconds_total /)
    expect(text).not.toMatch(patternOf([canary], id, String.raw`\bada\b`, String.raw`\beve\b`))
  })

  it('count the event streams that are open', async () => {
    const app = await startSharedApp({ METRICS_TOKEN: metricsToken })
    const streams = async () => {
      const { text } = await app.ask('GET', '/metrics', bearer(metricsToken))
      return /\nopen_event_streams (\S+)\n/.exec(text)?.[1]
    }
    const headers = { Authorization: `Bearer ${await app.tokenOf('ada')}` }
    const response = await app.fetch(new Request('http://localhost/api/events/', { headers }))
    expect(await streams()).toBe('1')
    await response.body?.cancel()
    await expect.poll(streams).toBe('0')
  })

  it('are for the bearer of their token alone, and not there in production without one', async () => {
    const app = await startSharedApp({ METRICS_TOKEN: metricsToken })
    for (const asked of [{ user: null }, { user: 'ada' }, bearer('x'), bearer(`${metricsToken}x`)])
      expect((await app.ask('GET', '/metrics', asked)).status).toBe(401)
    const production = await startSharedApp({ NODE_ENV: 'production' })
    expect((await production.ask('GET', '/metrics', bearer(''))).status).toBe(404)
    expect((await (await startSharedApp()).ask('GET', '/metrics', { user: null })).status).toBe(200)
  })
})

describe('readiness', () => {
  it('is lost with the database, and health is not', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const app = await startSharedApp()
    expect((await app.ask('GET', '/readyz', { user: null })).status).toBe(200)
    await app.db.destroy()
    const ready = async () => (await app.ask('GET', '/readyz', { user: null })).status
    // The database was asked a moment ago, and is asked once a second at most.
    expect(await ready()).toBe(200)
    vi.advanceTimersByTime(1_000)
    expect(await ready()).toBe(503)
    expect(app.entries.at(-1)).toMatchObject({ status: 503, code: 'storage_unavailable' })
    expect((await app.ask('GET', '/healthz', { user: null })).status).toBe(200)
  })
})

describe('a server that stops', () => {
  it('is not ready, which is not a failure', async () => {
    const app = await startSharedApp()
    app.takeNoMore()
    expect((await app.ask('GET', '/readyz', { user: null })).status).toBe(503)
    const entry = app.entries.at(-1)
    expect(entry).toMatchObject({ status: 503, code: 'stopping' })
    expect(entry && isFailure(entry)).toBe(false)
    expect(isFailure({ status: 503, code: 'storage_unavailable', causes: [] })).toBe(true)
    expect(isFailure({ status: 503, code: 'aborted', causes: [] })).toBe(false)
  })
})

describe('the rate limits', () => {
  it('count a user wherever the requests are from, and nobody else with that user', async () => {
    const app = await startSharedApp({ USER_RATE_LIMIT: '2' })
    const statuses = []
    for (let count = 0; count < 3; count++) statuses.push((await app.ask('GET', '/books')).status)
    expect(statuses).toEqual([200, 200, 429])
    expect((await app.ask('GET', '/books', { user: 'bob' })).status).toBe(200)
    const { json, headers } = await app.ask('GET', '/api/months/')
    expect([json.code, Number(headers.get('Retry-After')) > 0]).toEqual(['too_many_requests', true])
  })

  it('count the address that the trusted proxy saw, whatever the client claims', async () => {
    const from = async (app: Awaited<ReturnType<typeof startSharedApp>>, addresses: string) =>
      (await app.ask('GET', '/healthz/none', { headers: { 'X-Forwarded-For': addresses } })).status
    const trusting = await startSharedApp({ RATE_LIMIT: '1', USER_RATE_LIMIT: '99', TRUST_PROXY: '1' })
    expect(await from(trusting, '1.1.1.1, 2.2.2.2')).toBe(404)
    expect(await from(trusting, '3.3.3.3, 2.2.2.2')).toBe(429)
    expect(await from(trusting, '2.2.2.2, 1.1.1.1')).toBe(404)
    expect(await from(trusting, '2001:db8:0:1::5')).toBe(404)
    expect(await from(trusting, '2001:db8::1:ffff:0:0:6')).toBe(429)
    expect(await from(trusting, '2001:db8:0:2::5')).toBe(404)
    const alone = await startSharedApp({ RATE_LIMIT: '1', USER_RATE_LIMIT: '99' })
    expect([await from(alone, '1.1.1.1'), await from(alone, '2.2.2.2')]).toEqual([404, 429])
  })
})
