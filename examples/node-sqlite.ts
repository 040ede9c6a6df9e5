import type { SqliteDatabase } from 'kysely'

/** What is used of a `DatabaseSync`, that of `node:sqlite` or of `@photostructure/sqlite`. */
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
        // A statement with columns gives rows: `insert … returning` too.
        reader: statement.columns().length > 0,
        all: (values) => statement.all(...(values as never[])),
        run: (values) => statement.run(...(values as never[])),
        iterate: (values) => statement.iterate(...(values as never[])),
      }
    },
    close: () => database.close(),
  }
}
