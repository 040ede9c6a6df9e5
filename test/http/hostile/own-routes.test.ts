// The routes of the example server that are not of the API, and so not in its document: shared books, their members,
// signing out, and what monitors ask.
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Exchange } from '../harness/document-check.js'
import { startHostileServer, type HostileServer } from './harness/hostile-server.js'
import { problemsOfAnswer } from './harness/own-answers.js'
import {
  members,
  ownRequests,
  spellings,
  type Caller,
  type Member,
  type OwnRequest,
} from './harness/own-request-arbitrary.js'
import { sendOver } from './harness/send.js'

// FC_RUNS, of the nightly workflow, only raises the number.
const runs = Math.min(60, Math.max(20, fc.readConfigureGlobal().numRuns ?? 0))
const perRun = 150
// A run has users of its own, so that its books are new.
const userOf = (run: number, name: string) => `${name}-${run}`

let server: HostileServer

beforeAll(async () => {
  const names = [...members, 'eve']
  const users = Array.from({ length: runs }, (_, run) => names.map((name) => userOf(run, name)))
  server = await startHostileServer(users.flat())
})
afterAll(async () => {
  expect(await server.stop()).toBe(0)
})

/** What the requests of a run are about: books that were made, of which carol is an editor, and one of eve, who shares it with nobody. */
interface Stage {
  readonly run: number
  readonly made: { readonly id: string; readonly maker: Member }[]
  readonly deleted: Set<string>
  readonly ofEve: string
}

const asJson = async (user: string, method: string, path: string, body?: unknown) =>
  JSON.parse((await server.ask(user, method, path, body)).text) as {
    data: { id: string; role: string; accepted: boolean }[]
  }

async function makeBook(user: string): Promise<string> {
  const { text } = await server.ask(user, 'POST', '/books', { name: 'Household' })
  return (JSON.parse(text) as { data: { id: string } }).data.id
}

async function setStage(run: number): Promise<Stage> {
  const ofEve = await makeBook(userOf(run, 'eve'))
  for (const path of ['/api/budgets/create/', `/books/${ofEve}/api/budgets/create/`])
    await server.ask(userOf(run, 'eve'), 'POST', path, { name: 'Travel' })
  const made: Stage['made'] = []
  for (const maker of ['ada', 'bob'] as const) {
    const id = await makeBook(userOf(run, maker))
    const carol = userOf(run, 'carol')
    await server.ask(userOf(run, maker), 'PUT', `/books/${id}/members/${carol}`, { role: 'editor' })
    await server.ask(carol, 'POST', `/books/${id}/accept`)
    made.push({ id, maker })
  }
  return { run, made, deleted: new Set(), ofEve }
}

/** All that eve has: her own book, the one that she shares with nobody, its name, and its members. */
async function possessionsOf({ run, ofEve }: Stage): Promise<unknown> {
  const eve = userOf(run, 'eve')
  const paths = ['/api/book/export/', `/books/${ofEve}/api/book/export/`, `/books/${ofEve}/members`]
  const texts = await Promise.all(paths.map(async (path) => (await server.ask(eve, 'GET', path)).text))
  const { data } = await asJson(eve, 'GET', '/books')
  const withoutTime = texts.map((text) => text.replace(/"exported_?[aA]t":"[^"]*"/, ''))
  return [...withoutTime, data.filter(({ id }) => id === ofEve)]
}

async function bearerOf(run: number, caller: Exclude<Caller, 'maker'>): Promise<Record<string, string>> {
  if (caller === 'nobody') return {}
  const token = await server.tokenOf(userOf(run, caller === 'forger' ? 'ada' : caller))
  const sent = caller === 'forger' ? `${token.slice(0, -8)}AAAAAAAA` : token
  return { Authorization: `Bearer ${sent}` }
}

/** Where a request goes, and who sends it, by the books that are there by then. */
function addressed({ path, id, member, caller }: OwnRequest, { run, made, ofEve }: Stage) {
  const book = 'made' in id ? made[id.made % made.length] : undefined
  const written = 'text' in id ? id.text : (spellings[id.spelling]?.(book?.id ?? ofEve) ?? '')
  const user = [...members, 'eve'].includes(member) ? userOf(run, member) : member
  return {
    path: path.replace('{id}', () => written).replace('{user}', () => user),
    caller: caller === 'maker' ? (book?.maker ?? 'ada') : caller,
  }
}

/** Sends a request; gives what is wrong with its answer. */
async function problemsOf(request: OwnRequest, stage: Stage, heard: (exchange: Exchange) => void) {
  const { method } = request
  const { path, caller } = addressed(request, stage)
  const url = `${server.url}${path}`
  const headers = new Headers({
    'Content-Type': 'application/json',
    ...(await bearerOf(stage.run, caller)),
    ...request.headers,
  })
  // malformed.test.ts sends what is not true.
  headers.delete('Content-Length')
  const body =
    request.body === null || method === 'GET' || method === 'HEAD' ? null : Buffer.from(request.body)
  const response = await sendOver(url, method, headers, body)
  const text = await response.text()
  const { pathname } = new URL(url)
  const exchange = { method, pathname, status: response.status, headers: response.headers, text }
  heard(exchange)
  if (response.status === 201 && pathname === '/books')
    stage.made.push({ id: (JSON.parse(text) as { data: { id: string } }).data.id, maker: caller as Member })
  if (text === '{"message":"Book deleted"}') stage.deleted.add(bookIn(pathname))
  if (text === '{"message":"Signed out"}') await server.signInAgain(userOf(stage.run, caller))
  return problemsOfAnswer(exchange, `${url} ${String(body)} ${JSON.stringify([...headers])}`)
}

// Some spellings of an id lead to its book, too.
function bookIn(pathname: string): string {
  return decodeURIComponent(pathname.split('/')[2] ?? '')
}

/** Books that are there, and that no user has as an owner. */
async function withoutOwner({ run, made, deleted }: Stage): Promise<string[]> {
  const lists = await Promise.all(
    [...members, 'eve'].map(async (name) => asJson(userOf(run, name), 'GET', '/books')),
  )
  const owned = new Set(
    lists.flatMap(({ data }) =>
      data.filter(({ role, accepted }) => role === 'owner' && accepted).map(({ id }) => id),
    ),
  )
  return made.map(({ id }) => id).filter((id) => !deleted.has(id) && !owned.has(id))
}

it('no 5xx, only answers that are known, each book keeps an owner, and what is another’s stays as it is', async () => {
  const tally = new Map<string, number>()
  const requests = fc.array(ownRequests, { minLength: perRun, maxLength: perRun, size: 'max' })
  let next = 0
  await fc.assert(
    fc.asyncProperty(requests, async (made) => {
      const stage = await setStage(next++)
      const before = await possessionsOf(stage)
      const waiting = made.values()
      const sendNext = async (): Promise<string[]> => {
        const problems: string[] = []
        // All of them take from the same list.
        for (const request of waiting) {
          const found = await problemsOf(request, stage, ({ status, text }) => {
            const { message = '' } =
              status < 300 && text.startsWith('{"message') ? (JSON.parse(text) as { message?: string }) : {}
            const key = `${status} ${message}`.trim()
            tally.set(key, (tally.get(key) ?? 0) + 1)
          })
          problems.push(...found)
        }
        return problems
      }
      const problems = await Promise.all(Array.from({ length: 8 }, sendNext))
      expect(problems.flat()).toEqual([])
      expect(await withoutOwner(stage)).toEqual([])
      expect(await possessionsOf(stage)).toEqual(before)
    }),
    // What fails is not made smaller: each try would need users of its own.
    { numRuns: runs, endOnFailure: true },
  )
  console.log('By answer:', Object.fromEntries([...tally].sort(([a], [b]) => a.localeCompare(b))))
  expect([...tally.values()].reduce((sum, count) => sum + count, 0)).toBe(runs * perRun)
  // The generators reach what they are made for.
  const reached = [
    'Books',
    'Book deleted',
    'Members',
    'Member set',
    'Invitation accepted',
    'Member removed',
    'Signed out',
  ]
  const refused = ['400', '401', '403', '404', '409', '413']
  expect([...tally.keys()]).toEqual(
    expect.arrayContaining(['201 Book created', ...reached.map((message) => `200 ${message}`), ...refused]),
  )
  const { statuses, inFlight, streams } = await server.figures()
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([])
  const left = { inFlight, streams, complaints: server.complaints() }
  expect(left).toEqual({ inFlight: 0, streams: 0, complaints: '' })
}, 120_000)
