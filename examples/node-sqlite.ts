import type { SqliteDatabase } from 'kysely'

/** The part of `DatabaseSync` that is used here, from `node:sqlite` or `@photostructure/sqlite`. */
interface DatabaseSync {
  prepare(text: string): {
    columns(): readonly unknown[]
    all(...values: never[]): unknown[]
    run(...values: never[]): { changes: number | bigint; lastInsertRowid: number | bigint }
    iterate(...values: never[]): IterableIterator<unknown>
  }
  close(): void
}

/** Gives Kysely's SqliteDialect a database of `node:sqlite`. */
export function nodeSqlite(database: DatabaseSync): SqliteDatabase {
  return {
    prepare: (text) => {
      const statement = database.prepare(text)
      return {
        // A statement with columns returns rows, also `insert … returning`.
        reader: statement.columns().length > 0,
        all: (values) => statement.all(...(values as never[])),
        run: (values) => statement.run(...(values as never[])),
        iterate: (values) => statement.iterate(...(values as never[])),
      }
    },
    close: () => database.close(),
  }
}
