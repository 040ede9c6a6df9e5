import type { StorageAdapter } from 'budgetbook'
import type { BudgetApi } from 'budgetbook/http'
import type { Exchange } from '../harness/document-check.js'
import { pathWith } from '../harness/document.js'
import { textOf } from '../harness/text-of.js'
import type { Body, FuzzRequest, Id } from './request-arbitrary.js'
import { planned } from './import-arbitrary.js'
import type { MadeId } from './schema-arbitrary.js'

/** What a run of requests is made against, and counted in. */
export interface FuzzedApi {
  readonly api: Pick<BudgetApi, 'fetch'>
  readonly storage: StorageAdapter
  readonly check: (exchange: Exchange) => string[]
  /** How often each operation and status came. */
  readonly tally: Map<string, number>
}

/** A thing that was made, and whose it is. */
export interface Thing {
  readonly id: string
  readonly user: string | null
  readonly kind: Kind
}

type Kind = 'category' | 'group' | 'budget' | 'expense' | 'hold' | 'entry'

/** What the routes under a path are about. */
function kindOf(path: string): Kind {
  if (path.startsWith('/api/groups/')) return 'group'
  if (path.startsWith('/api/expenses/')) return 'expense'
  if (path.startsWith('/api/holds/')) return 'hold'
  if (path.startsWith('/api/history/')) return 'entry'
  return path.startsWith('/api/budgets/budgets/') ? 'budget' : 'category'
}

/** What a POST of a path makes. */
export function kindMadeBy(path: string): Kind {
  return path.startsWith('/api/holds/commit/') ? 'expense' : kindOf(path)
}

// Names of files, frames of stacks, SQL, what only this code calls so, and what zod says by itself.
const insides =
  /\bat [\w.<>]+ \(|\.[cm]?[jt]s\b|node_modules|\bsqlite|\bselect \b.*\bfrom\b|insert into|TypeError|ZodError|\[object |\bstack\b|expected \w+, received|unrecognized key|invalid option/i
const users = ['ada', 'bob']

/**
 * Sends requests one after the other; gives what is wrong with the first that is answered as it must not be. `seeded` are the
 * things that are there.
 */
export async function problemsOf(
  fuzzed: FuzzedApi,
  seeded: readonly Thing[],
  requests: readonly FuzzRequest[],
): Promise<string[]> {
  const things = [...seeded]
  const exports = await exportsOf(fuzzed)
  let before = await contentsOf(fuzzed.storage)
  for (const request of requests) {
    const { exchange, sent } = await send(fuzzed, request, things, exports)
    const after = await contentsOf(fuzzed.storage)
    const problems = [
      ...fuzzed.check(exchange),
      ...(exchange.status === 500 ? ['500'] : []),
      ...(leaks(exchange.text, sent) ? [`leaks: ${exchange.text.slice(0, 500)}`] : []),
      ...changes(request, exchange, before, after),
    ]
    if (problems.length > 0) return [`${request.method} ${exchange.pathname} ${exchange.status}`, ...problems]
    const key = `${request.method} ${request.path} ${exchange.status}`
    fuzzed.tally.set(key, (fuzzed.tally.get(key) ?? 0) + 1)
    const id =
      exchange.status === 201 ? (JSON.parse(exchange.text) as { data: { id: string } }).data.id : undefined
    if (id !== undefined) things.push({ id, user: request.user, kind: kindMadeBy(request.path) })
    before = after
  }
  return []
}

async function contentsOf(storage: StorageAdapter): Promise<string[]> {
  return Promise.all(users.map(async (user) => JSON.stringify(await storage.readAll(user))))
}

/** Whether an answer shows insides. A request that says such a thing itself may hear it again. */
export function leaks(text: string, sent: string): boolean {
  return insides.test(text) && !insides.test(sent) && !text.includes('"openapi"')
}

/** What each user's book says, as a document. */
export async function exportsOf({ api }: Pick<FuzzedApi, 'api'>): Promise<ReadonlyMap<string, object>> {
  const answers = users.map(async (user): Promise<[string, object]> => {
    const headers = { Authorization: `Bearer ${user}` }
    const response = await api.fetch(new Request('http://localhost/api/book/export/', { headers }))
    return [user, (await response.json()) as object]
  })
  return new Map(await Promise.all(answers))
}

// They take a body, and change nothing.
const questions = ['/api/reports/pace/', '/api/budgets/budgets/preview/', '/api/expenses/preview-spend/']

function changes(
  { method, path, user }: FuzzRequest,
  { status }: Exchange,
  before: string[],
  after: string[],
): string[] {
  const mayChange = status < 300 && ['POST', 'PUT', 'DELETE'].includes(method) && !questions.includes(path)
  return users.flatMap((each, index) =>
    before[index] !== after[index] && !(mayChange && each === user) ? [`changed the book of ${each}`] : [],
  )
}

/** Sends one request, with the ids of what is there in it. Gives what was sent as text, for {@link leaks}. */
export async function send(
  { api }: Pick<FuzzedApi, 'api'>,
  request: FuzzRequest,
  things: readonly Thing[],
  exports: ReadonlyMap<string, object>,
): Promise<{ exchange: Exchange; sent: string }> {
  const ofPath = kindOf(request.path)
  const idOf = (id: Id, kind: Kind): string => {
    if ('text' in id) return id.text.replace(/\p{Surrogate}/gu, '?')
    const among = things.filter((thing) => !id.fits || (thing.user === request.user && thing.kind === kind))
    return among[id.made % among.length]?.id ?? 'none'
  }
  const query = new URLSearchParams(
    request.query.map(([name, value]) => [name, typeof value === 'string' ? value : idOf(value, 'category')]),
  )
  const path = pathWith(request.path, {
    id: encodeURIComponent(idOf(request.id, ofPath)),
    month: encodeURIComponent(request.month.replace(/\p{Surrogate}/gu, '?')),
  })
  const address = `${request.slash ? path : path.replace(/\/$/, '')}${query.size > 0 ? `?${query}` : ''}`
  const hasBody = request.body !== null && !['GET', 'HEAD'].includes(request.method)
  const body = hasBody
    ? bodyOf(request.body, (id, key) => idOf(id, kindOfField(key, ofPath)), exports)
    : undefined
  const init = {
    method: request.method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(request.user === null ? {} : { Authorization: `Bearer ${request.user}` }),
      ...request.headers,
    },
    ...(body === undefined ? {} : { body }),
  }
  const url = `http://localhost${address}`
  const sent =
    hasBody && isPlanned(request.body)
      ? { ...init, body: await plannedBody(api, url, { ...init, body: String(body) }) }
      : init
  const made = new Request(url, sent)
  const { pathname } = new URL(made.url)
  const response = await api.fetch(made)
  const { status, headers } = response
  const exchange = { method: request.method, pathname, status, headers, text: await textOf(response) }
  return { exchange, sent: `${address} ${String(sent.body)} ${JSON.stringify(init.headers)}` }
}

function isPlanned(body: Body | null): boolean {
  return body !== null && 'fields' in body && body.fields['token'] === planned
}

/** The body of an import with the token that its plan is answered with. */
async function plannedBody(
  api: FuzzedApi['api'],
  url: string,
  init: RequestInit & { readonly body: string },
): Promise<string> {
  const { token: _, ...fields } = JSON.parse(init.body) as Record<string, unknown>
  const response = await api.fetch(new Request(url, { ...init, body: JSON.stringify(fields) }))
  const { token = 'none' } = (await response.json().catch(() => ({}))) as { readonly token?: string }
  return JSON.stringify({ ...fields, token })
}

function bodyOf(
  body: Body | null,
  idOf: (id: MadeId, key: string) => string,
  exports: ReadonlyMap<string, object>,
): string | Uint8Array<ArrayBuffer> {
  if (!body) return ''
  if ('raw' in body) return body.raw
  if ('exportOf' in body) return JSON.stringify({ ...exports.get(body.exportOf), ...body.spoiled })
  return JSON.stringify(body.fields, (key, value: unknown) => (isMadeId(value) ? idOf(value, key) : value))
}

function kindOfField(name: string, ofPath: Kind): Kind {
  if (name === 'before') return ofPath
  return name === 'group' ? 'group' : 'category'
}

function isMadeId(value: unknown): value is MadeId {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as MadeId).made === 'number' &&
    typeof (value as MadeId).fits === 'boolean'
  )
}
