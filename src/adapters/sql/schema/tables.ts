/*
 * What is in the database. Every key and index begins with the book's id, books share no rows, and no commit and no read
 * of a book touches another. So a table may be partitioned, or sharded, by `book_id`.
 */

/** What a column holds. Every dialect has a type for each kind. All values go in and come out as text. */
export type ColumnKind = 'text' | 'amount' | 'flag' | 'number' | 'json'

/** A column. */
export interface Column {
  readonly name: string
  readonly kind: ColumnKind
  readonly nullable?: true
  /** The version of the schema that added it. Without it, the first version has the column. */
  readonly since?: string
}

interface TableShape {
  /** The version of the schema that added it. Without it, the first version has the table. */
  readonly since?: string
  /**
   * Whether the database removes the rows together with the row of their book. A version that does not know the table
   * cannot do it.
   */
  readonly goesWithBook?: true
  /** The columns that identify a row within its book. They are in `columns` too. */
  readonly key: readonly string[]
  /** All columns except `book_id`, which is the first. */
  readonly columns: readonly Column[]
  /** The columns of each other index, by its name, without `book_id`, which is the first. */
  readonly indexes: Readonly<Record<string, readonly string[]>>
}

const text = <const Name extends string>(name: Name) => ({ name, kind: 'text' }) as const
const amount = <const Name extends string>(name: Name) => ({ name, kind: 'amount' }) as const
const flag = <const Name extends string>(name: Name) => ({ name, kind: 'flag' }) as const
const number = <const Name extends string>(name: Name) => ({ name, kind: 'number' }) as const
const json = <const Name extends string>(name: Name) => ({ name, kind: 'json' }) as const
const nullable = <const Of extends Column>(column: Of) => ({ ...column, nullable: true }) as const

/** The app's own data, two instants, and fields that a newer minor version may have put on an entity. */
const origin = [json('metadata'), text('created_at'), text('updated_at'), nullable(json('extra'))] as const

/** The tables that hold the data of books. */
export const tables = {
  /** One row for each book: its settings, and the revision that every commit changes. */
  books: {
    key: [],
    columns: [
      // Random, and new with each commit. If it is still the revision that was read, nothing was written since. If it
      // is the revision that was sent, the commit was stored.
      text('revision'),
      text('version'),
      text('currency'),
      nullable(amount('monthly_limit')),
      number('month_start_day'),
      nullable(json('extra')),
    ],
    indexes: {},
  },
  categories: {
    key: ['id'],
    // The user's order. Positions grow, and may have gaps.
    columns: [text('id'), number('position'), text('name'), flag('archived'), ...origin],
    indexes: {},
  },
  /** One row for each month that has more than holds, with the total of its budgets. */
  months: {
    key: ['month'],
    columns: [text('month'), flag('closed'), nullable(amount('limit_at_close')), amount('total_budget')],
    indexes: {},
  },
  budgets: {
    key: ['id'],
    columns: [
      text('id'),
      number('position'),
      text('category_id'),
      text('month'),
      amount('amount'),
      ...origin,
    ],
    indexes: { by_month: ['month'] },
  },
  /** What was spent in a category in a month, so that a report need not read expenses. */
  totals: {
    key: ['month', 'category_id'],
    columns: [text('month'), text('category_id'), amount('spent'), number('expense_count')],
    indexes: {},
  },
  /** `id` is encoded so that its bytes sort in the order of pages: see `id-order.ts`. */
  expenses: {
    key: ['id'],
    columns: [
      text('id'),
      text('category_id'),
      text('month'),
      amount('amount'),
      text('date'),
      text('description'),
      ...origin,
    ],
    indexes: {
      by_date: ['date', 'created_at', 'id'],
      by_category: ['category_id', 'date', 'created_at', 'id'],
    },
  },
  /**
   * Money that is set aside, expired holds too. Their months follow from their dates and the start day: a version that
   * does not know holds may change that day.
   */
  holds: {
    since: '1.2',
    goesWithBook: true,
    key: ['id'],
    columns: [
      text('id'),
      text('category_id'),
      amount('amount'),
      text('date'),
      nullable(text('expires_at')),
      text('description'),
      ...origin,
    ],
    indexes: {},
  },
  /** What commits did, oldest first by position. Only a read of the history reads it, because it grows. */
  history: {
    since: '1.2',
    goesWithBook: true,
    key: ['position'],
    // The entry is everything but its id.
    columns: [number('position'), text('id'), json('entry')],
    indexes: { by_id: ['id'] },
  },
  /** The operations of callers, so that a repeated call is not done twice. */
  operations: {
    key: ['id'],
    columns: [
      text('id'),
      text('fingerprint'),
      json('receipt'),
      // When it was done, an instant in UTC. `pruneOperations` uses it.
      { ...nullable(text('recorded_at')), since: '1.1' },
    ],
    indexes: {},
  },
} as const satisfies Readonly<Record<string, TableShape>>

/** The name of a table, without the prefix. */
export type TableName = keyof typeof tables

/** Their names. */
export const tableNames = Object.keys(tables) as readonly TableName[]

/** A row as it goes in and comes out. All cells are text, numbers and amounts too. */
export type Row<Name extends TableName> = {
  readonly [Of in (typeof tables)[Name]['columns'][number] as Of['name']]: Of extends { nullable: true }
    ? string | null
    : string
}

/** How a table is made. */
export function shapeOf(table: TableName): TableShape {
  return tables[table]
}

/** The columns of a table, without `book_id`. */
export function columnsOf(table: TableName): readonly Column[] {
  return tables[table].columns
}

/** The columns that identify a row of a table, `book_id` first. */
export function keyOf(table: TableName): readonly string[] {
  return ['book_id', ...tables[table].key]
}
