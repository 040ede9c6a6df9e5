import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { Kysely, SqliteDialect, type LogEvent } from 'kysely'
import { migrate, type SqlOptions } from 'budgetbook/sql'
import { nodeSqlite } from '../../examples/node-sqlite.js'
import { preparedOnce } from '../../examples/prepared-once.js'

/** A migrated SQLite file, and its database for those who go around the adapter. */
export interface SqliteFile {
  readonly options: SqlOptions
  readonly database: DatabaseSyncInstance
}

/** How it is opened: in WAL mode, and synced at every commit, so that no power cut takes back what was said. */
export const pragmas = ['journal_mode = wal', 'synchronous = full'] as const

const folders: string[] = []
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Makes one in a folder that goes when the process does. */
export async function sqliteFile(log: (event: LogEvent) => void = () => undefined): Promise<SqliteFile> {
  const folder = mkdtempSync(join(tmpdir(), 'budgetbook-bench-'))
  folders.push(folder)
  return openSqlite(folder, log)
}

/** Makes one in a folder of the caller's. */
export async function openSqlite(
  folder: string,
  log: (event: LogEvent) => void = () => undefined,
): Promise<SqliteFile> {
  const database = new DatabaseSync(join(folder, 'books.db'))
  for (const pragma of pragmas) database.exec(`pragma ${pragma}`)
  const dialect = new SqliteDialect({ database: preparedOnce(nodeSqlite(database)) })
  const db = new Kysely<object>({ dialect, log })
  await migrate({ db, dialect: 'sqlite' })
  return { options: { db, dialect: 'sqlite' }, database }
}
