import { sql, type RawBuilder } from 'kysely'
import { defaultSettings, type Settings } from '../../../model/settings.js'
import { requireStorableText } from '../../../model/text.js'
import type { TableWrite } from './book-changes.js'
import { supported } from '../read/book-reader.js'
import type { Database } from '../database.js'
import type { Queryable } from '../queryable.js'
import { newRevision } from '../schema/revision.js'
import { encodeSettings } from '../schema/rows.js'
import { columnsOf, keyOf, tableNames, tables, type Row } from '../schema/tables.js'

/** A commit, ready to be sent. */
export interface BookCommit {
  readonly bookId: string
  /** The revision that was read; `null` if there was no book. */
  readonly base: string | null
  /** The revision that it makes. */
  readonly revision: string
  readonly settings: Settings
  readonly writes: readonly TableWrite[]
}

// Far less than a database accepts as one parameter.
const rowsTogether = 20_000
const rowsInTurn = 5_000

/**
 * Writes a commit. If the book has another revision by now, it writes nothing and returns `false`. It is one
 * statement if the dialect supports that; otherwise `db` must be a transaction.
 */
export async function writeBook(database: Database, db: Queryable, commit: BookCommit): Promise<boolean> {
  for (const { rows } of commit.writes) for (const row of rows) requireStorableRow(row)
  const statements = new CommitStatements(database, commit)
  const size = commit.writes.reduce((sum, { rows }) => sum + rows.length, 0)
  if (database.dialect.writesTogether && size <= rowsTogether) return statements.runTogether(db)
  if (db.isTransaction) return statements.runInTurn(db)
  return database.write(async (transaction) => statements.runInTurn(transaction))
}

/**
 * Removes everything in a book. `db` is a transaction. If the book has no row, it inserts one first, so that nobody
 * else does while it empties the tables.
 */
export async function removeBook(database: Database, db: Queryable, bookId: string): Promise<void> {
  await new CommitStatements(database, {
    bookId,
    base: null,
    revision: newRevision(),
    settings: defaultSettings,
    writes: [],
  }).claim(db)
  for (const table of tableNames) {
    await sql`delete from ${database.table(table)} where book_id = ${bookId}`.execute(db)
  }
}

/**
 * Locks a book for other writers until the transaction ends. Returns `false` if there is no book: then there is no
 * row to lock, and somebody may insert one at any time.
 */
export async function lockBook(database: Database, db: Queryable, bookId: string): Promise<boolean> {
  // The first statement is a write: in SQLite, a transaction that reads before it writes may find that it is too
  // late.
  const { rows } = await sql`
    update ${database.table('books')} set revision = revision where book_id = ${bookId} returning book_id`.execute(
    db,
  )
  return rows.length > 0
}

function requireStorableRow(row: object): void {
  for (const cell of Object.values(row) as (string | null)[]) if (cell !== null) requireStorableText(cell)
}

class CommitStatements {
  readonly #database: Database
  readonly #commit: BookCommit

  constructor(database: Database, commit: BookCommit) {
    this.#database = database
    this.#commit = commit
  }

  /** One statement. Every write joins its rows with the gate, which is empty if the revision is another. */
  async runTogether(db: Queryable): Promise<boolean> {
    const writes = this.#commit.writes.map(
      (write, at) => sql`, ${sql.id(`write_${at}`)} as (${this.#write(write, sql`gate, `)})`,
    )
    const { rows } = await sql`
      with gate as (${this.#gate()})${sql.join(writes, sql``)} select book_id from gate`.execute(db)
    return rows.length > 0
  }

  /** One statement after the other. */
  async runInTurn(db: Queryable): Promise<boolean> {
    const { rows: gate } = await this.#gate().execute(db)
    if (gate.length === 0) return false
    for (const { table, kind, rows } of this.#commit.writes) {
      for (let from = 0; from < rows.length; from += rowsInTurn) {
        await this.#write({ table, kind, rows: rows.slice(from, from + rowsInTurn) }, sql``).execute(db)
      }
    }
    return true
  }

  /** Locks the book's row. Inserts it if it does not exist. */
  async claim(db: Queryable): Promise<void> {
    await sql`${this.#insertBook()} on conflict (book_id) do update set revision = excluded.revision`.execute(
      db,
    )
  }

  #insertBook(): RawBuilder<unknown> {
    const { revision, settings } = this.#commit
    const version = `${supported.major}.${supported.minor}`
    const row: Row<'books'> = { revision, version, ...encodeSettings(settings) }
    return this.#insert('books', [row], sql``)
  }

  #gate(): RawBuilder<unknown> {
    const { bookId, base, revision, settings } = this.#commit
    const books = this.#database.table('books')
    if (base === null) return sql`${this.#insertBook()} on conflict (book_id) do nothing returning book_id`
    const changes = { revision, ...encodeSettings(settings) }
    const assignments = columnsOf('books')
      .filter(({ name }) => name in changes)
      .map((column) => {
        const value = this.#database.dialect.value(column, changes[column.name as keyof typeof changes])
        return sql`${sql.id(column.name)} = ${value}`
      })
    return sql`
      update ${books} set ${sql.join(assignments)} where book_id = ${bookId} and revision = ${base}
      returning book_id`
  }

  #write({ table, kind, rows }: TableWrite, gate: RawBuilder<unknown>): RawBuilder<unknown> {
    if (kind === 'remove') return this.#remove(table, rows, gate)
    const insert = this.#insert(table, rows, gate)
    if (kind === 'insert') return insert
    const key: readonly string[] = keyOf(table)
    const updates = columnsOf(table)
      .filter(({ name }) => !key.includes(name))
      .map(({ name }) => sql`${sql.id(name)} = excluded.${sql.id(name)}`)
    return sql`${insert} on conflict (${sql.join(key.map((name) => sql.id(name)))}) do update set ${sql.join(updates)}`
  }

  #insert(
    table: TableWrite['table'],
    rows: readonly object[],
    gate: RawBuilder<unknown>,
  ): RawBuilder<unknown> {
    const columns = columnsOf(table)
    const { dialect } = this.#database
    const { from, field } = dialect.rowsFrom(rows, columns)
    const names = ['book_id', ...columns.map(({ name }) => name)].map((name) => sql.id(name))
    const values = [dialect.text(this.#commit.bookId), ...columns.map(field)]
    return sql`
      insert into ${this.#database.table(table)} (${sql.join(names)}) select ${sql.join(values)} from ${gate}${from}`
  }

  #remove(
    table: TableWrite['table'],
    rows: readonly object[],
    gate: RawBuilder<unknown>,
  ): RawBuilder<unknown> {
    const key: readonly string[] = tables[table].key
    const columns = columnsOf(table).filter(({ name }) => key.includes(name))
    const keys = rows.map((row) =>
      Object.fromEntries(key.map((name) => [name, (row as Readonly<Record<string, string>>)[name]])),
    )
    const { from, field } = this.#database.dialect.rowsFrom(keys, columns)
    const names = columns.map(({ name }) => sql.id(name))
    return sql`
      delete from ${this.#database.table(table)}
      where book_id = ${this.#commit.bookId}
        and (${sql.join(names)}) in (select ${sql.join(columns.map(field))} from ${gate}${from})`
  }
}
