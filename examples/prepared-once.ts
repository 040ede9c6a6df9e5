import type { Database, Statement } from 'better-sqlite3'
import type { SqliteDatabase } from 'kysely'

const most = 500

/**
 * A SQLite database that prepares each statement once, where Kysely prepares it for every call. The adapter's statements
 * are few, and always have the same text.
 */
export function preparedOnce(database: Database): SqliteDatabase {
  const statements = new Map<string, Statement>()
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
    close: () => void database.close(),
  }
}
