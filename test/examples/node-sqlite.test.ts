import { DatabaseSync } from '@photostructure/sqlite'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { nodeSqlite } from '../../examples/node-sqlite.js'
import { preparedOnce } from '../../examples/prepared-once.js'
import { read } from '../support/snippets/snippets.js'

interface Tables {
  notes: { id: number; text: string }
}

function open(): Kysely<Tables> {
  const database = new DatabaseSync(':memory:')
  database.exec(
    "create table notes (id integer primary key, text text); insert into notes values (1, 'a'), (2, 'b')",
  )
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: preparedOnce(nodeSqlite(database)) }),
  })
  onTestFinished(async () => db.destroy())
  return db
}

it('gives Kysely the rows of a query, each time it is asked', async () => {
  const query = open().selectFrom('notes').selectAll()
  expect(await query.execute()).toEqual([
    { id: 1, text: 'a' },
    { id: 2, text: 'b' },
  ])
  expect(await query.where('text', '=', 'b').execute()).toEqual([{ id: 2, text: 'b' }])
  expect(await query.execute()).toHaveLength(2)
})

it('gives Kysely the rows that a statement wrote', async () => {
  const db = open()
  const inserted = db.insertInto('notes').values({ id: 3, text: 'c' }).returningAll()
  expect(await inserted.executeTakeFirst()).toEqual({ id: 3, text: 'c' })
  expect(await sql`pragma user_version`.execute(db)).toMatchObject({ rows: [{ user_version: 0 }] })
})

it('tells Kysely how many rows a statement wrote, and the last id', async () => {
  const db = open()
  expect(await db.insertInto('notes').values({ id: 7, text: 'c' }).executeTakeFirst()).toEqual({
    insertId: 7n,
    numInsertedOrUpdatedRows: 1n,
  })
  expect(await db.updateTable('notes').set({ text: 'd' }).executeTakeFirst()).toMatchObject({
    numUpdatedRows: 3n,
  })
  expect(await db.deleteFrom('notes').where('id', '=', 99).executeTakeFirst()).toEqual({ numDeletedRows: 0n })
})

it('streams rows to Kysely', async () => {
  const texts: string[] = []
  for await (const { text } of open().selectFrom('notes').select('text').stream()) texts.push(text)
  expect(texts).toEqual(['a', 'b'])
})

it('stands in the guide as it is', () => {
  expect(read('docs/sql.md')).toContain(read('examples/node-sqlite.ts').trim())
})
