import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database.js'
import { columnsOf, keyOf, shapeOf, tableNames, type Column, type TableName } from './tables.js'

/** A table that loses its rows when its step is undone. */
export type LostTable = 'books' | 'holds' | 'history'

/** A step of the schema, and how to undo it. Either may run again after it was interrupted. */
export interface Migration {
  /**
   * The version after the step, `major.minor`. Code that knows only another major version must not touch the tables.
   */
  readonly version: string
  readonly up: (database: Database) => readonly RawBuilder<unknown>[]
  readonly down: (database: Database) => readonly RawBuilder<unknown>[]
  /** The tables whose rows `down` would lose. */
  readonly loses: readonly LostTable[]
}

/** All steps, oldest first. A released step never changes; add a new step instead. */
export const migrations: readonly Migration[] = [
  {
    version: '1.0',
    up: (database) => createTables(database, undefined),
    down: (database) => dropTables(database, undefined),
    loses: ['books'],
  },
  {
    version: '1.1',
    up: (database) => addedColumns('1.1', (table, column) => addColumn(database, table, column)),
    down: (database) =>
      addedColumns('1.1', (table, { name }) => {
        return sql`alter table ${database.table(table)} drop column ${sql.id(name)}`
      }),
    loses: [],
  },
  {
    version: '1.2',
    up: (database) => createTables(database, '1.2'),
    down: (database) => dropTables(database, '1.2'),
    loses: ['holds', 'history'],
  },
]

function tablesSince(version: string | undefined): TableName[] {
  return tableNames.filter((table) => shapeOf(table).since === version)
}

function createTables(database: Database, version: string | undefined): RawBuilder<unknown>[] {
  return tablesSince(version).flatMap((table) => [
    createTable(database, table),
    ...createIndexes(database, table),
    ...(hasTrigger(database, table) ? [createTrigger(database, table)] : []),
  ])
}

function dropTables(database: Database, version: string | undefined): RawBuilder<unknown>[] {
  return tablesSince(version).flatMap((table) => [
    ...(hasTrigger(database, table) ? [sql`drop trigger if exists ${triggerOf(database, table)}`] : []),
    sql`drop table if exists ${database.table(table)}`,
  ])
}

function hasTrigger({ dialect }: Database, table: TableName): boolean {
  return shapeOf(table).goesWithBook === true && !dialect.keepsForeignKeys
}

function triggerOf(database: Database, table: TableName): RawBuilder<unknown> {
  return database.identifier(`${database.prefix}${table}_go_with_book`)
}

// The trigger is on the table of books, so that any version that removes a book runs it.
function createTrigger(database: Database, table: TableName): RawBuilder<unknown> {
  return sql`
    create trigger if not exists ${triggerOf(database, table)} after delete on ${database.table('books')}
    begin delete from ${database.table(table)} where book_id = old.book_id; end`
}

// An existing table is kept, so that you can create it yourself, for example partitioned.
function createTable(database: Database, table: TableName): RawBuilder<unknown> {
  const { types, tableOptions } = database.dialect
  const columns = columnsOf(table)
    .filter(({ since }) => since === undefined)
    .map(
      ({ name, kind, nullable }) => sql`${sql.id(name)} ${types[kind]}${nullable ? sql`` : sql` not null`}`,
    )
  const key = keyOf(table).map((name) => sql.id(name))
  const reference =
    shapeOf(table).goesWithBook && database.dialect.keepsForeignKeys
      ? sql`, foreign key (book_id) references ${database.table('books')} (book_id) on delete cascade`
      : sql``
  return sql`
    create table if not exists ${database.table(table)} (
      book_id ${types.text} not null, ${sql.join(columns)}, primary key (${sql.join(key)})${reference}
    ) ${tableOptions}`
}

function addedColumns(
  version: string,
  write: (table: TableName, column: Column) => RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  return tableNames.flatMap((table) =>
    columnsOf(table)
      .filter(({ since }) => since === version)
      .map((column) => write(table, column)),
  )
}

// Always nullable, because existing rows have no value for it.
function addColumn(database: Database, table: TableName, { name, kind }: Column): RawBuilder<unknown> {
  const { types, addColumn: add } = database.dialect
  return sql`alter table ${database.table(table)} ${add} ${sql.id(name)} ${types[kind]}`
}

function createIndexes(database: Database, table: TableName): RawBuilder<unknown>[] {
  return Object.entries(shapeOf(table).indexes).map(([name, columns]) => {
    const index = sql.id(`${database.prefix}${table}_${name}`)
    const names = ['book_id', ...columns].map((column) => sql.id(column))
    return sql`create index if not exists ${index} on ${database.table(table)} (${sql.join(names)})`
  })
}
