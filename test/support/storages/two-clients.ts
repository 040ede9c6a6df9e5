import { Kysely, SqliteDialect } from 'kysely'
import { createSqlAdapter, type SqlOptions } from 'budgetbook/sql'
import type { StorageAdapter } from 'budgetbook'
import { nodeSqlite } from '../../../examples/node-sqlite.js'
import { FaultyKysely } from '../sql/failing-statements.js'
import { migratedSqlite, pgliteDialect, pgliteOptions } from '../sql/databases.js'

/** A client whose statements can fail, and one beside it that nothing happens to. */
export interface TwoClients {
  readonly faulty: FaultyKysely
  readonly storage: StorageAdapter
  readonly beside: StorageAdapter
  readonly options: SqlOptions
  /** A book that was never written. */
  readonly bookId: string
  /** The statement that makes a commit count where nobody else is in the way. */
  readonly commitStatement: RegExp
}

let inPglite: Promise<TwoClients> | null = null
let count = 0

/** Databases with two clients each; in PGlite, all tests of a file share one, and each has a book of its own. */
export const databases = {
  SQLite: async () => {
    const database = nodeSqlite(migratedSqlite().database)
    const faulty = new FaultyKysely(new SqliteDialect({ database }))
    const db = new Kysely<object>({ dialect: new SqliteDialect({ database }) })
    return clientsOf(faulty, { db, dialect: 'sqlite' }, /^commit$/)
  },
  PGlite: async () => {
    inPglite ??= pgliteOptions().then((options) =>
      clientsOf(new FaultyKysely(pgliteDialect()), options, /with gate as/),
    )
    return { ...(await inPglite), bookId: `book ${++count}` }
  },
} satisfies Readonly<Record<string, () => Promise<TwoClients>>>

function clientsOf(faulty: FaultyKysely, options: SqlOptions, commitStatement: RegExp): TwoClients {
  return {
    faulty,
    storage: createSqlAdapter({ ...options, db: faulty.db }),
    beside: createSqlAdapter(options),
    options,
    commitStatement,
    bookId: 'book',
  }
}
