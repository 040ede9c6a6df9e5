import { sql } from 'kysely'
import type { StorageAdapter } from 'budgetbook'
import { createSqlAdapter, type SqlOptions } from 'budgetbook/sql'
import { pgliteOptions } from './databases.js'

let migrated: Promise<SqlOptions> | null = null
let count = 0

/**
 * Fresh storage in PGlite, at once: making tables takes longer than most tests, so they are made once in a file, and all
 * of its storages are in them. Each has a prefix of its own before its books' ids.
 */
export function pgliteStorage(): {
  readonly connect: () => StorageAdapter
  /** Every row of its books, as text. */
  readonly bytes: () => Promise<string>
} {
  const prefix = `${count++} `
  const tables = (migrated ??= pgliteOptions())
  return {
    connect: () => adapterOfBooks(tables, prefix),
    bytes: async () => {
      const { db, tablePrefix = '' } = await tables
      const names = ['books', 'categories', 'months', 'budgets', 'totals', 'expenses', 'operations']
      const rows = names.map((name) => {
        const table = sql.id(tablePrefix + name)
        return sql`select row_to_json(t)::text as row from ${table} as t where starts_with(book_id, ${prefix})`
      })
      const { rows: found } = await sql<{ row: string }>`${sql.join(rows, sql` union all `)}`.execute(db)
      return found
        .map(({ row }) => row)
        .sort()
        .join('\n')
    },
  }
}

function adapterOfBooks(tables: Promise<SqlOptions>, prefix: string): StorageAdapter {
  let made: Promise<StorageAdapter> | null = null
  const ready = async (): Promise<StorageAdapter> => (made ??= tables.then(createSqlAdapter))
  return {
    open: async () => (await ready()).open(),
    read: async (bookId, ...rest) => (await ready()).read(prefix + bookId, ...rest),
    page: async (bookId, ...rest) => (await ready()).page(prefix + bookId, ...rest),
    readAll: async (bookId, ...rest) => (await ready()).readAll(prefix + bookId, ...rest),
    transact: async (bookId, ...rest) => (await ready()).transact(prefix + bookId, ...rest),
    replace: async (bookId, ...rest) => (await ready()).replace(prefix + bookId, ...rest),
    deleteBook: async (bookId) => (await ready()).deleteBook(prefix + bookId),
    close: async () => (await ready()).close(),
  }
}
