import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { serve, type ServerType } from '@hono/node-server'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createBudgetClient } from '../../../examples/client/budget-client.js'
import { testApi } from '../harness/test-api.js'

type Send = (request: Request) => Promise<Response>

/** A server, and clients that reach it over connections of their own. */
async function serving() {
  const { api, bookOf } = testApi()
  const server: ServerType = serve({ fetch: api.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  onTestFinished(async () => {
    const closed = once(server, 'close')
    server.close()
    await closed
  })
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const clientOf = (user: string, send?: Send) =>
    createBudgetClient({ baseUrl, token: () => user, ...(send && { fetch: send }) })
  return { clientOf, bookOf }
}

/** Carries each request to the server, and loses some answers. Notes what was sent. */
function lossy(isLost: (nth: number) => boolean, answer: () => Response | Promise<never>) {
  const sent: Request[] = []
  const send: Send = async (request) => {
    sent.push(request.clone())
    const response = await fetch(request)
    return isLost(sent.length) ? answer() : response
  }
  const keys = () => sent.map(({ headers }) => headers.get('Idempotency-Key'))
  return { sent, keys, send }
}

const broken = async () => Promise.reject(new TypeError('fetch failed'))
const unavailable = () => new Response('{"code":"outcome_unknown"}', { status: 503 })
const name = 'Travel'

describe('a client of the guide, over HTTP', () => {
  it.each([
    ['no answer came', broken],
    ['the answer was a 503', unavailable],
  ])('sends a change again under the same key where %s, and it is done once', async (_, answer) => {
    const { clientOf, bookOf } = await serving()
    const { send, keys } = lossy((nth) => nth % 2 === 1, answer)
    const client = clientOf('ada', send)
    const { data: category } = await client.POST('/api/budgets/create/', { body: { name } })
    for (let at = 0; at < 5; at++) {
      const body = { category: category?.data.id ?? '', amount: '1.00', date: '2026-02-14' }
      const { response } = await client.POST('/api/expenses/create/', { body })
      expect(response.status).toBe(201)
    }
    const book = await bookOf('ada')
    expect((await book.expenses.list({})).items).toHaveLength(5)
    expect(keys()).toHaveLength(12)
    expect(new Set(keys()).size).toBe(6)
  })

  it('gives up after four times, and tells what came last', async () => {
    const { clientOf } = await serving()
    const always = lossy(() => true, unavailable)
    const { error, response } = await clientOf('ada', always.send).POST('/api/budgets/create/', {
      body: { name },
    })
    expect([response.status, error?.code, always.sent.length]).toEqual([503, 'outcome_unknown', 4])
    const never = lossy(() => true, broken)
    await expect(clientOf('ada', never.send).GET('/api/months/')).rejects.toThrow('fetch failed')
    expect(never.sent).toHaveLength(4)
  })

  it('does not send a refusal again, and not after the caller has aborted', async () => {
    const { clientOf } = await serving()
    const { send, sent } = lossy(() => false, broken)
    const { error } = await clientOf('ada', send).POST('/api/budgets/create/', { body: { name: '' } })
    expect([error?.code, sent.length]).toEqual(['invalid_input', 1])
    const controller = new AbortController()
    const aborted = lossy(
      () => true,
      async () => {
        controller.abort()
        return broken()
      },
    )
    const { signal } = controller
    await expect(clientOf('ada', aborted.send).GET('/api/months/', { signal })).rejects.toThrow()
    expect(aborted.sent).toHaveLength(1)
  })

  it.each([
    ['once, because the storage stays full', '{"code":"quota_exceeded"}', 1],
    ['again, because the storage may answer then', '{"code":"storage_unavailable"}', 2],
    ['again, because the 503 is of a proxy', '<html>', 2],
  ])('sends a change that is answered 503 %s', async (_, body, times) => {
    const { clientOf } = await serving()
    const { send, sent } = lossy(
      (nth) => nth === 1,
      () => new Response(body, { status: 503 }),
    )
    const { response } = await clientOf('ada', send).POST('/api/budgets/create/', { body: { name } })
    expect([response.status, sent.length]).toEqual([times === 1 ? 503 : 201, times])
  })

  it('makes keys on a page on plain HTTP, where there is no crypto.randomUUID', async () => {
    const { clientOf } = await serving()
    const { send, keys } = lossy(() => false, broken)
    const getRandomValues = crypto.getRandomValues.bind(crypto)
    vi.stubGlobal('crypto', { getRandomValues })
    onTestFinished(() => void vi.unstubAllGlobals())
    const client = clientOf('ada', send)
    await client.POST('/api/budgets/create/', { body: { name } })
    await client.POST('/api/budgets/create/', { body: { name: 'Grocery' } })
    expect(keys()).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), expect.stringMatching(/^[0-9a-f]{32}$/)])
    expect(new Set(keys()).size).toBe(2)
  })

  it("keeps a caller's own key, and sends none to read", async () => {
    const { clientOf } = await serving()
    const { send, keys } = lossy(() => false, broken)
    const client = clientOf('ada', send)
    const create = async () =>
      client.POST('/api/budgets/create/', {
        params: { header: { 'Idempotency-Key': 'kept' } },
        body: { name },
      })
    const [first, again] = [await create(), await create()]
    expect(again.data?.data.id).toBe(first.data?.data.id)
    await client.GET('/api/months/')
    expect(keys()).toEqual(['kept', 'kept', null])
  })

  it('loses no update of several clients that send the tag of what they have read', async () => {
    const { clientOf, bookOf } = await serving()
    const book = await bookOf('ada')
    const { id: category } = await book.categories.create({ name })
    const { budget } = await book.budgets.create({ categoryId: category, month: '2026-02', amount: '1.00' })
    const path = { id: budget.id }
    const stale: number[] = []
    const raise = async (): Promise<void> => {
      const client = clientOf('ada')
      for (;;) {
        const { data, response } = await client.GET('/api/budgets/budgets/get/{id}/', { params: { path } })
        const header = { 'If-Match': response.headers.get('ETag') ?? '' }
        const amount = String(Number.parseInt(data?.data.amount ?? '', 10) + 1)
        const params = { path, header }
        const changed = await client.PUT('/api/budgets/budgets/{id}/update/', { params, body: { amount } })
        if (changed.response.status === 200) return
        expect(changed.error?.code).toBe('precondition_failed')
        stale.push(changed.response.status)
      }
    }
    await Promise.all(Array.from({ length: 8 }, raise))
    expect((await book.budgets.get(budget.id)).amount).toBe('9.00')
    expect(new Set(stale)).toEqual(new Set([412]))
  })

  it('is answered 304 for what it has, until that changes, and never for what another user has', async () => {
    const { clientOf, bookOf } = await serving()
    const reading = (user: string, tag: string) =>
      clientOf(user).GET('/api/budgets/budgets/utilization/', {
        params: { query: { month: '2026-02' }, header: { 'If-None-Match': tag } },
      })
    const first = await reading('ada', '"none"')
    const tag = first.response.headers.get('ETag') ?? ''
    expect([first.response.status, first.data?.data]).toEqual([200, []])
    const again = await reading('ada', tag)
    expect([again.response.status, again.data]).toEqual([304, undefined])
    expect((await reading('ben', tag)).response.status).toBe(200)
    const book = await bookOf('ada')
    const { id: categoryId } = await book.categories.create({ name })
    await book.budgets.create({ categoryId, month: '2026-02', amount: '1.00' })
    const changed = await reading('ada', tag)
    expect([changed.response.status, changed.data?.data.length]).toEqual([200, 1])
  })
})
