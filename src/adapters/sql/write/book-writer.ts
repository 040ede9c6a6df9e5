import { sql, type RawBuilder } from 'kysely'
import { requireStorableText } from '../../../model/text.js'
import type { HistoryAppend } from '../../../storage/history.js'
import { emptyContents } from '../../../storage/kit/state/contents.js'
import type { TableWrite } from './book-changes.js'
import { HistoryWrite } from './history-write.js'
import { supported } from '../read/book-reader.js'
import type { Database } from '../database.js'
import type { Queryable } from '../queryable.js'
import { newRevision } from '../schema/revision.js'
import { encodeBook, type BookFields } from '../schema/rows.js'
import { columnsOf, keyOf, tableNames, tables, type Row, type TableName } from '../schema/tables.js'
import type { PlaceOfValue, StatementValues } from '../statements.js'

/** A commit, ready to be sent. */
export interface BookCommit {
  readonly bookId: string
  /** The revision that was read; `null` if there was no book. */
  readonly base: string | null
  /** The revision that it makes. */
  readonly revision: string
  /** The settings and the groups after it. */
  readonly fields: BookFields
  /** Whether it changes them. Otherwise their columns are left alone. */
  readonly hasNewFields: boolean
  readonly writes: readonly TableWrite[]
  /** Its entry in the history, if it has one. */
  readonly history?: HistoryAppend | undefined
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
  if (commit.history) requireStorableText(commit.history.entry.id)
  const statements = new CommitStatements(database, commit)
  const size = commit.writes.reduce((sum, { rows }) => sum + rows.length, 0)
  if (database.dialect.writesTogether && size <= rowsTogether) return statements.runTogether(db)
  if (db.isTransaction) return statements.runInTurn(db)
  return database.write(async (transaction) => statements.runInTurn(transaction), db)
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
    fields: emptyContents,
    hasNewFields: true,
    writes: [],
  }).claim(db)
  for (const table of tableNames) {
    await sql`delete from ${database.table(table)} where book_id = ${bookId}`.execute(db)
  }
}

/**
 * Locks a book for other writers until the transaction ends, and returns its revision. Returns `null` if there is no
 * book: then there is no row to lock, and somebody may insert one at any time.
 */
export async function lockBook(database: Database, db: Queryable, bookId: string): Promise<string | null> {
  // The first statement is a write: in SQLite, a transaction that reads before it writes may find that it is too
  // late.
  const [row] = await database.statements.run<Pick<Row<'books'>, 'revision'>>(
    db,
    'lock',
    { book: bookId },
    (place) => sql`
      update ${database.table('books')} set revision = revision where book_id = ${place('book')} returning revision`,
  )
  return row?.revision ?? null
}

function requireStorableRow(row: object): void {
  for (const cell of Object.values(row) as (string | null)[]) if (cell !== null) requireStorableText(cell)
}

/** The statements of a commit. Their text depends only on the tables that it writes, not on how many rows. */
class CommitStatements {
  readonly #database: Database
  readonly #commit: BookCommit
  readonly #values: StatementValues
  readonly #history: HistoryWrite | null

  constructor(database: Database, commit: BookCommit) {
    const { bookId, base, revision, fields, history } = commit
    this.#database = database
    this.#commit = commit
    this.#values = { book: bookId, base, ...rowOfBook(revision, fields) }
    this.#history = history ? new HistoryWrite(database, bookId, history) : null
  }

  /** One statement. Every write joins its rows with the gate, which is empty if the book has another revision. */
  async runTogether(db: Queryable): Promise<boolean> {
    const { writes } = this.#commit
    const history = this.#history
    const shapes = [`commit ${this.#shapeOfGate()}`, ...writes.map(shapeOfWrite), ...(history?.shapes ?? [])]
    const json = writes.map((write, at) => [`rows ${at}`, jsonOf(write)] as const)
    const values = { ...this.#values, ...Object.fromEntries(json), ...history?.values }
    const gate = await this.#database.statements.run(db, shapes.join(' '), values, (place) => {
      const parts = writes.map(
        (write, at) =>
          sql`, ${sql.id(`write_${at}`)} as (${this.#write(write, place, place(`rows ${at}`), sql`gate, `)})`,
      )
      const all = [...parts, ...(history?.parts(place) ?? [])]
      return sql`with gate as (${this.#gate(place)})${sql.join(all, sql``)} select book_id from gate`
    })
    return gate.length > 0
  }

  /** One statement after the other. */
  async runInTurn(db: Queryable): Promise<boolean> {
    const { statements } = this.#database
    const { writes } = this.#commit
    const gate = await statements.run(db, `gate ${this.#shapeOfGate()}`, this.#values, (place) =>
      this.#gate(place),
    )
    if (gate.length === 0) return false
    for (const { table, kind, rows } of writes) {
      for (let from = 0; from < rows.length; from += rowsInTurn) {
        const write = { table, kind, rows: rows.slice(from, from + rowsInTurn) }
        const values = { book: this.#commit.bookId, rows: jsonOf(write) }
        await statements.run(db, shapeOfWrite(write), values, (place) =>
          this.#write(write, place, place('rows'), sql``),
        )
      }
    }
    await this.#history?.run(db)
    return true
  }

  /** Locks the book's row. Inserts it if it does not exist. */
  async claim(db: Queryable): Promise<void> {
    await this.#database.statements.run(
      db,
      'claim',
      this.#values,
      (place) => sql`
        ${this.#insertBook(place)} on conflict (book_id) do update set revision = excluded.revision`,
    )
  }

  #insertBook(place: PlaceOfValue): RawBuilder<unknown> {
    const { dialect } = this.#database
    const columns = columnsOf('books')
    const names = ['book_id', ...columns.map(({ name }) => name)].map((name) => sql.id(name))
    const cells = columns.map((column) => dialect.value(column, place(column.name)))
    return sql`
      insert into ${this.#database.table('books')} (${sql.join(names)})
      values (${sql.join([dialect.text(place('book')), ...cells])})`
  }

  #shapeOfGate(): string {
    const { base, hasNewFields } = this.#commit
    return base === null ? 'new book' : hasNewFields ? 'fields' : 'revision'
  }

  #gate(place: PlaceOfValue): RawBuilder<unknown> {
    if (this.#commit.base === null) {
      return sql`${this.#insertBook(place)} on conflict (book_id) do nothing returning book_id`
    }
    const assignments = columnsOf('books')
      .filter(({ name }) => name === 'revision' || (this.#commit.hasNewFields && name !== 'version'))
      .map(
        (column) => sql`${sql.id(column.name)} = ${this.#database.dialect.value(column, place(column.name))}`,
      )
    return sql`
      update ${this.#database.table('books')} set ${sql.join(assignments)}
      where book_id = ${place('book')} and revision = ${place('base')}
      returning book_id`
  }

  #write(
    { table, kind }: TableWrite,
    place: PlaceOfValue,
    rows: string,
    gate: RawBuilder<unknown>,
  ): RawBuilder<unknown> {
    if (kind === 'remove') return this.#remove(table, place, rows, gate)
    const insert = this.#insert(table, place, rows, gate)
    if (kind === 'insert') return insert
    const key: readonly string[] = keyOf(table)
    const updates = columnsOf(table)
      .filter(({ name }) => !key.includes(name))
      .map(({ name }) => sql`${sql.id(name)} = excluded.${sql.id(name)}`)
    return sql`${insert} on conflict (${sql.join(key.map((name) => sql.id(name)))}) do update set ${sql.join(updates)}`
  }

  #insert(
    table: TableName,
    place: PlaceOfValue,
    rows: string,
    gate: RawBuilder<unknown>,
  ): RawBuilder<unknown> {
    const columns = columnsOf(table)
    const { dialect } = this.#database
    const { from, field } = dialect.rowsFrom(rows, columns)
    const names = ['book_id', ...columns.map(({ name }) => name)].map((name) => sql.id(name))
    const values = [dialect.text(place('book')), ...columns.map(field)]
    return sql`
      insert into ${this.#database.table(table)} (${sql.join(names)}) select ${sql.join(values)} from ${gate}${from}`
  }

  #remove(
    table: TableName,
    place: PlaceOfValue,
    rows: string,
    gate: RawBuilder<unknown>,
  ): RawBuilder<unknown> {
    const key: readonly string[] = tables[table].key
    const columns = columnsOf(table).filter(({ name }) => key.includes(name))
    const { from, field } = this.#database.dialect.rowsFrom(rows, columns)
    const names = columns.map(({ name }) => sql.id(name))
    return sql`
      delete from ${this.#database.table(table)}
      where book_id = ${place('book')}
        and (${sql.join(names)}) in (select ${sql.join(columns.map(field))} from ${gate}${from})`
  }
}

function rowOfBook(revision: string, fields: BookFields): Row<'books'> {
  return { revision, version: `${supported.major}.${supported.minor}`, ...encodeBook(fields) }
}

function shapeOfWrite({ table, kind }: TableWrite): string {
  return `${kind} ${table}`
}

/** The rows of a write as JSON. A removal needs only their keys. */
function jsonOf({ table, kind, rows }: TableWrite): string {
  if (kind !== 'remove') return JSON.stringify(rows)
  // An array as the second argument names the fields to keep.
  return JSON.stringify(rows, [...tables[table].key])
}
