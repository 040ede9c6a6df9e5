// What the example server answers while its database refuses.
import { Hono } from 'hono'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { finishDeletions } from '../../../examples/server/database/deletions.js'
import { refuseFailure } from '../../../examples/server/errors.js'
import { startSharedApp } from '../../http/isolation/shared-app.js'

async function sharing() {
  const app = await startSharedApp({ BOOKS_PER_USER: '999' })
  const { json } = await app.ask('POST', '/books', { body: { name: 'Trip' } })
  const id = json.data.id as string
  await app.ask('POST', `/books/${id}/api/budgets/create/`, { body: { name: 'Travel' } })
  return { ...app, id }
}

it('the undo of a shared book is 503 in the form of all errors, as everything else is', async () => {
  const { ask, db, entries, id } = await sharing()
  const listed = await ask('GET', `/books/${id}/api/history/`)
  const [entry] = listed.json.data
  await sql`alter table budgetbook_history rename to away`.execute(db)
  const { status, json, headers } = await ask('POST', `/books/${id}/api/history/undo/${entry.id}/`, {
    body: {},
  })
  expect([status, json.code, headers.get('Retry-After')]).toEqual([503, 'storage_unavailable', '1'])
  expect(entries.at(-1)).toMatchObject({ status: 503, code: 'storage_unavailable', user: 'ada' })
  expect(entries.at(-1)?.causes).not.toEqual([])
})

it('a shared book is deleted for everybody, and what is in it goes later', async () => {
  const { ask, contentsOf, db, id, storage } = await sharing()
  await sql`alter table budgetbook_categories rename to away`.execute(db)
  expect((await ask('DELETE', `/books/${id}`)).status).toBe(200)
  expect((await ask('GET', `/books/${id}/api/budgets/`)).status).toBe(404)
  await sql`alter table away rename to budgetbook_categories`.execute(db)
  expect(await contentsOf(`shared:${id}`)).toContain('Travel')
  const failed = () => undefined
  await finishDeletions({ db, storage, delay: 0, failed }, () => false)
  expect(await contentsOf(`shared:${id}`)).not.toContain('Travel')
})

it.each([
  ['53100', 'could not extend file', 'quota_exceeded'],
  ['ERR_SQLITE_ERROR', 'database or disk is full', 'quota_exceeded'],
  ['53300', 'sorry, too many clients already', 'storage_unavailable'],
  ['57P01', 'terminating connection due to administrator command', 'storage_unavailable'],
  ['ECONNREFUSED', '', 'storage_unavailable'],
  ['ERR_SQLITE_ERROR', 'database is locked', 'storage_unavailable'],
  [undefined, 'database table is locked: app_books', 'storage_unavailable'],
  [undefined, 'timeout exceeded when trying to connect', 'storage_unavailable'],
  [undefined, 'Connection terminated unexpectedly', 'storage_unavailable'],
  ['42P01', 'relation "app_books" does not exist', 'internal_error'],
  ['ERR_SQLITE_ERROR', 'no such table: app_books', 'internal_error'],
  ['23505', 'duplicate key value', 'internal_error'],
  [undefined, 'x is not a function', 'internal_error'],
])('an error %s %s of the driver is %s', async (code, message, expected) => {
  const app = new Hono().get('/', (context) =>
    refuseFailure(context, Object.assign(new Error(message), code === undefined ? {} : { code })),
  )
  const answer = await app.request('/')
  const isTemporary = expected !== 'internal_error'
  expect([answer.status, answer.headers.get('Retry-After')]).toEqual(isTemporary ? [503, '1'] : [500, null])
  expect(await answer.json()).toMatchObject({ code: expected })
})

it('a full SQLite file is 503 with a code of its own, in the log too', async () => {
  const { ask, db, entries } = await sharing()
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
  await sql`pragma max_page_count = ${sql.lit(Number(rows[0]?.page_count))}`.execute(db)
  const statuses = []
  for (let at = 0; at < 200 && statuses.at(-1) !== 503; at++)
    statuses.push((await ask('POST', '/books', { body: { name: 'x'.repeat(100) } })).status)
  expect(statuses.at(-1)).toBe(503)
  expect(entries.at(-1)).toMatchObject({ status: 503, code: 'quota_exceeded' })
})
