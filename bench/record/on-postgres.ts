import { startPostgres } from '../../scripts/postgres/server.js'
import { findBinaries } from '../../scripts/postgres/binaries.js'
import { ratioLine, type Line } from '../measure.js'
import { compareByHand } from '../sql/by-hand.js'
import { closeAll } from '../sql/databases.js'

/** At least half of the throughput of SQL by hand. */
const goal = 2

/** The comparison of `npm run bench:sql`, where there is a server; where there is none, that is what it says. */
export async function recordOnPostgres(): Promise<Line[]> {
  try {
    findBinaries()
  } catch {
    return [{ what: 'PostgreSQL: record', value: 'not measured: there is no server here' }]
  }
  const server = await startPostgres({ autovacuum: 'off' })
  try {
    const lines = await compareByHand(server)
    return lines.map((line) => {
      const { ratio } = line.figures ?? {}
      const what = `PostgreSQL: ${line.what}`
      if (ratio === undefined || !what.endsWith('by hand')) return { ...line, what }
      return ratioLine(what, ratio, goal)
    })
  } finally {
    await closeAll()
    await server.stop()
  }
}
