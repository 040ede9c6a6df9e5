// Nobody gets into a shared book without being asked, and until then the book is not there for them.
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../support/sql/databases.js'
import { operationsOf, pathWith, type OpenApiDocument } from '../harness/document.js'
import { addMember } from './add-member.js'
import { earlierTables } from './earlier-tables.js'
import { asking, fillBook } from './filled-book.js'
import { requestsWithIds } from './operation-requests.js'
import { startSharedApp, type SharedApp } from './shared-app.js'

const roles = ['viewer', 'editor', 'owner'] as const
const household = { name: 'Household' }

/** The app, with a shared book of ada's, and what its members and others ask of it. */
async function start(app?: SharedApp, known?: string) {
  const { ask, ...rest } = app ?? (await startSharedApp())
  const id = known ?? ((await ask('POST', '/books', { body: household })).json.data.id as string)
  const statusOf = async (user: string, method: string, path: string, body?: object) =>
    (await ask(method, `/books/${id}${path}`, body === undefined ? { user } : { user, body })).status
  return {
    app: { ask, ...rest },
    id,
    invite: async (user: string, role: string, by = 'ada') =>
      statusOf(by, 'PUT', `/members/${user}`, { role }),
    accept: async (user: string) => statusOf(user, 'POST', '/accept'),
    remove: async (user: string, by = user) => statusOf(by, 'DELETE', `/members/${user}`),
    read: async (user: string) => statusOf(user, 'GET', '/api/months/'),
    booksOf: async (user: string) => (await ask('GET', '/books', { user })).json.data as unknown,
    members: async () => (await ask('GET', `/books/${id}/members`)).json.data as unknown,
  }
}

const documentOf = async ({ ask }: SharedApp) =>
  (await ask('GET', '/api/openapi.json')).json as OpenApiDocument

describe('an invitation', () => {
  it('shows its name and role to the invited user, and makes a member of the user once it is accepted', async () => {
    const { app, id, accept, read, booksOf, members } = await start()
    const { status, json } = await app.ask('PUT', `/books/${id}/members/bob`, { body: { role: 'viewer' } })
    const invited = { user: 'bob', role: 'viewer', accepted: false }
    expect([status, json]).toEqual([200, { message: 'Member set', data: invited }])
    const ada = { user: 'ada', role: 'owner', accepted: true }
    expect(await members()).toEqual([ada, invited])
    const book = { id, ...household, role: 'viewer' }
    expect(await booksOf('bob')).toEqual([{ ...book, accepted: false }])
    expect(await read('bob')).toBe(404)
    const accepted = await app.ask('POST', `/books/${id}/accept`, { user: 'bob' })
    expect([accepted.status, accepted.json]).toEqual([200, { message: 'Invitation accepted' }])
    expect(await booksOf('bob')).toEqual([{ ...book, accepted: true }])
    expect(await members()).toEqual([ada, { ...invited, accepted: true }])
    expect([await read('bob'), await accept('bob'), await read('bob')]).toEqual([200, 200, 200])
  })

  it('that was never made cannot be accepted', async () => {
    const { app, accept, members, booksOf } = await start()
    expect(await accept('bob')).toBe(404)
    expect([await members(), await booksOf('bob')]).toEqual([
      [{ user: 'ada', role: 'owner', accepted: true }],
      [],
    ])
    for (const id of [crypto.randomUUID(), 'x', 'a%00b', '%F0%9F%93%92'])
      expect([id, (await app.ask('POST', `/books/${id}/accept`)).status]).toEqual([id, 404])
    const { id } = await start(app)
    expect((await app.ask('POST', `/books/${id}/accept`, { user: null })).status).toBe(401)
  })

  it('of a book that was deleted is gone with it', async () => {
    const { app, id, invite, accept, remove, booksOf } = await start()
    await invite('bob', 'viewer')
    await app.ask('DELETE', `/books/${id}`)
    expect([await accept('bob'), await remove('bob'), await booksOf('bob')]).toEqual([404, 404, []])
  })

  it('that was declined or withdrawn cannot be accepted, until there is another', async () => {
    const { invite, accept, remove, read, booksOf } = await start()
    for (const by of ['bob', 'ada']) {
      expect([await invite('bob', 'editor'), await remove('bob', by)]).toEqual([200, 200])
      expect([await accept('bob'), await read('bob'), await booksOf('bob')]).toEqual([404, 404, []])
      expect(await remove('bob')).toBe(404)
    }
    expect([await invite('bob', 'editor'), await accept('bob'), await read('bob')]).toEqual([200, 200, 200])
  })

  it('is needed again by somebody who left or was removed', async () => {
    const { app, id, invite, accept, remove, read } = await start()
    for (const by of ['bob', 'ada']) {
      await addMember(app, id, 'bob', 'editor')
      expect([await remove('bob', by), await accept('bob')]).toEqual([200, 404])
      expect([await invite('bob', 'editor'), await read('bob')]).toEqual([200, 404])
    }
  })

  it('may get another role, as a member may, and is accepted with the last', async () => {
    const { app, id, invite, accept, booksOf } = await start()
    for (const role of ['owner', 'viewer', 'editor']) expect(await invite('bob', role)).toBe(200)
    const book = { id, ...household }
    expect(await booksOf('bob')).toEqual([{ ...book, role: 'editor', accepted: false }])
    await accept('bob')
    const { json } = await app.ask('PUT', `/books/${id}/members/bob`, { body: { role: 'owner' } })
    expect(json.data).toEqual({ user: 'bob', role: 'owner', accepted: true })
    expect(await booksOf('bob')).toEqual([{ ...book, role: 'owner', accepted: true }])
  })

  it('does not make an owner: the last who is one cannot go or become something else', async () => {
    const { invite, accept, remove, members } = await start()
    await invite('bob', 'owner')
    const before = await members()
    expect([await remove('ada'), await invite('ada', 'editor')]).toEqual([409, 409])
    expect(await members()).toEqual(before)
    expect([await accept('bob'), await invite('ada', 'editor'), await remove('ada')]).toEqual([200, 200, 200])
    expect(await remove('bob')).toBe(409)
  })

  it('that is withdrawn while the user accepts it leaves no member', async () => {
    const { invite, accept, remove, members } = await start()
    const alone = await members()
    for (let round = 0; round < 20; round++) {
      await invite('bob', 'owner')
      const both =
        round % 2 === 0
          ? [remove('bob', 'ada'), accept('bob')]
          : [accept('bob'), remove('bob', 'ada')].reverse()
      const [removed, accepted] = await Promise.all(both)
      expect([removed, [200, 404]]).toEqual([200, expect.arrayContaining([accepted])])
      expect(await members()).toEqual(alone)
    }
  })
})

describe.each(roles)('before accepting, somebody who is invited as %s', (role) => {
  it('finds no operation of the API in the book, exactly as in one that does not exist', async () => {
    const { app, id, invite } = await start()
    const things = await fillBook(asking(app, 'ada', id), { word: 'Quokka', amount: '8529.17' })
    const document = await documentOf(app)
    await invite('bob', role)
    const before = await app.contentsOf(`shared:${id}`)
    let sent = 0
    for (const { operation, method, path, body } of requestsWithIds(document, [
      things.category,
      things.hold,
    ])) {
      const asked = body === undefined ? {} : { body }
      const { status, text } = await asking(app, 'bob', id)(method, path, asked)
      expect([operation, method, path, status]).toEqual([operation, method, path, 404])
      expect(text).not.toMatch(/Quokka|8529\.17/)
      sent++
    }
    expect(sent).toBeGreaterThan(operationsOf(document).length)
    const plain = { headers: { 'X-Request-Id': 'same' }, user: 'bob' }
    for (const { method, path } of operationsOf(document)) {
      for (const each of new Set([method, 'HEAD', 'OPTIONS', 'PATCH'])) {
        const answers = [id, crypto.randomUUID()].map(async (book) => {
          const { status, text, headers } = await app.ask(each, `/books/${book}${pathWith(path)}`, plain)
          return [status, text, [...headers]]
        })
        const [theirs, none] = await Promise.all(answers)
        expect([each, path, theirs]).toEqual([each, path, none])
      }
    }
    expect(await app.contentsOf(`shared:${id}`)).toBe(before)
  })

  it('finds none of the app’s own routes either, but to accept and to decline', async () => {
    const { app, id, invite, remove, members } = await start()
    await addMember(app, id, 'carol', 'viewer')
    await invite('bob', role)
    const before = await members()
    const asked = async (method: string, path: string, body?: object) => {
      const request = body === undefined ? { user: 'bob' } : { user: 'bob', body }
      return (await app.ask(method, `/books/${id}${path}`, request)).status
    }
    const answers = [
      await asked('DELETE', ''),
      await asked('GET', '/members'),
      await asked('HEAD', '/members'),
      await asked('DELETE', '/members/ada'),
      await asked('DELETE', '/members/carol'),
    ]
    for (const user of ['ada', 'bob', 'carol', 'eve', 'nobody'])
      answers.push(await asked('PUT', `/members/${user}`, { role: 'owner' }))
    expect(new Set(answers)).toEqual(new Set([404]))
    expect(await members()).toEqual(before)
    expect(await remove('bob')).toBe(200)
  })
})

describe('a database of the version before', () => {
  it('keeps its members, and new ones are invited', async () => {
    const folder = await temporaryFolder()
    onTestFinished(folder.remove)
    const file = join(folder.path, 'books.db')
    const id = crypto.randomUUID()
    const earlier = new DatabaseSync(file)
    earlier.exec(earlierTables(id))
    earlier.close()
    const app = await startSharedApp({ DATABASE_FILE: file })
    const { invite, read, members } = await start(app, id)
    await invite('carol', 'editor')
    expect(await members()).toEqual([
      { user: 'ada', role: 'owner', accepted: true },
      { user: 'bob', role: 'viewer', accepted: true },
      { user: 'carol', role: 'editor', accepted: false },
    ])
    expect([await read('ada'), await read('bob'), await read('carol')]).toEqual([200, 200, 404])
    // A second start changes nothing.
    const again = await start(await startSharedApp({ DATABASE_FILE: file }), id)
    expect(await again.members()).toEqual(await members())
  })
})
