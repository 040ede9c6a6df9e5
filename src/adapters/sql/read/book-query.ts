import { sql, type RawBuilder } from 'kysely'
import { firstMonth } from '../../../calendar/month.js'
import type { Database } from '../database.js'
import type { Queryable } from '../queryable.js'
import type { KnownRows } from '../schema/known-rows.js'
import { takeApart, type Listed, type PlacedPage, type PlacedQuestion, type Question } from './question.js'
import { columnsOf, type Row, type TableName } from '../schema/tables.js'

/** Rows by table. */
export type BookRows = { readonly [Name in TableName]: Row<Name>[] }

type Condition = RawBuilder<unknown>
type Cell = RawBuilder<unknown>

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
  const { shape, values, placed } = takeApart(bookId, question)
  const rows = await database.statements.run<AnswerRow>(db, shape, values, (place) => {
    const asked = placed(place)
    return sql`${sql.join(new BookStatement(database, asked.book).parts(asked), sql` union all `)}`
  })
  return sortIntoTables(database.knownRows, rows)
}

/** A row of an answer: the name of its table, and its cells as a JSON array of text. */
export interface AnswerRow {
  readonly kind: TableName
  readonly cells: string
}

// The tables that most commits do not change. Expenses are too many to remember, and the others change with every
// commit.
const lasting: ReadonlySet<TableName> = new Set(['categories', 'months', 'budgets', 'totals', 'holds'])

/** Sorts the rows of an answer into their tables, and names their cells by column. */
export function sortIntoTables(known: KnownRows, answer: readonly AnswerRow[]): BookRows {
  const sorted: Record<TableName, Readonly<Record<string, string | null>>[]> = {
    books: [],
    categories: [],
    months: [],
    budgets: [],
    totals: [],
    expenses: [],
    holds: [],
    history: [],
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

/** Builds the parts of a statement, with places instead of values. */
export class BookStatement {
  readonly #database: Database
  readonly #book: string

  constructor(database: Database, book: string) {
    this.#database = database
    this.#book = book
  }

  parts(question: PlacedQuestion): RawBuilder<unknown>[] {
    const { expenses, operation, page, known } = question
    const isOfMonths = this.#months(question)
    const isNews = known === null ? sql`true` : sql`coalesce(${this.#revision()}, '') <> ${known}`
    return [
      this.rowsOf('books'),
      this.rowsOf('categories', isNews),
      ...(isOfMonths
        ? (['months', 'budgets', 'totals', 'holds'] as const).map((table) =>
            this.rowsOf(table, sql`${isNews} and ${isOfMonths(this.#monthIn(table))}`),
          )
        : []),
      ...(isNone(expenses) ? [] : [this.rowsOf('expenses', this.#among(sql.ref('id'), expenses))]),
      ...(operation === null ? [] : [this.rowsOf('operations', sql`id = ${operation}`)]),
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
    return sql`book_id = ${this.#book} and ${condition}`
  }

  #revision(): RawBuilder<unknown> {
    return sql`(select revision from ${this.#from('books')} where book_id = ${this.#book})`
  }

  // The months to read: those that are named, and those of the named budgets, expenses and holds.
  #months({ months, budgets, expenses, holds }: PlacedQuestion): ((month: Cell) => Condition) | null {
    if (months === 'all') return () => sql`true`
    if (isNone(budgets) && isNone(expenses) && isNone(holds))
      return isNone(months) ? null : (month) => this.#among(month, months)
    const sources = [
      ...(isNone(months) ? [] : [this.#list(months)]),
      ...(isNone(budgets) ? [] : [this.#monthsOf('budgets', budgets)]),
      ...(isNone(expenses) ? [] : [this.#monthsOf('expenses', expenses)]),
      ...(isNone(holds) ? [] : [this.#monthsOf('holds', holds)]),
    ]
    return (month) => sql`${month} in (${sql.join(sources, sql` union all `)})`
  }

  #monthsOf(table: 'budgets' | 'expenses' | 'holds', ids: Listed): RawBuilder<unknown> {
    const from = this.#from(table)
    return sql`select ${this.#monthIn(table)} from ${from} where ${this.#own(this.#among(sql.ref('id'), ids))}`
  }

  // The month of a row. The month of a hold follows from its date and the start day, as `monthOf` says.
  #monthIn(table: TableName): Cell {
    if (table !== 'holds') return sql.ref('month')
    const date = sql.ref('date')
    const startDay = sql`(select month_start_day from ${this.#from('books')} where book_id = ${this.#book})`
    const yearBefore = sql`substr(cast(cast(substr(${date}, 1, 4) as integer) + 9999 as text), 2, 4)`
    const monthBefore = sql`substr('000102030405060708091011', cast(substr(${date}, 6, 2) as integer) * 2 - 1, 2)`
    const month = sql`substr(${date}, 1, 7)`
    return sql`case
      when cast(substr(${date}, 9, 2) as integer) >= ${startDay} or ${month} = ${sql.lit(firstMonth)} then ${month}
      when substr(${date}, 6, 2) = '01' then ${yearBefore} || '-12'
      else substr(${date}, 1, 5) || ${monthBefore} end`
  }

  #among(cell: Cell, values: Listed): Condition {
    const list = 'json' in values ? this.#list(values) : sql.join(values)
    return sql`${cell} in (${list})`
  }

  #list(values: Listed): RawBuilder<unknown> {
    const { dialect } = this.#database
    if (!('json' in values)) {
      return sql.join(
        values.map((value) => sql`select ${dialect.text(value)}`),
        sql` union all `,
      )
    }
    const column = { name: 'value', kind: 'text' } as const
    const { from, field } = dialect.rowsFrom(values.json, [column])
    return sql`select ${field(column)} from ${from}`
  }

  // Newest first. The expenses after a position are below it in the index.
  #page({ category, from, to, after, limit }: PlacedPage): RawBuilder<unknown> {
    const conditions = [
      ...(category === null ? [] : [sql`category_id = ${category}`]),
      ...(from === null ? [] : [sql`date >= ${from}`]),
      ...(to === null ? [] : [sql`date <= ${to}`]),
      ...(after === null
        ? []
        : [sql`(date, created_at, id) < (${after.date}, ${after.createdAt}, ${after.id})`]),
    ]
    return this.rowsOf(
      'expenses',
      conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`,
      sql`order by date desc, created_at desc, id desc limit ${limit}`,
    )
  }
}

function isNone(values: Listed | 'all'): boolean {
  return Array.isArray(values) && values.length === 0
}
