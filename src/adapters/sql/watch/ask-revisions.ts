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
    const { rows } = await sql<{ readonly book_id: string; readonly revision: string }>`
      select book_id, revision from ${database.table('books')} where book_id in (${sql.join(asked)})`.execute(
      database.db,
    )
    for (const { book_id: bookId, revision } of rows) revisions.set(bookId, revision)
  }
  return revisions
}
