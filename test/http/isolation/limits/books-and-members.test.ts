// How many shared books a user can own, and how many members a shared book can have.
import { describe, expect, it } from 'vitest'
import { addMember } from '../add-member.js'
import { startSharedApp, type SharedApp } from '../shared-app.js'

const make = async ({ ask }: SharedApp, user = 'ada', headers: Readonly<Record<string, string>> = {}) =>
  ask('POST', '/books', { user, body: { name: 'Household' }, headers })

const put = async ({ ask }: SharedApp, id: string, user: string, role: string) =>
  ask('PUT', `/books/${id}/members/${user}`, { body: { role } })

describe('the shared books that one user owns', () => {
  it('are 100, also where many are made at once; one that is deleted makes room', async () => {
    const app = await startSharedApp()
    const made = await Promise.all(Array.from({ length: 105 }, async () => make(app)))
    const statuses = made.map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(100)
    const refused = await make(app)
    expect([refused.status, refused.json.code, refused.json.details]).toEqual([
      409,
      'too_many_books',
      { maximum: 100 },
    ])
    expect(app.entries.at(-1)).toMatchObject({ status: 409, code: 'too_many_books' })
    expect((await app.ask('GET', '/books')).json.count).toBe(100)
    expect((await make(app, 'bob')).status).toBe(201)
    await app.ask('DELETE', `/books/${made[0]?.json.data.id}`)
    expect([(await make(app)).status, (await make(app)).status]).toEqual([201, 409])
  })

  it('are no more after a request that is repeated, which is answered as before', async () => {
    const app = await startSharedApp({ BOOKS_PER_USER: '1' })
    const key = { 'Idempotency-Key': 'key-1' }
    const [first, again] = [await make(app, 'ada', key), await make(app, 'ada', key)]
    expect([again.status, again.json]).toEqual([201, first.json])
    const other = { 'Idempotency-Key': 'key-2' }
    expect((await make(app, 'ada', other)).status).toBe(409)
    await app.ask('DELETE', `/books/${first.json.data.id}`)
    // Nothing was made under this key.
    expect((await make(app, 'ada', other)).status).toBe(201)
  })

  it('count with those that others share, from when the user accepts to be their owner', async () => {
    const app = await startSharedApp({ BOOKS_PER_USER: '1' })
    const id = (await make(app)).json.data.id as string
    await put(app, id, 'bob', 'owner')
    expect((await make(app, 'bob')).status).toBe(201)
    const accept = async () => app.ask('POST', `/books/${id}/accept`, { user: 'bob' })
    const refused = await accept()
    expect([refused.status, refused.json.code]).toEqual([409, 'too_many_books'])
    // The invitation stays as it was.
    expect((await app.ask('GET', '/books', { user: 'bob' })).json.data).toContainEqual({
      id,
      name: 'Household',
      role: 'owner',
      accepted: false,
    })
    await put(app, id, 'bob', 'editor')
    expect((await accept()).status).toBe(200)
    const promoted = await put(app, id, 'bob', 'owner')
    expect([promoted.status, promoted.json.code]).toEqual([409, 'too_many_books'])
    const members = (await app.ask('GET', `/books/${id}/members`)).json.data
    expect(members).toContainEqual({ user: 'bob', role: 'editor', accepted: true })
  })

  it('stay as they are where the number becomes less', async () => {
    const app = await startSharedApp({ BOOKS_PER_USER: '1' })
    const id = (await make(app)).json.data.id as string
    await app.db
      .insertInto('app_books')
      .values({ id: 'x', name: 'x', deleted_at: null, emptied_at: null })
      .execute()
    await app.db
      .insertInto('app_members')
      .values({ book_id: 'x', user_id: 'ada', role: 'owner', accepted: 1 })
      .execute()
    expect((await put(app, id, 'ada', 'owner')).status).toBe(200)
    expect((await app.ask('POST', `/books/${id}/accept`)).status).toBe(200)
  })
})

describe('the members of a shared book', () => {
  it('are 100 with those who are invited, also where many are invited at once', async () => {
    const users = Array.from({ length: 105 }, (_, index) => `user-${index}`)
    const app = await startSharedApp({ USERS: ['ada', ...users].join(',') })
    const id = (await make(app)).json.data.id as string
    const answers = await Promise.all(users.map(async (user) => put(app, id, user, 'viewer')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(99)
    const refused = answers.find(({ status }) => status !== 200)
    expect([refused?.status, refused?.json.code, refused?.json.details]).toEqual([
      409,
      'too_many_members',
      { maximum: 100 },
    ])
    expect((await app.ask('GET', `/books/${id}/members`)).json.count).toBe(100)
  })

  it('keep their changes of role at that number, and one who goes makes room', async () => {
    const app = await startSharedApp({ MEMBERS_PER_BOOK: '2' })
    const id = (await make(app)).json.data.id as string
    await addMember(app, id, 'bob', 'viewer')
    expect((await put(app, id, 'bob', 'editor')).status).toBe(200)
    expect((await put(app, id, 'carol', 'viewer')).status).toBe(409)
    await app.ask('DELETE', `/books/${id}/members/bob`)
    expect((await put(app, id, 'carol', 'viewer')).status).toBe(200)
  })
})
