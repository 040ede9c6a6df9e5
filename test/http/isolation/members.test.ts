// The app's own routes: shared books, their members, and signing out.
import { describe, expect, it } from 'vitest'
import { keepAccesses } from '../../../examples/server/access/access.js'
import { addMember } from './add-member.js'
import { asking, fillBook } from './filled-book.js'
import { startSharedApp, type SharedApp } from './shared-app.js'

const canary = { word: 'Household', amount: '12.00' }

async function makeBook({ ask }: SharedApp, user = 'ada'): Promise<string> {
  return (await ask('POST', '/books', { user, body: { name: '  Household ' } })).json.data.id as string
}

const put = async ({ ask }: SharedApp, id: string, member: string, role: string, user = 'ada') =>
  (await ask('PUT', `/books/${id}/members/${member}`, { user, body: { role } })).status

describe('a shared book', () => {
  it('is in the list of its members, with their roles, and of nobody else', async () => {
    const app = await startSharedApp()
    const id = await makeBook(app)
    await addMember(app, id, 'bob', 'viewer')
    const listed = async (user: string) => (await app.ask('GET', '/books', { user })).json as unknown
    const book = { id, name: 'Household', accepted: true }
    expect(await listed('ada')).toEqual({ message: 'Books', count: 1, data: [{ ...book, role: 'owner' }] })
    expect(await listed('bob')).toMatchObject({ data: [{ ...book, role: 'viewer' }] })
    expect(await listed('eve')).toMatchObject({ count: 0, data: [] })
  })

  it('is one book for all of its members, and another than their own', async () => {
    const app = await startSharedApp()
    const id = await makeBook(app)
    await addMember(app, id, 'bob', 'editor')
    await fillBook(asking(app, 'bob', id), canary)
    expect((await asking(app, 'ada', id)('GET', '/api/budgets/')).json.count).toBe(1)
    expect((await app.ask('GET', '/api/budgets/', { user: 'bob' })).json.count).toBe(0)
  })

  it('can be named with anything that people can read, and nothing else', async () => {
    const { ask } = await startSharedApp()
    const statusOf = async (body: unknown) => (await ask('POST', '/books', { body })).status
    expect(await statusOf({ name: '家計 📒' })).toBe(201)
    for (const name of [
      '',
      ' ',
      'x'.repeat(101),
      'a\u0000b',
      'a\nb',
      '\uD83D',
      '\uDCD2x',
      1,
      null,
      undefined,
    ]) {
      expect([name, await statusOf({ name })]).toEqual([name, 400])
    }
    expect(await statusOf({ name: 'x', owner: 'bob' })).toBe(400)
    expect(await statusOf([])).toBe(400)
    expect(await statusOf({ name: 'x'.repeat(9_000) })).toBe(413)
    const { status, json } = await ask('POST', '/books', { body: { name: '' } })
    expect([status, json.code, Object.keys(json.error)]).toEqual([400, 'invalid_input', ['name']])
  })

  it('has members that only its owners see and change', async () => {
    const app = await startSharedApp()
    const id = await makeBook(app)
    for (const [user, role] of [
      ['carol', 'viewer'],
      ['dave', 'editor'],
    ] as const)
      await addMember(app, id, user, role)
    const expected = { carol: 403, dave: 403, eve: 404 }
    for (const [user, status] of Object.entries(expected)) {
      expect((await app.ask('GET', `/books/${id}/members`, { user })).status).toBe(status)
      expect(await put(app, id, 'eve', 'owner', user)).toBe(status)
      expect(await put(app, id, user, 'owner', user)).toBe(status)
      expect((await app.ask('DELETE', `/books/${id}/members/ada`, { user })).status).toBe(status)
      expect((await app.ask('DELETE', `/books/${id}`, { user })).status).toBe(status)
    }
    expect((await app.ask('GET', `/books/${id}/members`)).json.data).toEqual([
      { user: 'ada', role: 'owner', accepted: true },
      { user: 'carol', role: 'viewer', accepted: true },
      { user: 'dave', role: 'editor', accepted: true },
    ])
  })

  it('keeps an owner, also when two remove each other at the same time', async () => {
    const app = await startSharedApp()
    const id = await makeBook(app)
    const remove = async (member: string, user: string) =>
      (await app.ask('DELETE', `/books/${id}/members/${member}`, { user })).status
    expect([await remove('ada', 'ada'), await put(app, id, 'ada', 'editor')]).toEqual([409, 409])
    await addMember(app, id, 'bob', 'owner')
    await Promise.all([remove('bob', 'ada'), remove('ada', 'bob')])
    const owners = await app.db.selectFrom('app_members').select('role').where('book_id', '=', id).execute()
    expect(owners).toEqual([{ role: 'owner' }])
  })

  it('can be left by every member, but for the last owner', async () => {
    const app = await startSharedApp()
    const id = await makeBook(app)
    const members = { bob: 'owner', carol: 'viewer', dave: 'editor' }
    for (const [user, role] of Object.entries(members)) await addMember(app, id, user, role)
    const leave = async (user: string, member = user) =>
      (await app.ask('DELETE', `/books/${id}/members/${member}`, { user })).status
    expect([await leave('carol', 'dave'), await leave('dave', 'carol')]).toEqual([403, 403])
    for (const user of Object.keys(members)) {
      expect([user, await leave(user), await leave(user)]).toEqual([user, 200, 404])
      expect((await asking(app, user, id)('GET', '/api/months/')).status).toBe(404)
    }
    expect([await leave('eve'), await leave('ada')]).toEqual([404, 409])
  })

  it('takes only users that there are, and roles that there are', async () => {
    const app = await startSharedApp()
    const id = await makeBook(app)
    for (const user of ['nobody', 'a%00b', 'ada%2F', '%F0%9F%93%92', "'; drop table app_users --"])
      expect([user, await put(app, id, user, 'viewer')]).toEqual([user, 404])
    for (const role of ['admin', '', 'Owner']) expect(await put(app, id, 'bob', role)).toBe(400)
    expect((await app.ask('DELETE', `/books/${id}/members/bob`)).status).toBe(404)
  })

  it('is gone for a member who is removed, at the next question of an open stream too', async () => {
    const app = await startSharedApp()
    const id = await makeBook(app)
    await addMember(app, id, 'bob', 'viewer')
    const { admit, allow, authenticate } = keepAccesses(app.db, async () => 'bob')
    const request = new Request('http://localhost/api/events')
    expect(await authenticate(request)).toBe(null)
    admit(request, { user: 'bob', shared: id })
    allow(request, { id: 'listenToEvents' })
    expect(await authenticate(request)).toBe(`shared:${id}`)
    expect(await authenticate(request)).toBe(`shared:${id}`)
    await app.ask('DELETE', `/books/${id}/members/bob`)
    expect(await authenticate(request)).toBe(null)
    // Somebody who is invited again has not accepted yet.
    await put(app, id, 'bob', 'viewer')
    expect(await authenticate(request)).toBe(null)
    expect((await asking(app, 'bob', id)('GET', '/api/months/')).status).toBe(404)
  })

  it('is deleted with everything in it', async () => {
    const app = await startSharedApp()
    const id = await makeBook(app)
    const bookId = `shared:${id}`
    const empty = await app.contentsOf(bookId)
    await fillBook(asking(app, 'ada', id), canary)
    expect((await app.ask('DELETE', `/books/${id}`)).status).toBe(200)
    expect(await app.contentsOf(bookId)).toBe(empty)
    for (const path of [`/books/${id}/api/months/`, `/books/${id}/members`])
      expect((await app.ask('GET', path)).status).toBe(404)
    expect((await app.ask('GET', '/books')).json.count).toBe(0)
  })
})

describe('signing out', () => {
  it('ends all tokens that were issued until then, and no other', async () => {
    const app = await startSharedApp()
    const id = await makeBook(app)
    const statuses = async (user: string) =>
      Promise.all(
        ['/api/months/', '/books', `/books/${id}/api/months/`].map(
          async (path) => (await app.ask('GET', path, { user })).status,
        ),
      )
    expect(await statuses('ada')).toEqual([200, 200, 200])
    expect((await app.ask('POST', '/sign-out')).status).toBe(200)
    expect(await statuses('ada')).toEqual([401, 401, 401])
    expect((await app.ask('POST', '/sign-out')).status).toBe(401)
    expect(await statuses('bob')).toEqual([200, 200, 404])
    const headers = { Authorization: `Bearer ${await app.newTokenOf('ada')}` }
    expect((await app.ask('GET', '/api/months/', { headers })).status).toBe(200)
  })

  it('ends an open stream at its next question', async () => {
    const app = await startSharedApp()
    let user: string | null = 'ada'
    const { admit, authenticate } = keepAccesses(app.db, async () => user)
    const request = new Request('http://localhost/api/events')
    admit(request, { user: 'ada', shared: null })
    expect([await authenticate(request), await authenticate(request)]).toEqual(['user:ada', 'user:ada'])
    for (const other of [null, 'bob']) {
      user = other
      expect(await authenticate(request)).toBe(null)
    }
  })
})
