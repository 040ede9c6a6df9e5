// What the SQL adapter costs: npm run bench:sql, some minutes. Ratios within one run; times depend on the machine. It prints
// tables, writes them to reports/bench-sql.json, and fails only where something is wrong, never where it is slow.
import { mkdirSync, writeFileSync } from 'node:fs'
import { startPostgres } from '../../scripts/postgres/server.js'
import { compareBulk } from './bulk.js'
import { compareByHand } from './by-hand.js'
import { compareContention } from './contention.js'
import { closeAll } from './databases.js'
import { compareSizes } from './growth.js'
import type { Line } from '../measure.js'
import { describeStorage } from './storage-size.js'
import { compareFillfactors, describeBusyBook } from './updates.js'
import { describeWriteAhead } from './write-ahead.js'

const report: Record<string, readonly Line[]> = {}

async function section(title: string, measure: () => Promise<readonly Line[]>): Promise<void> {
  const lines = await measure()
  report[title] = lines
  const rows = lines.map(({ what, value }) => `| ${what} | ${value} |`)
  console.log(['', `### ${title}`, '', '| what | measured |', '| --- | --- |', ...rows].join('\n'))
}

const server = await startPostgres({
  max_connections: '100',
  shared_buffers: '512MB',
  // Nothing of its own may fall into somebody's turn, or be counted as somebody's bytes; tables are vacuumed by name here.
  autovacuum: 'off',
  checkpoint_timeout: '1h',
  max_wal_size: '8GB',
})
try {
  const { lines, largest } = await compareSizes(server)
  await section('Among many books', async () => lines)
  await section('Bytes written ahead among 100,000 books', async () => describeWriteAhead(largest))
  await section('Beside SQL by hand', async () => compareByHand(server))
  await section('Writers that race', async () => compareContention(server))
  await section('In bulk', async () => compareBulk(server))
  await section('On disk', async () => describeStorage(server))
  await section('10,000 records in one book', async () => describeBusyBook(server))
  await section('Room in the pages of books and totals', async () => compareFillfactors(server))
} finally {
  await closeAll()
  await server.stop()
}
mkdirSync('reports', { recursive: true })
writeFileSync('reports/bench-sql.json', `${JSON.stringify(report, null, 2)}\n`)
