import { existsSync } from 'node:fs'
import type { SqlOptions } from 'budgetbook/sql'
import type { DatabasePlace } from '../configuration.js'
import { connect } from '../database/connect.js'

/** Connects to the database of the server. The database and its tables must exist: a job does not create them. */
export async function connectToExisting(place: DatabasePlace): Promise<SqlOptions> {
  const { databaseUrl, databaseFile } = place
  if (databaseUrl === undefined && !existsSync(databaseFile))
    throw new Error(`There is no file ${databaseFile}. Set DATABASE_URL or DATABASE_FILE`)
  // If a connection breaks, the job tries again, and then says what is wrong.
  return connect(place, () => undefined)
}
