// What the SQL adapter costs: npm run bench:sql. Ratios within one run; times depend on the machine. It prints a table,
// writes it to reports/bench-sql.json, and ends with an error only where something is wrong, never where it is slow.
import { mkdirSync, writeFileSync } from 'node:fs'
import { startPostgres } from '../../scripts/postgres/server.js'
import { compareBulk } from './bulk.js'
import { compareByHand } from './by-hand.js'
import { compareContention } from './contention.js'
import { compareSizes } from './growth.js'
import { describeStorage } from './storage-size.js'
import { closeAll } from './databases.js'
import type { Line } from './measure.js'

const lines: Line[] = []
const add = (more: readonly Line[]): void => {
  for (const line of more) {
    lines.push(line)
    console.log(`| ${line.what} | ${line.value} |`)
  }
}

console.log('| what | measured |\n| --- | --- |')
const server = await startPostgres({ max_connections: '100', shared_buffers: '512MB' })
try {
  add(await compareSizes(server))
  add(await compareByHand(server))
  add(await compareContention(server))
  add(await compareBulk(server))
  add(await describeStorage(server))
} finally {
  await closeAll()
  await server.stop()
}
mkdirSync('reports', { recursive: true })
writeFileSync('reports/bench-sql.json', `${JSON.stringify(lines, null, 2)}\n`)
