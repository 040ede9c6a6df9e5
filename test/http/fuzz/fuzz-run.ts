import type { StorageAdapter } from 'budgetbook'
import type { BudgetApi } from 'budgetbook/http'
import type { Exchange } from '../harness/document-check.js'
import { pathWith } from '../harness/document.js'
import type { Body, FuzzRequest, Id } from './request-arbitrary.js'

/** What a run of requests is made against, and counted in. */
export interface FuzzedApi {
  readonly api: BudgetApi
  readonly storage: StorageAdapter
  readonly check: (exchange: Exchange) => string[]
  /** How often each method and status came. */
  readonly tally: Map<string, number>
}

// Names of files, frames of stacks, SQL, what only this code calls so, and what zod says by itself.
const insides =
  /\bat [\w.<>]+ \(|\.[cm]?[jt]s\b|node_modules|\bsqlite|\bselect \b.*\bfrom\b|insert into|TypeError|ZodError|\[object |\bstack\b|expected \w+, received|unrecognized key|invalid option/i
const users = ['ada', 'bob']

/**
 * Sends requests one after the other; gives what is wrong with the first that is answered as it must not be. `seeded` are ids
 * of things that are there.
 */
export async function problemsOf(
  fuzzed: FuzzedApi,
  seeded: readonly string[],
  requests: readonly FuzzRequest[],
): Promise<string[]> {
  const ids = [...seeded]
  let before = await contentsOf(fuzzed.storage)
  for (const request of requests) {
    const { exchange, sent } = await send(fuzzed, request, ids)
    const after = await contentsOf(fuzzed.storage)
    const problems = [
      ...fuzzed.check(exchange),
      ...(exchange.status === 500 ? ['500'] : []),
      ...(leaks(exchange.text, sent) ? [`leaks: ${exchange.text.slice(0, 500)}`] : []),
      ...changes(request, exchange, before, after),
    ]
    if (problems.length > 0) return [`${request.method} ${exchange.pathname} ${exchange.status}`, ...problems]
    const key = `${request.method} ${exchange.status}`
    fuzzed.tally.set(key, (fuzzed.tally.get(key) ?? 0) + 1)
    const id =
      exchange.status === 201 ? (JSON.parse(exchange.text) as { data: { id: string } }).data.id : undefined
    if (id !== undefined) ids.push(id)
    before = after
  }
  return []
}

async function contentsOf(storage: StorageAdapter): Promise<string[]> {
  return Promise.all(users.map(async (user) => JSON.stringify(await storage.readAll(user))))
}

// A request that says such a thing itself may hear it again.
function leaks(text: string, sent: string): boolean {
  return insides.test(text) && !insides.test(sent) && !text.includes('"openapi"')
}

function changes(
  { method, user }: FuzzRequest,
  { status }: Exchange,
  before: string[],
  after: string[],
): string[] {
  const mayChange = status < 300 && ['POST', 'PUT', 'DELETE'].includes(method)
  return users.flatMap((each, index) =>
    before[index] !== after[index] && !(mayChange && each === user) ? [`changed the book of ${each}`] : [],
  )
}

async function send(
  { api }: FuzzedApi,
  request: FuzzRequest,
  ids: readonly string[],
): Promise<{ exchange: Exchange; sent: string }> {
  const idOf = (id: Id): string =>
    'text' in id
      ? id.text.replace(/\p{Surrogate}/gu, '?')
      : (ids[ids.length === 0 ? 0 : id.made % ids.length] ?? 'none')
  const query = new URLSearchParams(
    request.query.map(([name, value]) => [name, typeof value === 'string' ? value : idOf(value)]),
  )
  const path = pathWith(request.path, {
    id: encodeURIComponent(idOf(request.id)),
    month: encodeURIComponent(request.month.replace(/\p{Surrogate}/gu, '?')),
  })
  const address = `${request.slash ? path : path.replace(/\/$/, '')}${query.size > 0 ? `?${query}` : ''}`
  const hasBody = request.body !== null && !['GET', 'HEAD'].includes(request.method)
  const body = hasBody ? bodyOf(request.body, idOf) : undefined
  const init = {
    method: request.method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(request.user === null ? {} : { Authorization: `Bearer ${request.user}` }),
      ...request.headers,
    },
    ...(body === undefined ? {} : { body }),
  }
  const made = new Request(`http://localhost${address}`, init)
  const { pathname } = new URL(made.url)
  const response = await api.fetch(made)
  const { status, headers } = response
  const exchange = { method: request.method, pathname, status, headers, text: await response.text() }
  return { exchange, sent: `${address} ${String(body)} ${JSON.stringify(init.headers)}` }
}

function bodyOf(body: Body | null, idOf: (id: Id) => string): string | Uint8Array<ArrayBuffer> {
  if (!body) return ''
  if ('raw' in body) return body.raw
  const category = body.category && 'category' in body.fields ? { category: idOf(body.category) } : {}
  return JSON.stringify({ ...body.fields, ...category })
}
