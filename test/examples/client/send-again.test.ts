import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createBudgetClient } from '../../../examples/client/budget-client.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const answerOf =
  (status: number, body: object | string, headers: Record<string, string> = {}) =>
  () =>
    new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers })
const done = answerOf(201, { message: 'Category created', data: {} })

/** Creates a category with a server that gives these answers. */
function creating(...answers: readonly (() => Response)[]) {
  const keys: (string | null)[] = []
  const client = createBudgetClient({
    baseUrl: 'http://localhost',
    token: () => 'ada',
    fetch: async ({ headers }) => {
      const answer = answers[keys.length]
      keys.push(headers.get('Idempotency-Key'))
      if (!answer) throw new Error('It was sent too often')
      return answer()
    },
  })
  return { keys, call: client.POST('/api/budgets/create/', { body: { name: 'Travel' } }) }
}

it.each([
  [
    'other writers were faster',
    answerOf(409, { code: 'conflict', details: { reason: 'retries_exhausted' } }),
  ],
  ['an id was taken', answerOf(409, { code: 'conflict', details: {} })],
  ['there were too many requests', answerOf(429, { code: 'too_many_requests' }, { 'Retry-After': '1' })],
  ['a proxy has no server', answerOf(503, 'Try later', { 'Retry-After': 'Wed, 21 Oct 2015 07:28:00 GMT' })],
])('a request is sent again under its key where %s', async (_, answer) => {
  const { keys, call } = creating(answer, done)
  await vi.advanceTimersByTimeAsync(99)
  expect(keys).toHaveLength(1)
  await vi.runAllTimersAsync()
  expect((await call).response.status).toBe(201)
  expect(keys).toHaveLength(2)
  expect(new Set(keys).size).toBe(1)
})

it('a request is not sent again before the server wants it', async () => {
  const { keys, call } = creating(answerOf(503, {}, { 'Retry-After': '3' }), done)
  await vi.advanceTimersByTimeAsync(2_999)
  expect(keys).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  expect((await call).response.status).toBe(201)
})

it.each([
  [
    'the plan of an import is outdated',
    answerOf(409, { code: 'conflict', details: { reason: 'plan_outdated' } }),
  ],
  ['a hold has expired', answerOf(409, { code: 'hold_expired', details: {} })],
  ['a 409 is not of the API', answerOf(409, 'Conflict')],
  ['the server wants more than ten seconds', answerOf(429, {}, { 'Retry-After': '11' })],
])('a request is answered at once where %s', async (_, answer) => {
  const { keys, call } = creating(answer, done)
  await vi.runAllTimersAsync()
  expect((await call).response.status).toBe(answer().status)
  expect(keys).toHaveLength(1)
})
