import { sql } from 'kysely'
import {
  atPath,
  guardInput,
  invalidInput,
  requireKnownFields,
  requireObject,
  requireText,
} from '../../../errors/invalid-input.js'
import { requireStorableText } from '../../../model/text.js'
import type { Database } from '../database.js'
import { databaseOf, type SqlOptions } from '../options.js'
import { tried } from './tried.js'

/** Where {@link bookIds} begins, and how much it reads at a time. */
export interface BookIdsOptions {
  /** Only ids after this one. To resume, pass the last id that you are done with. The book may be gone by now. */
  readonly after?: string | undefined
  /**
   * How many ids a statement reads: 1 to 10,000.
   * @defaultValue 1,000
   */
  readonly pageSize?: number | undefined
}

/**
 * Lists the ids of all books, for a job that visits each of them. Ids come in the order of their bytes, each once.
 * Books may come and go meanwhile: a book that exists from the start to the end is listed, and a book that is added or
 * removed may be. Nothing is locked between two pages.
 *
 * A book is in the database from its first write on. A book whose row in `books` was lost is not listed.
 *
 * @param options - The same database options as for `createSqlAdapter`.
 * @param where - Where to begin.
 * @returns The ids. The database is read while you iterate. If it cannot be read, the iteration throws a storage code.
 * @throws `invalid_input`, at once.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from '@photostructure/sqlite' // or from 'node:sqlite', in Node 22.16 and newer
 * import { Kysely, SqliteDialect } from 'kysely'
 * import { openBudgetBook } from 'budgetbook'
 * import { bookIds, createSqlAdapter, migrate } from 'budgetbook/sql'
 * import { nodeSqlite } from './examples/node-sqlite.js'
 *
 * const database = nodeSqlite(new DatabaseSync(':memory:'))
 * const db = new Kysely<object>({ dialect: new SqliteDialect({ database }) })
 * await migrate({ db, dialect: 'sqlite' })
 * const storage = createSqlAdapter({ db, dialect: 'sqlite' })
 * for (const bookId of ['user-2', 'user-1', 'user-3']) {
 *   const book = await openBudgetBook({ storage, bookId })
 *   await book.categories.create({ name: 'Travel' })
 * }
 *
 * for await (const bookId of bookIds({ db, dialect: 'sqlite' }, { after: 'user-1' })) console.log(bookId)
 * // => user-2
 * // => user-3
 * ```
 */
export function bookIds(options: SqlOptions, where: BookIdsOptions = {}): AsyncIterable<string> {
  const database = databaseOf(options)
  const { after, pageSize } = guardInput(() => readWhere(where))
  return { [Symbol.asyncIterator]: () => idsAfter(database, after, pageSize) }
}

const largestPage = 10_000

function readWhere(where: BookIdsOptions): { readonly after: string; readonly pageSize: number } {
  requireObject(where, 'Where to begin')
  requireKnownFields(where, ['after', 'pageSize'])
  const { after = '', pageSize = 1_000 } = where
  atPath(['after'], () => {
    requireText(after, 'A book id')
    requireStorableText(after)
  })
  if (!Number.isSafeInteger(pageSize) || pageSize < 1 || pageSize > largestPage) {
    const message = `Pass a whole number from 1 to ${largestPage}`
    throw invalidInput('invalid_value', message, ['pageSize'], { minimum: 1, maximum: largestPage })
  }
  return { after, pageSize }
}

async function* idsAfter(database: Database, after: string, pageSize: number): AsyncGenerator<string, void> {
  let last = after
  for (;;) {
    const page = await tried('', async () => readPage(database, last, pageSize))
    yield* page
    const next = page.at(-1)
    if (next === undefined || page.length < pageSize) return
    last = next
  }
}

async function readPage(database: Database, after: string, pageSize: number): Promise<string[]> {
  const { db, dialect } = database
  // A driver may change plain text, but not text in JSON.
  const { rows } = await sql<{ cells: string }>`
    select ${dialect.cells([sql`book_id`])} as cells from ${database.table('books')}
    where book_id > ${dialect.text(after)} order by book_id limit ${sql.lit(pageSize)}`.execute(db)
  return rows.flatMap(({ cells }) => JSON.parse(cells) as string[])
}
