import type { Line } from '../measure.js'
import type { Settings } from '../settings.js'
import { recordInMemory } from './in-memory.js'
import { recordOnLocalStorage } from './on-local-storage.js'
import { recordOnPostgres } from './on-postgres.js'
import { recordOnSqlite } from './on-sqlite.js'

/** One expense at a time, each call awaited: goal 3. */
export async function measureRecord(settings: Settings): Promise<Line[]> {
  return [
    ...(await recordInMemory(settings)),
    ...(await recordOnLocalStorage(settings)),
    ...(await recordOnSqlite(settings)),
    ...(await recordOnPostgres()),
  ]
}
