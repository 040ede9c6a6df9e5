// Invitations of the example server, on a real PostgreSQL, where transactions meet.
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import pg from 'pg'
import { earlierTables } from '../../http/isolation/earlier-tables.js'
import { startSharedApp } from '../../http/isolation/shared-app.js'
import { raceRounds } from '../../support/settings.js'
import { useServer } from '../harness/use-server.js'

const { makeBooks } = useServer()

async function addressOf() {
  const { host, port, user, database } = (await makeBooks()).connection
  return `postgres://${user}@${host}:${port}/${database}`
}

/** Two servers on one database: ada asks the first, and bob accepts at the second. */
async function start() {
  const env = { DATABASE_URL: await addressOf(), TOKEN_SECRET: 's'.repeat(32) }
  const [first, second] = [await startSharedApp(env), await startSharedApp(env)]
  const id = (await first.ask('POST', '/books', { body: { name: 'Household' } })).json.data.id as string
  const path = `/books/${id}`
  return {
    first,
    id,
    invite: async (role: string, member = 'bob') =>
      (await first.ask('PUT', `${path}/members/${member}`, { body: { role } })).status,
    withdraw: async () => (await first.ask('DELETE', `${path}/members/bob`)).status,
    accept: async () => (await second.ask('POST', `${path}/accept`, { user: 'bob' })).status,
    leave: async () => (await first.ask('DELETE', `${path}/members/ada`)).status,
    members: async (user = 'ada') =>
      (await first.ask('GET', `${path}/members`, { user })).json.data as unknown,
  }
}

const ada = { user: 'ada', role: 'owner', accepted: true }

it('an owner withdraws while the user accepts: one after the other, and no member is left', async () => {
  const { invite, withdraw, accept, members } = await start()
  const outcomes = new Set<string>()
  for (let round = 0; round < raceRounds; round++) {
    await invite('owner')
    outcomes.add((await Promise.all([withdraw(), accept()])).join())
    expect(await members()).toEqual([ada])
  }
  for (const outcome of outcomes) expect(['200,200', '200,404']).toContain(outcome)
})

it('an owner changes the role while the user accepts: both are done', async () => {
  const { invite, withdraw, accept, members } = await start()
  for (let round = 0; round < raceRounds; round++) {
    await invite('viewer')
    expect(await Promise.all([invite('editor'), accept()])).toEqual([200, 200])
    expect(await members()).toEqual([ada, { user: 'bob', role: 'editor', accepted: true }])
    await withdraw()
  }
})

it('the last owner leaves while another accepts to be one: somebody who accepted is an owner', async () => {
  const { first, id, invite, withdraw, accept, leave, members } = await start()
  for (let round = 0; round < raceRounds; round++) {
    await invite('owner')
    const [left, accepted] = await Promise.all([leave(), accept()])
    expect([accepted, [200, 409]]).toEqual([200, expect.arrayContaining([left])])
    const bob = { user: 'bob', role: 'owner', accepted: true }
    expect(await members('bob')).toEqual(left === 200 ? [bob] : [ada, bob])
    if (left === 200) {
      await first.ask('PUT', `/books/${id}/members/ada`, { user: 'bob', body: { role: 'owner' } })
      await first.ask('POST', `/books/${id}/accept`)
    }
    expect(await withdraw()).toBe(200)
  }
})

it('an invalid id is not found, with a character that PostgreSQL does not take too', async () => {
  const { first, id } = await start()
  for (const [method, path] of [
    ['POST', '/books/a%00b/accept'],
    ['DELETE', '/books/a%00b/members/ada'],
    ['DELETE', `/books/${id}/members/a%00b`],
    ['PUT', `/books/${id}/members/a%00b`],
    ['GET', '/books/a%00b/members'],
  ] as const) {
    const { status } = await first.ask(method, path, method === 'PUT' ? { body: { role: 'viewer' } } : {})
    expect([method, path, status]).toEqual([method, path, 404])
  }
})

it('servers that start at once on a database of the version before keep its members, and invite new ones', async () => {
  const url = await addressOf()
  const id = randomUUID()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(earlierTables(id))
  await client.end()
  const [app] = await Promise.all(
    Array.from({ length: 3 }, async () => startSharedApp({ DATABASE_URL: url })),
  )
  const path = `/books/${id}/members`
  await app?.ask('PUT', `${path}/carol`, { body: { role: 'editor' } })
  expect((await app?.ask('GET', path))?.json.data).toEqual([
    ada,
    { user: 'bob', role: 'viewer', accepted: true },
    { user: 'carol', role: 'editor', accepted: false },
  ])
  for (const [user, status] of [
    ['ada', 200],
    ['bob', 200],
    ['carol', 404],
  ] as const)
    expect((await app?.ask('GET', `/books/${id}/api/months/`, { user }))?.status).toBe(status)
})
