import type { StorageAdapter } from 'budgetbook'
import { createSqlAdapter, migrate, type SqlOptions } from 'budgetbook/sql'
import type { Configuration, DatabasePlace } from '../configuration.js'
import { connect } from './connect.js'
import { migrateApp } from './migrations.js'
import type { AppDatabase } from './tables.js'
import { addUser } from './users.js'

/** The database, in which are the budget books and the app's own tables. */
export interface Database {
  readonly db: AppDatabase
  /** The storage of all budget books. */
  readonly storage: StorageAdapter
  readonly kind: 'PostgreSQL' | 'SQLite'
  readonly close: () => Promise<void>
}

type Settings = DatabasePlace & Pick<Configuration, 'users'>

/** Opens PostgreSQL if there is a URL, otherwise SQLite. Brings the tables up to date, and adds the configured users. */
export async function openDatabase(settings: Settings, failed: (error: Error) => void): Promise<Database> {
  const { db, dialect } = await connect(settings, failed)
  // Every process asks once a second what the others committed, and tells its event streams.
  const options: SqlOptions = { db, dialect, watch: { every: 1_000 } }
  const storage = createSqlAdapter(options)
  const close = async (): Promise<void> => {
    await storage.close()
    await db.destroy()
  }
  try {
    await migrate(options)
    await migrateApp(db, dialect)
    for (const user of settings.users) await addUser(db, user)
  } catch (error) {
    // An open connection would keep the process alive.
    await close()
    throw error
  }
  return { db, storage, kind: dialect === 'postgres' ? 'PostgreSQL' : 'SQLite', close }
}
