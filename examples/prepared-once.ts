import type { SqliteDatabase, SqliteStatement } from 'kysely'

const most = 500

/**
 * A SQLite database that prepares each statement once. Kysely prepares it for every call, but the adapter's statements
 * are few, and always have the same text.
 */
export function preparedOnce(database: SqliteDatabase): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  return {
    prepare: (text) => {
      let statement = statements.get(text)
      if (!statement) {
        // Your own statements may be many.
        if (statements.size === most) statements.clear()
        statements.set(text, (statement = database.prepare(text)))
      }
      return statement
    },
    close: () => database.close(),
  }
}
