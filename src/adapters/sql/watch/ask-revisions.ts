import { sql } from 'kysely'
import type { Database } from '../database.js'

// A statement takes a parameter for each book, and databases limit the number of parameters.
const booksTogether = 500

/** The revisions of books. Books without a row are left out. */
export async function askRevisions(
  database: Database,
  bookIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const revisions = new Map<string, string>()
  for (let start = 0; start < bookIds.length; start += booksTogether) {
    const asked = bookIds.slice(start, start + booksTogether)
    // A driver may change plain text, but not text in JSON.
    const cells = database.dialect.cells([sql`book_id`, sql`revision`])
    const { rows } = await sql<{ readonly cells: string }>`
      select ${cells} as cells from ${database.table('books')} where book_id in (${sql.join(asked)})`.execute(
      database.db,
    )
    for (const row of rows) {
      const [bookId, revision] = JSON.parse(row.cells) as [string, string]
      revisions.set(bookId, revision)
    }
  }
  return revisions
}
