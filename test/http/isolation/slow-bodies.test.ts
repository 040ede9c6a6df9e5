// A right that is lost while the body of a request is under way is lost for that request too.
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { keepAccesses } from '../../../examples/server/access/access.js'
import { addMember } from './add-member.js'
import { startSharedApp, type SharedApp } from './shared-app.js'

interface Slow {
  readonly user: string
  readonly method?: string
  readonly path: string
  readonly body: unknown
}

/** Sends a request whose body stops after its first byte. Meanwhile, something happens. Gives the status. */
async function sendSlowly(
  app: SharedApp,
  { user, method = 'POST', path, body }: Slow,
  meanwhile: () => Promise<unknown>,
): Promise<number> {
  const bytes = new TextEncoder().encode(JSON.stringify(body))
  let pulls = 0
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    pulls++
    if (pulls === 1) {
      controller.enqueue(bytes.subarray(0, 1))
      return
    }
    // Somebody took the first byte: it was looked up who may do it.
    await meanwhile()
    // The API asks again after a second.
    await setTimeout(1_100)
    controller.enqueue(bytes.subarray(1))
    controller.close()
  }
  const init = {
    method,
    headers: { Authorization: `Bearer ${await app.tokenOf(user)}`, 'Content-Type': 'application/json' },
    body: new ReadableStream({ pull }, { highWaterMark: 0 }),
    duplex: 'half',
  }
  return (await app.fetch(new Request(`http://localhost${path}`, init))).status
}

// Each case has a member of its own, because signing out ends all that the user does.
const members = [
  'removed',
  'invited-again',
  'demoted',
  'signed-out',
  'without-book',
  'still-there',
  'owner',
  'alone',
]

async function start(): Promise<SharedApp> {
  return startSharedApp({ USERS: ['ada', 'bob', ...members].join(',') })
}

async function makeBook(app: SharedApp, user: string, role: string): Promise<string> {
  const id = (await app.ask('POST', '/books', { body: { name: 'Household' } })).json.data.id as string
  await addMember(app, id, user, role)
  return id
}

const travel = { name: 'Travel' }

describe('while a body is under way', () => {
  it('and its sender loses the right, nothing of the shared book is changed', async () => {
    const app = await start()
    const { ask } = app
    const whatHappens: Record<string, (path: string, user: string) => Promise<unknown>> = {
      'still-there': async () => undefined,
      removed: async (path, user) => ask('DELETE', `${path}/members/${user}`),
      'invited-again': async (path, user) => {
        await ask('DELETE', `${path}/members/${user}`)
        await ask('PUT', `${path}/members/${user}`, { body: { role: 'editor' } })
      },
      demoted: async (path, user) => ask('PUT', `${path}/members/${user}`, { body: { role: 'viewer' } }),
      'signed-out': async (_, user) => ask('POST', '/sign-out', { user }),
      'without-book': async (path) => ask('DELETE', path),
    }
    const cases = Object.entries(whatHappens).map(async ([user, happens]) => {
      const id = await makeBook(app, user, 'editor')
      const before = await app.contentsOf(`shared:${id}`)
      const slow = { user, path: `/books/${id}/api/budgets/create/`, body: travel }
      const status = await sendSlowly(app, slow, async () => happens(`/books/${id}`, user))
      return [user, status, (await app.contentsOf(`shared:${id}`)) === before ? 'as before' : 'changed']
    })
    expect(await Promise.all(cases)).toEqual([
      ['still-there', 201, 'changed'],
      ['removed', 401, 'as before'],
      ['invited-again', 401, 'as before'],
      ['demoted', 401, 'as before'],
      ['signed-out', 401, 'as before'],
      ['without-book', 401, 'as before'],
    ])
  })

  it('and the user signs out, their own book is not changed', async () => {
    const app = await start()
    const before = await app.contentsOf('user:alone')
    const slow = { user: 'alone', path: '/api/budgets/create/', body: travel }
    const signOut = async () => app.ask('POST', '/sign-out', { user: 'alone' })
    expect(await sendSlowly(app, slow, signOut)).toBe(401)
    expect(await app.contentsOf('user:alone')).toBe(before)
  })

  it('and an owner becomes an editor or signs out, no member and no book is added', async () => {
    const app = await start()
    const id = await makeBook(app, 'owner', 'owner')
    const slow = { user: 'owner', method: 'PUT', path: `/books/${id}/members/bob`, body: { role: 'owner' } }
    const demote = async () => app.ask('PUT', `/books/${id}/members/owner`, { body: { role: 'editor' } })
    expect(await sendSlowly(app, slow, demote)).toBe(403)
    const signOut = async () => app.ask('POST', '/sign-out', { user: 'owner' })
    expect(await sendSlowly(app, { user: 'owner', path: '/books', body: travel }, signOut)).toBe(401)
    expect((await app.ask('GET', '/books', { user: 'bob' })).json.count).toBe(0)
    expect(await app.db.selectFrom('app_books').select('id').execute()).toEqual([{ id }])
  })
})

describe('the second question of the API about a request', () => {
  it('is answered by what the role may do now', async () => {
    const app = await start()
    const id = await makeBook(app, 'demoted', 'editor')
    const { admit, allow, authenticate } = keepAccesses(app.db, async () => 'demoted')
    const request = new Request('http://localhost/api/budgets/create', { method: 'POST' })
    admit(request, { user: 'demoted', shared: id })
    expect([await authenticate(request), await authenticate(request)]).toEqual([`shared:${id}`, null])
    allow(request, { id: 'createCategory' })
    expect(await authenticate(request)).toBe(`shared:${id}`)
    await app.ask('PUT', `/books/${id}/members/demoted`, { body: { role: 'viewer' } })
    expect(await authenticate(request)).toBe(null)
  })
})
