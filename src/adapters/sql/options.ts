import type { Kysely } from 'kysely'
import * as z from 'zod/mini'
import { invalidInput, issueOf, requireMethods } from '../../errors/invalid-input.js'
import { converted, finding } from '../../model/schema.js'
import { validate } from '../../model/validate.js'
import { Database } from './database.js'
import type { Queryable } from './queryable.js'
import { postgres } from './dialects/postgres.js'
import { sqlite } from './dialects/sqlite.js'

/** Which database, and where in it. The same go to `createSqlAdapter`, `migrate`, `migrateDown` and `verify`. */
export interface SqlOptions {
  /** Your own Kysely, of whatever dialect and driver; it stays yours: nothing here closes it. Not a transaction. */
  // Of whatever tables: a Kysely of one's own tables is not one of others.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly db: Kysely<any>
  /** What it speaks: PostgreSQL and what is compatible with it, or SQLite. */
  readonly dialect: 'postgres' | 'sqlite'
  /**
   * What the names of all tables and indexes begin with: lower-case letters, digits and `_`, at most 30, not a digit first.
   * @defaultValue `'budgetbook_'`
   */
  readonly tablePrefix?: string | undefined
  /**
   * The PostgreSQL schema that the tables are in; it has to exist.
   * @defaultValue the first of the connection's search path
   */
  readonly schema?: string | undefined
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
  // It would wait for itself: a commit begins a transaction of its own.
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
}

/** The options that say which database. */
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
  const { db, dialect, schema, tablePrefix = 'budgetbook_' } = validate(sqlOptionsSchema, options)
  return new Database(db, dialect === 'postgres' ? postgres : sqlite, schema ?? null, tablePrefix)
}
