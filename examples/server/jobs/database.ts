import { existsSync } from 'node:fs'
import type { SqlOptions } from 'budgetbook/sql'
import { connect } from '../database/connect.js'
import { variableOf, type Variables } from '../variables.js'

/**
 * Opens the database of the server: PostgreSQL if `DATABASE_URL` is set, otherwise the SQLite file `DATABASE_FILE`. The
 * database and its tables must exist: a job does not create them.
 */
export async function openDatabase(env: Variables): Promise<SqlOptions> {
  const databaseUrl = variableOf(env, 'DATABASE_URL')
  const databaseFile = variableOf(env, 'DATABASE_FILE') ?? 'budgetbook.db'
  if (databaseUrl === undefined && !existsSync(databaseFile))
    throw new Error(`There is no file ${databaseFile}. Set DATABASE_URL or DATABASE_FILE`)
  // If a connection breaks, the job tries again, and then says what is wrong.
  return connect({ databaseUrl, databaseFile, databaseConnections: 4 }, () => undefined)
}
