import type { Kysely } from 'kysely'
import * as z from 'zod/mini'
import { invalidInput, issueOf, requireMethods } from '../../errors/invalid-input.js'
import { wholeNumberSchema } from '../../model/fields.js'
import { converted, finding } from '../../model/schema.js'
import { validate } from '../../model/validate.js'
import { Database } from './database.js'
import type { Queryable } from './queryable.js'
import { sqlWatchSchema, type SqlWatch } from './watch/watch-options.js'
import { postgres } from './dialects/postgres.js'
import { sqlite } from './dialects/sqlite.js'

/**
 * Which database, and where in it. Pass the same options to `createSqlAdapter`, `migrate`, `migrateDown`, and to the
 * functions for maintenance: `bookIds`, `verify`, `repair`, `pruneOperations`, `pruneHistory` and `pruneHolds`.
 */
export interface SqlOptions {
  /** Your own Kysely, with any driver. It must not be a transaction. The package never closes it. */
  // `any`, because a Kysely typed with an app's own tables does not fit one typed with others.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly db: Kysely<any>
  /** The kind of database: PostgreSQL (and compatible databases) or SQLite. */
  readonly dialect: 'postgres' | 'sqlite'
  /**
   * The prefix of the names of all tables and indexes: at most 30 lower-case letters, digits and `_`, and not a digit
   * first.
   * @defaultValue `'budgetbook_'`
   */
  readonly tablePrefix?: string | undefined
  /**
   * The PostgreSQL schema of the tables. It must exist.
   * @defaultValue the first schema of the connection's search path
   */
  readonly schema?: string | undefined
  /** How much an adapter remembers, so that it need not read again what has not changed. */
  readonly memory?: SqlMemory | undefined
  /**
   * Whether `createSqlAdapter` hears of the commits of other processes, and how. The other functions ignore it.
   * @defaultValue an adapter hears of its own commits only
   */
  readonly watch?: SqlWatch | undefined
}

/**
 * How much an adapter remembers. Before anything remembered is used, the database confirms that the book still has the
 * same revision.
 */
export interface SqlMemory {
  /**
   * How many books. 0: it remembers nothing.
   * @defaultValue 1,000
   */
  readonly books?: number | undefined
  /**
   * How many rows, over all books. A book has its own row, and rows for its categories, groups, months, budgets, totals
   * and holds. A row takes about 800 bytes. 0: it remembers nothing. A book that has more rows than this is not
   * remembered.
   * @defaultValue 50,000
   */
  readonly rows?: number | undefined
}

const identifier = (longest: number) =>
  z
    .string()
    .check(
      finding((name: string) =>
        new RegExp(`^[a-z_][a-z0-9_]{0,${longest - 1}}$`).test(name)
          ? null
          : issueOf(
              'invalid_value',
              `Use lower-case letters, digits and _, at most ${longest} characters, and no digit first`,
              { longest },
            ),
      ),
    )

function requireKysely(db: unknown): Queryable {
  requireMethods(db, 'db', ['withoutPlugins', 'transaction', 'getExecutor'])
  // A transaction would wait for itself, because a commit begins its own.
  if ((db as Queryable).isTransaction) {
    throw invalidInput('invalid_value', 'db must be a Kysely, and not one of its transactions')
  }
  return db as Queryable
}

const fields = {
  db: converted(requireKysely),
  dialect: z.enum(['postgres', 'sqlite']),
  tablePrefix: z.optional(identifier(30)),
  schema: z.optional(identifier(63)),
  memory: z.optional(
    z.strictObject({ books: z.optional(wholeNumberSchema(0)), rows: z.optional(wholeNumberSchema(0)) }),
  ),
  watch: z.optional(sqlWatchSchema),
}

/** The schema of the database options. */
const sqlOptionsSchema = z
  .strictObject(fields)
  .check(
    finding(({ dialect, schema }) =>
      dialect === 'sqlite' && schema !== undefined
        ? issueOf('invalid_value', 'SQLite has no schemas. Use tablePrefix', undefined, ['schema'])
        : null,
    ),
  )

/** Checks options; throws `invalid_input`. */
export function databaseOf(options: SqlOptions): Database {
  return checkedOptions(options).database
}

/** Checks the options of an adapter; throws `invalid_input`. */
export function checkedOptions(options: SqlOptions): {
  readonly database: Database
  readonly watch: SqlWatch | null
} {
  const checked = validate(sqlOptionsSchema, options)
  const { db, dialect, schema, tablePrefix = 'budgetbook_', memory, watch } = checked
  const { books = 1_000, rows = 50_000 } = memory ?? {}
  const limits = { books, rows }
  const database = new Database(
    db,
    dialect === 'postgres' ? postgres : sqlite,
    schema ?? null,
    tablePrefix,
    limits,
  )
  return { database, watch: watch ? { every: watch.every, wake: watch.wake } : null }
}
