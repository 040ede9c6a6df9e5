import type { Line } from '../measure.js'
import type { Settings } from '../settings.js'
import { countOnIndexedDb, countOnLocalStorage, countOnSqlite } from './reads.js'
import { compareSizesInMemory } from './sizes.js'

/** A book's report of a month reads totals, however many expenses there are: goal 2. */
export async function measureReport(settings: Settings): Promise<Line[]> {
  return [
    ...(await compareSizesInMemory(settings)),
    ...(await countOnLocalStorage()),
    ...(await countOnIndexedDb(settings)),
    ...(await countOnSqlite(settings)),
  ]
}
