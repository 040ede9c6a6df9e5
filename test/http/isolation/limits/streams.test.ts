// What one user can use up, and what happens where the database cannot take more.
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../../support/sql/databases.js'
import { addMember } from '../add-member.js'
import { startSharedApp } from '../shared-app.js'

describe('event streams', () => {
  it('are 20 of one user at most, of all books together; one that ends makes room', async () => {
    const app = await startSharedApp()
    const { id } = (await app.ask('POST', '/books', { body: { name: 'Household' } })).json.data
    await addMember(app, id, 'bob', 'viewer')
    const own = ['/api/events/', '/api/events', '/%61pi/events', '/api/%65vents']
    const open = async (index: number, user = 'ada') => {
      const path = index % 2 === 0 ? `/books/${id}/api/events` : (own[index % own.length] ?? '')
      const headers = { Authorization: `Bearer ${await app.tokenOf(user)}` }
      return app.fetch(new Request(`http://localhost${path}`, { headers }))
    }
    const ask = async (path: string) => app.ask('GET', path)
    const opened = []
    for (let index = 0; opened.length < 20; index++) {
      const response = await open(index)
      // Not every spelling leads to the API below the own book.
      if (response.status === 200) opened.push(response)
      else expect(response.status).toBe(404)
    }
    for (const path of ['/api/events', '/api/%65vents/', `/books/${id}/api/events/`]) {
      const { status, headers, json } = await ask(path)
      expect([status, json.code, json.details]).toEqual([429, 'too_many_streams', { maximum: 20 }])
      expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0)
      expect(app.entries.at(-1)).toMatchObject({ status: 429, code: 'too_many_streams' })
    }
    expect((await ask('/api/months')).status).toBe(200)
    const other = await open(0, 'bob')
    expect(other.status).toBe(200)
    await other.body?.cancel()
    await opened[3]?.body?.cancel()
    await expect.poll(async () => (await open(1)).status).toBe(200)
    expect((await open(1)).status).toBe(429)
  })

  it('that are refused, or asked for with HEAD, take no place', async () => {
    const app = await startSharedApp()
    for (let count = 0; count < 30; count++) {
      expect((await app.ask('HEAD', '/api/events')).status).toBe(200)
      expect((await app.ask('GET', '/api/events?x=1')).status).toBe(400)
    }
    const headers = { Authorization: `Bearer ${await app.tokenOf('ada')}` }
    expect((await app.fetch(new Request('http://localhost/api/events', { headers }))).status).toBe(200)
  })
})

describe('a file of SQLite that another process has locked', () => {
  it('is 503, to come again', async () => {
    const folder = await temporaryFolder()
    onTestFinished(folder.remove)
    const file = join(folder.path, 'books.db')
    const app = await startSharedApp({ DATABASE_FILE: file })
    await sql`pragma busy_timeout = 1`.execute(app.db)
    const other = new DatabaseSync(file)
    other.exec('begin immediate')
    const add = async () => app.ask('POST', '/books', { body: { name: 'Household' } })
    const { status, json, headers } = await add()
    expect([status, json.code, headers.get('Retry-After')]).toEqual([503, 'storage_unavailable', '1'])
    other.exec('rollback')
    other.close()
    expect((await add()).status).toBe(201)
  })
})
