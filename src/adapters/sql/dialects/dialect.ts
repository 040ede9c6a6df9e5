import type { RawBuilder } from 'kysely'
import type { Capabilities } from '../../../storage/adapter.js'
import type { Column, ColumnKind } from '../schema/tables.js'
import type { Queryable } from '../queryable.js'

/** Rows that a statement takes from one JSON parameter, however many there are. */
interface RowSource {
  /** What stands after `from`; its name there is `source`. */
  readonly from: RawBuilder<unknown>
  /** A field of a row, as its column's type. */
  readonly field: (column: Column) => RawBuilder<unknown>
}

type TransactionOf = ReturnType<Queryable['transaction']>

/** What differs from one kind of database to another. */
export interface SqlDialect {
  readonly name: 'postgres' | 'sqlite'
  /** The type of a column. */
  readonly types: Readonly<Record<ColumnKind, RawBuilder<unknown>>>
  /** What stands after the columns of a table. */
  readonly tableOptions: RawBuilder<unknown>
  /** What adds a column; where the database can say so, one that is there is left. */
  readonly addColumn: RawBuilder<unknown>
  /** Lets each statement of a transaction see what was committed before it. */
  writing(transaction: TransactionOf): TransactionOf
  /** Lets all statements of a transaction see the same instant. */
  reading(transaction: TransactionOf): TransactionOf
  /** Whether one statement may hold all writes of a commit, after a condition. */
  readonly writesTogether: boolean
  /** Text that a caller gave, where nothing else says that it is text. */
  text(value: string): RawBuilder<string>
  /** A value for a column. */
  value(column: Column, value: string | null): RawBuilder<unknown>
  /** Cells as one text, a JSON array: a driver may change text of its own accord (PGlite drops a U+FEFF that leads). */
  cells(cells: readonly RawBuilder<unknown>[]): RawBuilder<string>
  /** Rows from JSON: an array of objects of text. */
  rowsFrom(rows: readonly object[], columns: readonly Column[]): RowSource
  /** Whether there is a table; `schema` is `null` for the one that is searched first. */
  hasTable(db: Queryable, schema: string | null, table: string): Promise<boolean>
  /** Keeps other migrations away until the transaction ends. */
  lockMigrations(db: Queryable, key: string): Promise<void>
  /** What a commit survives, as the database is set up. */
  durability(db: Queryable): Promise<Capabilities['durability']>
}
