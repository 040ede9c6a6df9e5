import type { BudgetApi } from 'budgetbook/http'
import { exportsOf, kindMadeBy, leaks, send, type Thing } from '../../fuzz/fuzz-run.js'
import type { FuzzRequest } from '../../fuzz/request-arbitrary.js'
import type { Exchange } from '../../harness/document-check.js'
import { fillBook } from '../../isolation/filled-book.js'
import type { HostileServer } from './hostile-server.js'
import { sendOver } from './send.js'

/** Two users, each with a book, or with one that they share: ada is its owner, and bob an editor. */
export interface Lane {
  readonly api: Pick<BudgetApi, 'fetch'>
  readonly things: Thing[]
  readonly isShared: boolean
}

type Name = 'ada' | 'bob'

/** Fills the books of two users of a server. */
export async function openLane(
  server: HostileServer,
  userOf: (name: Name) => string,
  isShared: boolean,
): Promise<Lane> {
  const shared = isShared ? await shareBook(server, userOf) : undefined
  const prefix = shared === undefined ? '' : `/books/${shared}`
  const fill = async (name: Name): Promise<Thing[]> => {
    const ask = async (method: string, path: string, { body }: { body?: unknown } = {}) => {
      const answer = await server.ask(userOf(name), method, `${prefix}${path}`, body)
      return { ...answer, json: JSON.parse(answer.text) as never }
    }
    const things = await fillBook(ask, { word: `${name}'s`, amount: '30.00' })
    const owners: Name[] = isShared ? ['ada', 'bob'] : [name]
    return Object.entries(things).flatMap(([kind, id]) =>
      owners.map((user) => ({ id: id as string, user, kind: kind as Thing['kind'] })),
    )
  }
  const things = isShared ? await fill('ada') : [...(await fill('ada')), ...(await fill('bob'))]
  return { api: { fetch: overTheWire(server, userOf, prefix) }, things, isShared }
}

async function shareBook(server: HostileServer, userOf: (name: Name) => string): Promise<string> {
  const { text } = await server.ask(userOf('ada'), 'POST', '/books', { name: 'Shared' })
  const { id } = (JSON.parse(text) as { data: { id: string } }).data
  await server.ask(userOf('ada'), 'PUT', `/books/${id}/members/${userOf('bob')}`, { role: 'editor' })
  await server.ask(userOf('bob'), 'POST', `/books/${id}/accept`)
  return id
}

/** Sends the requests that the generators make to the server: with a token in the place of a name. */
function overTheWire(server: HostileServer, userOf: (name: Name) => string, prefix: string) {
  return async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url)
    const headers = new Headers(request.headers)
    const [, name] = /^Bearer (ada|bob)$/.exec(headers.get('Authorization') ?? '') ?? []
    if (name !== undefined)
      headers.set('Authorization', `Bearer ${await server.tokenOf(userOf(name as Name))}`)
    // This client sends only what is true. malformed.test.ts sends the rest.
    headers.delete('Content-Length')
    const body = request.body === null ? null : await request.arrayBuffer()
    return sendOver(`${server.url}${prefix}${pathname}${search}`, request.method, headers, body)
  }
}

/** Sends requests, a few of them at the same time. Gives what is wrong with the answers; tells `heard` of each. */
export async function problemsOfLane(
  { api, things, isShared }: Lane,
  requests: readonly FuzzRequest[],
  check: (exchange: Exchange) => string[],
  heard: (exchange: Exchange) => void,
): Promise<string[]> {
  const exports = await exportsOf({ api })
  const problemsOf = async (request: FuzzRequest): Promise<string[]> => {
    const { exchange, sent } = await send({ api }, request, things, exports)
    heard(exchange)
    const { status, text, method, pathname } = exchange
    const problems = [
      ...(isShared && isOfTheApp(exchange) ? [] : check(exchange)),
      ...(status >= 500 ? ['failed'] : []),
      ...(leaks(text, sent) ? ['leaks'] : []),
    ]
    if (status === 201) {
      const { data } = JSON.parse(text) as { data: { id: string } }
      const users = isShared ? ['ada', 'bob'] : [request.user]
      for (const user of users) things.push({ id: data.id, user, kind: kindMadeBy(request.path) })
    }
    return problems.length > 0
      ? [`${method} ${pathname} ${status}`, ...problems, text.slice(0, 500), sent]
      : []
  }
  const waiting = requests.values()
  const sendNext = async (): Promise<string[]> => {
    const problems: string[] = []
    // All of them take from the same list.
    for (const request of waiting) problems.push(...(await problemsOf(request)))
    return problems
  }
  return (await Promise.all(Array.from({ length: 4 }, sendNext))).flat()
}

/** Whether the app refused what the API need not see: somebody unknown, or what a role cannot do. */
function isOfTheApp({ status, text, method }: Exchange): boolean {
  if (method === 'HEAD') return status === 401 || status === 403
  const { code } = (text.startsWith('{') ? JSON.parse(text) : {}) as { readonly code?: string }
  return code === 'unauthenticated' || code === 'forbidden' || code === 'not_found'
}
