import { sql, type RawBuilder } from 'kysely'
import type { MemoryLimits } from './read/remembered-books.js'
import type { SqlDialect } from './dialects/dialect.js'
import { KnownRows } from './schema/known-rows.js'
import type { Queryable } from './queryable.js'
import type { TableName } from './schema/tables.js'
import { Statements } from './statements.js'

/** The app's database, and the place of the tables in it. */
export class Database {
  readonly db: Queryable
  readonly dialect: SqlDialect
  readonly schema: string | null
  readonly prefix: string
  readonly knownRows: KnownRows = new KnownRows()
  readonly statements: Statements = new Statements()

  /** How much of its books an adapter remembers. */
  readonly memory: MemoryLimits

  constructor(
    db: Queryable,
    dialect: SqlDialect,
    schema: string | null,
    prefix: string,
    memory: MemoryLimits,
  ) {
    // Without plugins: one that renames columns is meant for the app's own queries.
    this.db = db.withoutPlugins()
    this.dialect = dialect
    this.schema = schema
    this.prefix = prefix
    this.memory = memory
  }

  /** The name of a table, quoted. */
  table(name: TableName | 'schema'): RawBuilder<unknown> {
    return this.identifier(this.prefix + name)
  }

  /** Any name in the schema of the tables, quoted. */
  identifier(name: string): RawBuilder<unknown> {
    return this.schema === null ? sql.id(name) : sql.id(this.schema, name)
  }

  /**
   * A transaction in which each statement sees everything that was committed before it, whatever the server's default
   * is.
   */
  async write<Result>(work: (db: Queryable) => Promise<Result>, db: Queryable = this.db): Promise<Result> {
    return this.dialect.writing(db.transaction()).execute(work)
  }

  /** A transaction that sees one instant. */
  async snapshot<Result>(work: (db: Queryable) => Promise<Result>): Promise<Result> {
    return this.dialect.reading(this.db.transaction()).execute(work)
  }
}
