import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database.js'
import { columnsOf, shapeOf, type Column, type TableName } from '../schema/tables.js'
import { tried } from './tried.js'

// A statement that looked at more rows could meet a timeout, and one that removed more would hold its locks for too long.
const rowsTogether = 10_000

/** The cells of a key, as text. */
type Key = readonly string[]

interface Piece {
  /** The key of its last row; `null` for the rest of the table, which has fewer rows. */
  readonly end: Key | null
}

/**
 * Walks through a table in the order of its key, and gives a condition for each piece. A piece has at most 10,000 rows
 * when it is measured. All pieces together are the whole table, and none overlaps another. So rows may come and go
 * meanwhile.
 *
 * @param bookId - Only the rows of this book.
 */
export async function* keyRanges(
  database: Database,
  table: TableName,
  bookId?: string,
): AsyncGenerator<RawBuilder<unknown>> {
  const bounds = new KeyBounds(database, table)
  const own = bookId === undefined ? sql`true` : sql`book_id = ${bookId}`
  let last: Key | null = null
  for (;;) {
    const rest: RawBuilder<unknown> = last ? sql`${own} and ${bounds.after(last)}` : own
    const { end }: Piece = await tried(bookId ?? '', async () => bounds.piece(rest))
    last = end
    yield last ? sql`${rest} and ${bounds.upTo(last)}` : rest
    if (!last) return
  }
}

/** Compares rows of a table with a key. */
class KeyBounds {
  readonly #database: Database
  readonly #table: TableName
  readonly #columns: readonly Column[]
  readonly #names: RawBuilder<unknown>

  constructor(database: Database, table: TableName) {
    const { key } = shapeOf(table)
    this.#database = database
    this.#table = table
    this.#columns = [
      { name: 'book_id', kind: 'text' },
      ...columnsOf(table).filter(({ name }) => key.includes(name)),
    ]
    this.#names = sql.join(this.#columns.map(({ name }) => sql.ref(name)))
  }

  after(key: Key): RawBuilder<unknown> {
    return sql`(${this.#names}) > (${this.#cells(key)})`
  }

  upTo(key: Key): RawBuilder<unknown> {
    return sql`(${this.#names}) <= (${this.#cells(key)})`
  }

  /** The next piece of the rest of a table. */
  async piece(rest: RawBuilder<unknown>): Promise<Piece> {
    const { db, dialect } = this.#database
    const cells = dialect.cells(this.#columns.map(({ name }) => sql`cast(${sql.ref(name)} as text)`))
    const { rows } = await sql<{ cells: string }>`
      select ${cells} as cells from ${this.#database.table(this.#table)}
      where ${rest} order by ${this.#names} limit 1 offset ${sql.lit(rowsTogether - 1)}`.execute(db)
    const [last] = rows
    return { end: last ? (JSON.parse(last.cells) as Key) : null }
  }

  #cells(key: Key): RawBuilder<unknown> {
    return sql.join(this.#columns.map((column, at) => this.#database.dialect.value(column, key[at] ?? null)))
  }
}
