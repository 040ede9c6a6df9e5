import type { Kysely } from 'kysely'
import * as z from 'zod'
import { invalidInput, requireMethods } from '../../errors/invalid-input.js'
import { refusing, validate } from '../../model/validate.js'
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
  z.string().superRefine(
    refusing((name: string) => {
      if (new RegExp(`^[a-z_][a-z0-9_]{0,${longest - 1}}$`).test(name)) return
      throw invalidInput(
        'invalid_value',
        `Use lower-case letters, digits and _, at most ${longest} characters, and no digit first`,
        [],
        { longest },
      )
    }),
  )

const fields = {
  db: z.custom<Queryable>().superRefine(
    refusing((db: unknown) => {
      requireMethods(db, 'db', ['withoutPlugins', 'transaction', 'getExecutor'])
      // It would wait for itself: a commit begins a transaction of its own.
      if ((db as Queryable).isTransaction) {
        throw invalidInput('invalid_value', 'db must be a Kysely, and not one of its transactions')
      }
    }),
  ),
  dialect: z.enum(['postgres', 'sqlite']),
  tablePrefix: identifier(30).optional(),
  schema: identifier(63).optional(),
}

/** The options that say which database. */
const sqlOptionsSchema = z.strictObject(fields).superRefine(
  refusing(({ dialect, schema }: { dialect: string; schema?: string | undefined }) => {
    if (dialect === 'sqlite' && schema !== undefined) {
      throw invalidInput('invalid_value', 'SQLite has no schemas. Use tablePrefix', ['schema'])
    }
  }),
)

/** Checks options; throws `invalid_input`. */
export function databaseOf(options: SqlOptions): Database {
  const { db, dialect, schema, tablePrefix = 'budgetbook_' } = validate(sqlOptionsSchema, options)
  return new Database(db, dialect === 'postgres' ? postgres : sqlite, schema ?? null, tablePrefix)
}
