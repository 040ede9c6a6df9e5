import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createSqlAdapter, pruneOperations, type SqlOptions } from 'budgetbook/sql'
import { commit } from '../../../../src/testing/conformance/commits.js'
import { migratedSqlite, pgliteOptions } from '../../../support/sql/databases.js'

const day = 86_400_000
const now = Date.now()

/** A storage with operations that were done some days ago; `null` for one that carries no instant. */
async function withOperations(options: SqlOptions, ages: Record<string, number | null>, bookId = 'a') {
  const storage = createSqlAdapter(options)
  const table = sql.table(`${options.tablePrefix ?? 'budgetbook_'}operations`)
  for (const [id, age] of Object.entries(ages)) {
    await commit(storage, [], { bookId, operation: { id, fingerprint: 'f' } })
    const recorded = age === null ? null : new Date(now - age * day).toISOString()
    await sql`update ${table} set recorded_at = ${recorded} where book_id = ${bookId} and id = ${id}`.execute(
      options.db,
    )
  }
  const known = async (id: string, ofBook = bookId) =>
    (await commit(storage, [], { bookId: ofBook, operation: { id, fingerprint: 'f' } })).replayed
  return { known }
}

describe.each(['SQLite', 'PGlite'])('pruneOperations in %s', (name) => {
  const open = async () => (name === 'SQLite' ? migratedSqlite().options : pgliteOptions())

  it('forgets what is older, and what carries no instant, and keeps the rest', async () => {
    const options = await open()
    const { known } = await withOperations(options, { old: 31, edge: 30, young: 1, before: null })
    expect(await pruneOperations(options, { olderThan: new Date(now - 30 * day) })).toBe(2)
    expect(await Promise.all(['edge', 'young'].map(async (id) => known(id)))).toEqual([true, true])
    expect([await known('old'), await known('before')]).toEqual([false, false])
  })

  it('keeps what carries an instant that cannot be read', async () => {
    const options = await open()
    const { known } = await withOperations(options, { damaged: 31 })
    const table = sql.table(`${options.tablePrefix ?? 'budgetbook_'}operations`)
    await sql`update ${table} set recorded_at = '1 garbage'`.execute(options.db)
    expect(await pruneOperations(options, { olderThan: new Date(now) })).toBe(0)
    expect(await known('damaged')).toBe(true)
  })

  it('prunes one book where it is told which, and leaves the others', async () => {
    const options = await open()
    const a = await withOperations(options, { old: 31 }, 'a')
    const b = await withOperations(options, { old: 31 }, 'b')
    expect(await pruneOperations(options, { olderThan: new Date(now), bookId: 'a' })).toBe(1)
    expect([await a.known('old'), await b.known('old')]).toEqual([false, true])
  })
})

it.each([
  ['0000-01-01T00:00:00.000Z', 1],
  ['-000001-12-31T23:59:59.999Z', 1],
  ['-271821-04-20T00:00:00.000Z', 1],
])('pruneOperations compares the year of %s rightly, and removes %i', async (instant, count) => {
  const { options } = migratedSqlite()
  // One without an instant always counts as old.
  await withOperations(options, { young: 0, before: null })
  expect(await pruneOperations(options, { olderThan: new Date(instant) })).toBe(count)
})

it('pruneOperations removes any number of operations', async () => {
  const { database, options } = migratedSqlite()
  const insert = database.prepare(
    "insert into budgetbook_operations (book_id, id, fingerprint, receipt) values ('a', ?, 'f', '{}')",
  )
  for (let at = 0; at < 25_000; at++) insert.run(`operation ${at}`)
  expect(await pruneOperations(options, { olderThan: new Date(now) })).toBe(25_000)
  expect(await pruneOperations(options, { olderThan: new Date(now) })).toBe(0)
})

it.each<[unknown, readonly (string | number)[]]>([
  [{}, ['olderThan']],
  [{ olderThan: '2026-01-01' }, ['olderThan']],
  [{ olderThan: new Date(Number.NaN) }, ['olderThan']],
  [{ olderThan: new Date(Date.now() + 3_600_000) }, ['olderThan']],
  [{ olderThan: new Date(8.64e15) }, ['olderThan']],
  [{ olderThan: new Date(now), bookId: '' }, ['bookId']],
  [{ olderThan: new Date(now), older: 1 }, ['older']],
  [null, []],
])('pruneOperations refuses %j', async (which, path) => {
  const { options } = migratedSqlite()
  await expect(pruneOperations(options, which as never)).rejects.toMatchObject({
    code: 'invalid_input',
    details: { issues: [{ path }] },
  })
})
