import type { Line } from '../measure.js'
import type { Settings } from '../settings.js'
import { measureFirstReport } from './first-report.js'
import { compareImports } from './imports.js'
import { openIndexedDb, openLocalStorage } from './opening.js'

/** What it costs to begin: importing, and opening a book that has much in it: goal 7. */
export async function measureStart(settings: Settings): Promise<Line[]> {
  return [
    ...(await compareImports(settings)),
    ...(await measureFirstReport(settings)),
    ...(await openLocalStorage(settings)),
    ...(await openIndexedDb(settings)),
  ]
}
