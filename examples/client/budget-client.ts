import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './budgets.js'

/** What a client needs. */
interface BudgetClientOptions {
  readonly baseUrl: string
  /** Gives the token of the user. It is called for each request, so it may get a new token. */
  readonly token: () => string | Promise<string>
  /** The function that sends a request. By default, the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>
}

/** A client with the types of the API. It authenticates each request, and repeats one whose answer was lost. */
export function createBudgetClient({
  baseUrl,
  token,
  fetch = globalThis.fetch,
}: BudgetClientOptions): Client<paths> {
  const client = createClient<paths>({ baseUrl, fetch: async (request) => sendAgain(request, fetch) })
  client.use({
    onRequest: async ({ request }) => {
      request.headers.set('Authorization', `Bearer ${await token()}`)
      // Makes the change safe to repeat. A key that the caller passes also survives a restart of the app.
      if (request.method !== 'GET' && !request.headers.has('Idempotency-Key'))
        request.headers.set('Idempotency-Key', newKey())
      return request
    },
  })
  return client
}

/** A key that no other request has. Not `crypto.randomUUID`: a page on plain HTTP does not have it. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const pauses = [100, 400, 1600]
const patience = 10_000

/**
 * Sends a request up to four times, under the same key each time: it may have been done if no answer came, or a 503. If
 * a server wants a longer pause than ten seconds, this does not wait.
 */
async function sendAgain(
  request: Request,
  fetch: (request: Request) => Promise<Response>,
): Promise<Response> {
  for (const pause of pauses) {
    let wanted = 0
    try {
      const response = await fetch(request.clone())
      wanted = (Number(response.headers.get('Retry-After')) || 0) * 1_000
      if (wanted > patience || !(await isPassing(response))) return response
    } catch (error) {
      if (request.signal.aborted) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, Math.max(pause, wanted)))
  }
  return fetch(request)
}

/**
 * Whether the same request may soon get another answer: the server has too much to do, or other writers were faster.
 */
async function isPassing(response: Response): Promise<boolean> {
  const { status } = response
  if (status !== 409 && status !== 429 && status !== 503) return false
  const { code, details } = await problemOf(response)
  // An import has to be planned again then.
  if (status === 409) return code === 'conflict' && details?.reason !== 'plan_outdated'
  // A full storage stays full. Not every 503 has a code: a proxy may send it.
  return code !== 'quota_exceeded'
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  return body ?? {}
}

interface Problem {
  readonly code?: string
  readonly details?: { readonly reason?: string }
}
