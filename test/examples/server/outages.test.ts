// What the example server answers while its database refuses.
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { finishDeletions } from '../../../examples/server/database/deletions.js'
import { startSharedApp } from '../../http/isolation/shared-app.js'

async function sharing() {
  const app = await startSharedApp()
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
  await finishDeletions(db, storage)
  expect(await contentsOf(`shared:${id}`)).not.toContain('Travel')
})
