import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSqlAdapter, migrate } from 'budgetbook/sql'
import { nodeSqlite } from '../../../examples/node-sqlite.js'
import { kindOf, typedFailure, type FailureKind } from '../../../src/adapters/sql/failures.js'
import { commit, inserting } from '../../../src/testing/conformance/commits.js'
import { makeCategory } from '../../../src/testing/conformance/entities.js'
import { temporaryFolder } from '../../support/sql/databases.js'

/** An error as better-sqlite3 and libsql make it, and as node:sqlite does. */
const drivers = {
  'better-sqlite3': (name: string, _: number, message: string) =>
    Object.assign(new Error(message), { code: name }),
  'node:sqlite': (_: string, errcode: number, message: string) =>
    Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode }),
}

const refused = { code: 'storage_unavailable', details: { reason: 'database_refused' } }
const lost = { code: 'storage_unavailable', details: { reason: 'connection_lost' } }
const corrupt = { code: 'storage_corrupt' }
const notMigrated = { code: 'storage_unavailable', details: { reason: 'not_migrated' } }

const failures: [name: string, errcode: number, kind: FailureKind, typed: object, message?: string][] = [
  ['SQLITE_ERROR', 1, 'refused', refused],
  ['SQLITE_ERROR', 1, 'refused', notMigrated, 'no such table: budgetbook_books'],
  ['SQLITE_ERROR', 1, 'refused', notMigrated, 'no such column: revision'],
  ['SQLITE_BUSY', 5, 'busy', refused],
  ['SQLITE_BUSY_RECOVERY', 261, 'busy', refused],
  ['SQLITE_BUSY_SNAPSHOT', 517, 'busy', refused],
  ['SQLITE_LOCKED', 6, 'busy', refused],
  ['SQLITE_LOCKED_SHAREDCACHE', 262, 'busy', refused],
  ['SQLITE_READONLY', 8, 'refused', refused],
  ['SQLITE_READONLY_DBMOVED', 1032, 'refused', refused],
  ['SQLITE_INTERRUPT', 9, 'refused', refused],
  ['SQLITE_IOERR', 10, 'lost', lost],
  ['SQLITE_IOERR_FSYNC', 1034, 'lost', lost],
  ['SQLITE_CORRUPT', 11, 'refused', corrupt],
  ['SQLITE_CORRUPT_INDEX', 779, 'refused', corrupt],
  ['SQLITE_FULL', 13, 'refused', { code: 'quota_exceeded' }],
  ['SQLITE_CANTOPEN', 14, 'refused', refused],
  ['SQLITE_CANTOPEN_ISDIR', 526, 'refused', refused],
  ['SQLITE_CONSTRAINT', 19, 'taken', refused],
  ['SQLITE_CONSTRAINT_PRIMARYKEY', 1555, 'taken', refused],
  ['SQLITE_NOTADB', 26, 'refused', corrupt],
]

describe.each(Object.entries(drivers))('an error of %s', (_, errorOf) => {
  it.each(failures)('%s (%i) is %s', (name, errcode, kind, typed, message = 'no') => {
    const error = errorOf(name, errcode, message)
    expect(kindOf(error)).toBe(kind)
    expect(typedFailure(error, 'ada')).toMatchObject(typed)
  })
})

it('of node:sqlite that does not come from SQLite comes from the way there', () => {
  const closed = Object.assign(new Error('database is not open'), { code: 'ERR_INVALID_STATE' })
  expect(kindOf(closed)).toBe('lost')
})

it('a commit to a read-only file is storage_unavailable, reason database_refused', async () => {
  const folder = await temporaryFolder()
  onTestFinished(folder.remove)
  const connect = (readOnly: boolean) => {
    const database = new DatabaseSync(join(folder.path, 'books.db'), { readOnly })
    return {
      db: new Kysely<object>({ dialect: new SqliteDialect({ database: nodeSqlite(database) }) }),
      dialect: 'sqlite',
    } as const
  }
  const writable = connect(false)
  await migrate(writable)
  await writable.db.destroy()
  const readable = connect(true)
  const storage = createSqlAdapter(readable)
  await expect(commit(storage, [inserting.category(makeCategory('food'))])).rejects.toMatchObject(refused)
  await readable.db.destroy()
})
