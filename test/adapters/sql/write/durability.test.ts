import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createSqlAdapter, migrate } from 'budgetbook/sql'
import {
  pgliteOptions,
  sqliteKysely,
  sqliteMemoryHarness,
  temporaryFolder,
} from '../../../support/sql/databases.js'

const reach = { reach: 'database', isolation: 'database', history: true }

it.each([
  ['delete', 'extra', 'disk'],
  ['delete', 'full', 'disk'],
  ['delete', 'normal', 'disk'],
  ['delete', 'off', 'process_crash'],
  ['wal', 'full', 'disk'],
  ['wal', 'normal', 'process_crash'],
  ['wal', 'off', 'process_crash'],
])(
  'a SQLite file in journal mode %s with synchronous = %s is %s',
  async (journal, synchronous, durability) => {
    const folder = await temporaryFolder()
    const db = sqliteKysely(join(folder.path, 'books.db'), undefined, { journal_mode: journal, synchronous })
    await migrate({ db, dialect: 'sqlite' })
    expect(await createSqlAdapter({ db, dialect: 'sqlite' }).open()).toEqual({ ...reach, durability })
    await db.destroy()
    await folder.remove()
  },
)

it('a SQLite database in memory is none', async () => {
  const harness = await sqliteMemoryHarness()
  const adapter = await harness.connect()
  expect(await adapter.open()).toEqual({ ...reach, durability: 'none' })
})

// On a server that syncs, test/postgres/migrations.test.ts asks.
it('PGlite, which never syncs, is none', async () => {
  const storage = createSqlAdapter(await pgliteOptions())
  expect(await storage.open()).toEqual({ ...reach, durability: 'none' })
})
