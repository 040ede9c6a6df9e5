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

/** An error as better-sqlite3 and libsql make it, as node:sqlite does, and as its like does where a query fails. */
const drivers = {
  'better-sqlite3': (name: string, _: number, message: string) =>
    Object.assign(new Error(message), { code: name }),
  'node:sqlite': (_name: string, errcode: number) =>
    Object.assign(new Error('no'), { code: 'ERR_SQLITE_ERROR', errcode }),
  '@photostructure/sqlite': (_name: string, _: number, message: string) =>
    Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR' }),
}

const refused = { code: 'storage_unavailable', details: { reason: 'database_refused' } }
const lost = { code: 'storage_unavailable', details: { reason: 'connection_lost' } }
const corrupt = { code: 'storage_corrupt' }
const full = { code: 'quota_exceeded' }

const busy = 'database is locked'
const locked = 'database table is locked: books'
const unwritable = 'attempt to write a readonly database'
const malformed = 'database disk image is malformed'
const failures: [name: string, errcode: number, message: string, kind: FailureKind, typed: object][] = [
  ['SQLITE_ERROR', 1, 'near "selct": syntax error', 'refused', refused],
  ['SQLITE_BUSY', 5, busy, 'busy', refused],
  ['SQLITE_BUSY_RECOVERY', 261, busy, 'busy', refused],
  ['SQLITE_BUSY_SNAPSHOT', 517, busy, 'busy', refused],
  ['SQLITE_LOCKED', 6, locked, 'busy', refused],
  ['SQLITE_LOCKED_SHAREDCACHE', 262, locked, 'busy', refused],
  ['SQLITE_READONLY', 8, unwritable, 'refused', refused],
  ['SQLITE_READONLY_DBMOVED', 1032, unwritable, 'refused', refused],
  ['SQLITE_INTERRUPT', 9, 'interrupted', 'refused', refused],
  ['SQLITE_IOERR', 10, 'disk I/O error', 'lost', lost],
  ['SQLITE_IOERR_FSYNC', 1034, 'disk I/O error', 'lost', lost],
  ['SQLITE_CORRUPT', 11, malformed, 'refused', corrupt],
  ['SQLITE_CORRUPT_INDEX', 779, malformed, 'refused', corrupt],
  ['SQLITE_FULL', 13, 'database or disk is full', 'refused', full],
  ['SQLITE_CANTOPEN', 14, 'unable to open database file', 'refused', refused],
  ['SQLITE_CANTOPEN_ISDIR', 526, 'unable to open database file', 'refused', refused],
  ['SQLITE_CONSTRAINT', 19, 'constraint failed', 'taken', refused],
  ['SQLITE_CONSTRAINT_PRIMARYKEY', 1555, 'UNIQUE constraint failed: books.id', 'taken', refused],
  ['SQLITE_CONSTRAINT_NOTNULL', 1299, 'NOT NULL constraint failed: books.id', 'taken', refused],
  ['SQLITE_NOTADB', 26, 'file is not a database', 'refused', corrupt],
]

describe.each(Object.entries(drivers))('an error of %s', (_, errorOf) => {
  it.each(failures)('%s (%i), %s, is %s', (name, errcode, message, kind, typed) => {
    const error = errorOf(name, errcode, message)
    expect(kindOf(error)).toBe(kind)
    expect(typedFailure(error, 'ada')).toMatchObject(typed)
  })
})

it.each(['no such table: budgetbook_books', 'no such column: revision', 'table t has no column named x'])(
  '%s is not_migrated, whatever the driver calls it',
  (message) => {
    for (const code of ['SQLITE_ERROR', 'ERR_SQLITE_ERROR', 'ERR_ANOTHER'])
      expect(typedFailure(Object.assign(new Error(message), { code }), 'ada')).toMatchObject({
        code: 'storage_unavailable',
        details: { reason: 'not_migrated' },
      })
  },
)

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
