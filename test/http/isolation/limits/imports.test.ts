// How many imports one user has under way at the same time.
import { expect, it } from 'vitest'
import { startSharedApp, type SharedApp } from '../shared-app.js'

/** An import whose body does not end by itself. */
async function beginImport(app: SharedApp, path: string, user = 'ada') {
  const aborting = new AbortController()
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let isRead = false
  const source = {
    start: (given: ReadableStreamDefaultController<Uint8Array>) => void (controller = given),
    pull: () => void (isRead = true),
  }
  const request = new Request(`http://localhost${path}`, {
    method: path.includes('ook/') ? 'PUT' : 'POST',
    headers: { Authorization: `Bearer ${await app.tokenOf(user)}`, 'Content-Type': 'application/json' },
    body: new ReadableStream(source, { highWaterMark: 0 }),
    duplex: 'half',
    signal: aborting.signal,
  } as RequestInit)
  const answer = app.fetch(request)
  return {
    answer,
    isRead: () => isRead,
    /** It is not JSON, so the answer is 400. */
    complete: async () => {
      controller?.close()
      return (await answer).status
    },
    goAway: () => {
      aborting.abort()
      controller?.error(new Error('gone'))
    },
  }
}

const ownPaths = [
  '/api/expenses/import/',
  '/api/%65xpenses/import',
  '/api/book/import',
  '/api/book/%69mport/',
]

it('are four of all books together; one that ends, or whose client goes away, makes room', async () => {
  const app = await startSharedApp()
  const ids = []
  for (let count = 0; count < 3; count++)
    ids.push((await app.ask('POST', '/books', { body: { name: 'Household' } })).json.data.id as string)
  const places = [...ids.map((id) => `/books/${id}`), '']
  const begun: Awaited<ReturnType<typeof beginImport>>[] = []
  for (const [index, place] of places.entries())
    begun.push(await beginImport(app, `${place}${ownPaths[index]}`))
  const [first, second] = begun
  await expect.poll(() => begun.every(({ isRead }) => isRead())).toBe(true)

  for (const path of [...ownPaths, ...ids.map((id) => `/books/${id}/api/expenses/import/`)]) {
    const refused = await beginImport(app, path)
    const { status, headers } = await refused.answer
    expect([status, headers.get('Retry-After'), refused.isRead()]).toEqual([429, '1', false])
  }
  const { json } = await app.ask('POST', '/api/expenses/import/', { body: {} })
  expect([json.code, json.message, json.details]).toEqual([
    'too_many_imports',
    'Too many imports',
    { maximum: 4 },
  ])
  expect(app.entries.at(-1)).toMatchObject({ user: 'ada', status: 429, code: 'too_many_imports' })
  const imported = async (user = 'ada') =>
    (await app.ask('POST', '/api/expenses/import/', { user, body: {} })).status
  expect([await imported(), await imported('bob')]).toEqual([429, 400])

  expect(await first?.complete()).toBe(400)
  expect([await imported(), await imported()]).toEqual([400, 400])
  const another = await beginImport(app, '/api/book/import/')
  await expect.poll(another.isRead).toBe(true)
  expect(await imported()).toBe(429)
  second?.goAway()
  await second?.answer
  expect(await imported()).toBe(400)
  for (const one of [...begun.slice(2), another]) await one.complete()
})

it('are as many as IMPORTS_PER_USER says; one that is refused at once takes no place', async () => {
  const app = await startSharedApp({ IMPORTS_PER_USER: '1' })
  const { id } = (await app.ask('POST', '/books', { body: { name: 'Household' } })).json.data
  await app.ask('PUT', `/books/${id}/members/bob`, { body: { role: 'viewer' } })
  await app.ask('POST', `/books/${id}/accept`, { user: 'bob' })
  const own = await beginImport(app, '/api/expenses/import/', 'bob')
  await expect.poll(own.isRead).toBe(true)
  const shared = async () => app.ask('POST', `/books/${id}/api/expenses/import/`, { user: 'bob', body: {} })
  expect((await shared()).status).toBe(403)
  await app.ask('PUT', `/books/${id}/members/bob`, { body: { role: 'editor' } })
  expect((await shared()).status).toBe(429)
  const headers = { 'Content-Length': '16777217' }
  const tooLarge = await app.ask('POST', '/api/expenses/import/', { user: 'bob', body: {}, headers })
  expect([tooLarge.status, tooLarge.json.code]).toEqual([413, 'body_too_large'])
  await own.complete()
  expect((await shared()).status).toBe(400)
})
