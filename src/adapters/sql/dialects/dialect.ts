import type { RawBuilder } from 'kysely'
import type { Capabilities } from '../../../storage/adapter.js'
import type { Column, ColumnKind } from '../schema/tables.js'
import type { Queryable } from '../queryable.js'

/** Rows that a statement reads from one JSON parameter, however many they are. */
interface RowSource {
  /** The SQL after `from`. It names the rows `source`. */
  readonly from: RawBuilder<unknown>
  /** A field of a row, with the type of its column. */
  readonly field: (column: Column) => RawBuilder<unknown>
}

type TransactionOf = ReturnType<Queryable['transaction']>

/** What differs between kinds of databases. */
export interface SqlDialect {
  readonly name: 'postgres' | 'sqlite'
  /** The type of a column. */
  readonly types: Readonly<Record<ColumnKind, RawBuilder<unknown>>>
  /** The SQL after the columns of a table. */
  readonly tableOptions: RawBuilder<unknown>
  /** The SQL that adds a column. If the database supports it, an existing column is left alone. */
  readonly addColumn: RawBuilder<unknown>
  /** Whether foreign keys hold on every connection. If not, a trigger does their work. */
  readonly keepsForeignKeys: boolean
  /** Makes each statement of a transaction see everything that was committed before it. */
  writing(transaction: TransactionOf): TransactionOf
  /** Makes all statements of a transaction see the same instant. */
  reading(transaction: TransactionOf): TransactionOf
  /** Whether one statement can check a condition and then make all writes of a commit. */
  readonly writesTogether: boolean
  /** A caller's text as a parameter, typed as text. */
  text(value: string): RawBuilder<string>
  /** A value for a column. */
  value(column: Column, value: string | null): RawBuilder<unknown>
  /** Cells as one text, a JSON array. Drivers may change plain text: PGlite drops a leading U+FEFF. */
  cells(cells: readonly RawBuilder<unknown>[]): RawBuilder<string>
  /** How many bytes a cell of JSON has. */
  bytesOf(cell: RawBuilder<unknown>): RawBuilder<number>
  /** Rows from JSON text: an array of objects of text. */
  rowsFrom(json: string, columns: readonly Column[]): RowSource
  /** Whether a table exists. `schema` is `null` for the first schema of the search path. */
  hasTable(db: Queryable, schema: string | null, table: string): Promise<boolean>
  /** Makes other migrations wait until the transaction ends. */
  lockMigrations(db: Queryable, key: string): Promise<void>
  /** What a commit survives with the database's settings. */
  durability(db: Queryable): Promise<Capabilities['durability']>
}
