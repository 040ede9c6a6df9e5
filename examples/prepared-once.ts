import type { SqliteDatabase, SqliteStatement } from 'kysely'

const most = 500

/**
 * A SQLite database that prepares each statement once. Kysely prepares a statement for every call, but the adapter
 * has only a few statements, and their text is always the same.
 */
export function preparedOnce(database: SqliteDatabase): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  return {
    prepare: (text) => {
      let statement = statements.get(text)
      if (!statement) {
        // Your own code may have many statements, so their number is limited.
        if (statements.size === most) statements.clear()
        statements.set(text, (statement = database.prepare(text)))
      }
      return statement
    },
    close: () => database.close(),
  }
}
