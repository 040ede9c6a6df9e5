// No request of one user sees or changes a book of another, whatever the request has in it.
import { expect, it } from 'vitest'
import { operationsOf, pathWith, type OpenApiDocument } from '../harness/document.js'
import { addMember } from './add-member.js'
import { asking, fillBook, patternOf, type Canary, type Things } from './filled-book.js'
import { requestsWithIds, type OperationRequest } from './operation-requests.js'
import { startSharedApp, type Ask, type SharedApp } from './shared-app.js'
import { headerTricks, pathTricks } from './tricks.js'

const ofAda: Canary = { word: 'Zyzzyva', amount: '7316.43' }
const ofShared: Canary = { word: 'Quokka', amount: '8529.17' }
const ofBob: Canary = { word: 'Plain', amount: '11.00' }
const secrets = patternOf([ofAda, ofShared])

interface Stage {
  readonly app: SharedApp
  readonly document: OpenApiDocument
  /** The shared book of ada, of which bob and eve are not members. */
  readonly shared: string
  /** A shared book of bob. */
  readonly ofBob: string
  /** All ids of things of ada: in her own book, and in the shared one. */
  readonly ids: readonly string[]
}

async function setStage(): Promise<Stage> {
  const app = await startSharedApp()
  const made = async (user: string) =>
    (await app.ask('POST', '/books', { user, body: { name: ofShared.word } })).json.data.id as string
  const [shared, other] = [await made('ada'), await made('bob')]
  for (const [user, role] of [
    ['carol', 'viewer'],
    ['dave', 'editor'],
  ] as const)
    await addMember(app, shared, user, role)
  const things: Things[] = [
    await fillBook(asking(app, 'ada'), ofAda),
    await fillBook(asking(app, 'ada', shared), ofShared),
  ]
  await fillBook(asking(app, 'bob'), ofBob)
  await fillBook(asking(app, 'bob', other), ofBob)
  const document = (await app.ask('GET', '/api/openapi.json')).json as OpenApiDocument
  return {
    app,
    document,
    shared,
    ofBob: other,
    ids: things.flatMap((each) => Object.values<string>({ ...each })),
  }
}

/** Runs attacks; afterwards, ada's books are as they were, and nothing of them was in an answer. */
async function attack({ app, shared }: Stage, run: (send: Send) => Promise<void>): Promise<void> {
  const books = ['user:ada', `shared:${shared}`]
  const contents = async () => Promise.all(books.map(app.contentsOf))
  const before = await contents()
  const history = async () => (await asking(app, 'ada', shared)('GET', '/api/history/')).text
  const historyBefore = await history()
  let sent = 0
  await run(async (user, method, path, asked = {}) => {
    sent++
    const { status, text, headers } = await app.ask(method, path, { user, ...asked })
    expect([method, path, text]).toEqual([method, path, expect.not.stringMatching(secrets)])
    expect(JSON.stringify([...headers])).not.toMatch(secrets)
    expect(status).toBeLessThan(500)
    return status
  })
  expect(sent).toBeGreaterThan(100)
  expect(await contents()).toEqual(before)
  expect(await history()).toBe(historyBefore)
}

type Send = (user: string, method: string, path: string, ask?: Ask) => Promise<number>

// So that each operation meets some tricks, and each trick some operations of each kind.
const some = <Item>(items: readonly Item[], turn: number, share: number): Item[] =>
  items.filter((_, index) => (index + turn) % share === 0)

const bodyOf = ({ body }: OperationRequest): Ask => (body === undefined ? {} : { body })

it('no operation takes an id of another’s book: in the path, the query or the body', async () => {
  const stage = await setStage()
  await attack(stage, async (send) => {
    for (const request of requestsWithIds(stage.document, stage.ids)) {
      await send('bob', request.method, request.path, bodyOf(request))
    }
    for (const request of requestsWithIds(stage.document, stage.ids.slice(6))) {
      await send('bob', request.method, `/books/${stage.ofBob}${request.path}`, bodyOf(request))
    }
  })
})

it('an editor of a shared book gets nothing of another book of its owner by that', async () => {
  const stage = await setStage()
  const { app, shared, document } = stage
  const own = await app.contentsOf('user:ada')
  for (const request of requestsWithIds(document, stage.ids.slice(0, 6))) {
    const { text } = await asking(app, 'dave', shared)(request.method, request.path, bodyOf(request))
    expect(text).not.toMatch(patternOf([ofAda]))
  }
  expect(await app.contentsOf('user:ada')).toBe(own)
})

it('a shared book is not there for those who are not its members, exactly as one that does not exist', async () => {
  const stage = await setStage()
  const nobodys = crypto.randomUUID()
  await attack(stage, async (send) => {
    for (const request of requestsWithIds(stage.document, stage.ids.slice(6, 8))) {
      for (const user of ['bob', 'eve']) {
        const path = `/books/${stage.shared}${request.path}`
        expect([path, await send(user, request.method, path, bodyOf(request))]).toEqual([path, 404])
      }
    }
  })
  const plain = { headers: { 'X-Request-Id': 'same' }, user: 'eve' }
  for (const { method, path } of operationsOf(stage.document)) {
    const answers = await Promise.all(
      [stage.shared, nobodys].map(async (id) =>
        stage.app.ask(method, `/books/${id}${pathWith(path)}`, plain),
      ),
    )
    const [theirs, none] = answers.map(({ status, text, headers }) => [status, text, [...headers]])
    expect(theirs).toEqual(none)
  }
})

it('no header says whose book a request is about', async () => {
  const stage = await setStage()
  const { app, shared } = stage
  const tricks = headerTricks({ user: 'ada', shared, token: await app.tokenOf('bob') })
  await attack(stage, async (send) => {
    for (const [turn, request] of requestsWithIds(stage.document, ['none']).entries()) {
      for (const headers of some(tricks, turn, 3)) {
        const asked = { ...bodyOf(request), headers: { 'Content-Type': 'application/json', ...headers } }
        await send('bob', request.method, request.path, asked)
        expect(await send('eve', request.method, `/books/${shared}${request.path}`, asked)).toBeGreaterThan(
          399,
        )
      }
    }
  })
})

it('no way to write a path leads into another’s book', async () => {
  const stage = await setStage()
  const { shared, ofBob: other } = stage
  await attack(stage, async (send) => {
    for (const [turn, request] of requestsWithIds(stage.document, [stage.ids[6] ?? '']).entries()) {
      for (const path of some(pathTricks(request.path, { user: 'ada', shared, other }), turn, 3)) {
        await send('bob', request.method, path, bodyOf(request))
      }
    }
  })
})

it('no path or header lets nobody in', async () => {
  const stage = await setStage()
  const { app, shared, ofBob: other } = stage
  const isPublic = /openapi|currencies/
  for (const [turn, request] of requestsWithIds(stage.document, ['none']).entries()) {
    if (isPublic.test(request.path)) continue
    const tricks = pathTricks(request.path, { user: 'ada', shared, other })
    for (const path of [request.path, `/books/${shared}${request.path}`, ...some(tricks, turn, 9)]) {
      const { status, text } = await app.ask(request.method, path, { ...bodyOf(request), user: null })
      // The API itself says that it does not have such a path.
      expect([401, 404]).toContain(status)
      if (path.startsWith('/books/') || path === request.path) expect([path, status]).toEqual([path, 401])
      expect(text).not.toMatch(secrets)
    }
  }
})

it('an ETag of one user is never an answer to another who has the same in the own book', async () => {
  const app = await startSharedApp()
  const paths = ['/api/months/', '/api/budgets/budgets/utilization/?month=2026-02', '/api/usersettings/']
  for (const user of ['bob', 'eve']) await fillBook(asking(app, user), ofBob)
  for (const path of paths) {
    const { headers, status } = await app.ask('GET', path, { user: 'bob' })
    const tag = headers.get('ETag') ?? 'none'
    expect(status).toBe(200)
    const again = { headers: { 'If-None-Match': tag } }
    expect((await app.ask('GET', path, { user: 'bob', ...again })).status).toBe(304)
    // Settings that are the same have the same tag, and tell nothing but that they are the same.
    if (path === '/api/usersettings/') continue
    expect((await app.ask('GET', path, { user: 'eve', ...again })).status).toBe(200)
    expect(headers.get('Vary')).toMatch(/Authorization/)
  }
})
