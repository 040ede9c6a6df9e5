import { sql, type RawBuilder } from 'kysely'
import type { PageQuery, Scope } from '../../../storage/view.js'
import type { Database } from '../database.js'
import type { Queryable } from '../queryable.js'
import { writeOrderedId } from '../schema/id-order.js'
import type { KnownRows } from '../schema/known-rows.js'
import { columnsOf, type Row, type TableName } from '../schema/tables.js'

/** What to read of a book. Its row and its categories are always read. */
export interface Question {
  /** Months, budgets and expenses. */
  readonly scope?: Scope
  /** The id of an operation. */
  readonly operationId?: string | undefined
  /** A page of expenses. */
  readonly page?: PageQuery | undefined
}

/** Rows by table. */
export type BookRows = { readonly [Name in TableName]: Row<Name>[] }

type Condition = RawBuilder<unknown>

const listed = 100

/**
 * Reads a book in one statement, so that the answer is of one instant and costs one round trip. The rows of all
 * tables come in one list, with their cells as text, so that no driver converts numbers or dates.
 */
export async function askBook(
  database: Database,
  db: Queryable,
  bookId: string,
  question: Question,
): Promise<BookRows> {
  const statement = new BookStatement(database, bookId)
  const { rows } = await sql<AnswerRow>`${sql.join(statement.parts(question), sql` union all `)}`.execute(db)
  return sortIntoTables(database.knownRows, rows)
}

/** A row of an answer: the name of its table, and its cells as a JSON array of text. */
export interface AnswerRow {
  readonly kind: TableName
  readonly cells: string
}

// The tables that most commits do not change. Expenses are too many to remember, and the others change with every
// commit.
const lasting: ReadonlySet<TableName> = new Set(['categories', 'months', 'budgets', 'totals'])

/** Sorts the rows of an answer into their tables, and names their cells by column. */
export function sortIntoTables(known: KnownRows, answer: readonly AnswerRow[]): BookRows {
  const sorted: Record<TableName, Readonly<Record<string, string | null>>[]> = {
    books: [],
    categories: [],
    months: [],
    budgets: [],
    totals: [],
    expenses: [],
    operations: [],
  }
  for (const { kind, cells } of answer) {
    const parse = (text: string) => parseCells(kind, text)
    sorted[kind].push(lasting.has(kind) ? known.rowOf(kind, cells, parse) : parse(cells))
  }
  return sorted as unknown as BookRows
}

function parseCells(table: TableName, cells: string): Readonly<Record<string, string | null>> {
  const row: Record<string, string | null> = {}
  const columns = columnsOf(table)
  for (const [at, value] of (JSON.parse(cells) as readonly (string | null)[]).entries()) {
    row[columns[at]?.name ?? ''] = value
  }
  return Object.freeze(row)
}

/** Builds the parts of a statement. */
export class BookStatement {
  readonly #database: Database
  readonly #bookId: string

  constructor(database: Database, bookId: string) {
    this.#database = database
    this.#bookId = bookId
  }

  parts({ scope = {}, operationId, page }: Question): RawBuilder<unknown>[] {
    const months = this.#months(scope)
    const { expenses = [] } = scope
    return [
      this.rowsOf('books'),
      this.rowsOf('categories'),
      ...(months
        ? (['months', 'budgets', 'totals'] as const).map((table) => this.rowsOf(table, months))
        : []),
      ...(expenses.length > 0
        ? [this.rowsOf('expenses', this.#among('id', expenses.map(writeOrderedId)))]
        : []),
      ...(operationId === undefined ? [] : [this.rowsOf('operations', sql`id = ${operationId}`)]),
      ...(page ? [this.#page(page)] : []),
    ]
  }

  /** The rows of a table that belong to the book and meet a condition, in a given order if any. */
  rowsOf(
    table: TableName,
    condition: Condition = sql`true`,
    order?: RawBuilder<unknown>,
  ): RawBuilder<unknown> {
    const cells = columnsOf(table).map(({ name }) => sql`cast(${sql.ref(name)} as text)`)
    const from = order
      ? sql`(select * from ${this.#from(table)} where ${this.#own(condition)} ${order}) as page`
      : sql`${this.#from(table)} where ${this.#own(condition)}`
    return sql`select ${sql.lit(table)} as kind, ${this.#database.dialect.cells(cells)} as cells from ${from}`
  }

  #from(table: TableName): RawBuilder<unknown> {
    return this.#database.table(table)
  }

  #own(condition: Condition): Condition {
    return sql`book_id = ${this.#bookId} and ${condition}`
  }

  // The months to read: those that are named, and those of the named budgets and expenses.
  #months({ months = [], budgets = [], expenses = [] }: Scope): Condition | null {
    if (months === 'all') return sql`true`
    if (budgets.length === 0 && expenses.length === 0)
      return months.length > 0 ? this.#among('month', months) : null
    const sources = [
      ...(months.length > 0 ? [this.#list(months)] : []),
      ...(budgets.length > 0 ? [this.#monthsOf('budgets', budgets)] : []),
      ...(expenses.length > 0 ? [this.#monthsOf('expenses', expenses.map(writeOrderedId))] : []),
    ]
    return sql`month in (${sql.join(sources, sql` union all `)})`
  }

  #monthsOf(table: 'budgets' | 'expenses', ids: readonly string[]): RawBuilder<unknown> {
    return sql`select month from ${this.#from(table)} where ${this.#own(this.#among('id', ids))}`
  }

  // A few values are written into the statement, so that the planner sees how many there are. Many values are one
  // parameter.
  #among(column: string, values: readonly string[]): Condition {
    return values.length <= listed
      ? sql`${sql.ref(column)} in (${sql.join(values)})`
      : sql`${sql.ref(column)} in (${this.#list(values)})`
  }

  #list(values: readonly string[]): RawBuilder<unknown> {
    const { dialect } = this.#database
    if (values.length <= listed) {
      return sql.join(
        values.map((value) => sql`select ${dialect.text(value)}`),
        sql` union all `,
      )
    }
    const column = { name: 'value', kind: 'text' } as const
    const { from, field } = dialect.rowsFrom(
      values.map((value) => ({ value })),
      [column],
    )
    return sql`select ${field(column)} from ${from}`
  }

  // Newest first. The expenses after a position are below it in the index.
  #page({ categoryId, from, to, limit, after }: PageQuery): RawBuilder<unknown> {
    const conditions = [
      ...(categoryId === undefined ? [] : [sql`category_id = ${categoryId}`]),
      ...(from === undefined ? [] : [sql`date >= ${from}`]),
      ...(to === undefined ? [] : [sql`date <= ${to}`]),
      ...(after === undefined
        ? []
        : [sql`(date, created_at, id) < (${after.date}, ${after.createdAt}, ${writeOrderedId(after.id)})`]),
    ]
    return this.rowsOf(
      'expenses',
      conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`,
      sql`order by date desc, created_at desc, id desc limit ${limit}`,
    )
  }
}
