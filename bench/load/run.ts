// What a cluster holds: npm run bench:load, about five minutes. 1,000 users live through half an hour in two minutes, on four
// processes of the example server and one PostgreSQL, all on this machine, which makes the requests too. Then all listen, and
// nothing happens. Then it is loaded as much as it takes. Prints tables, and writes reports/load.json. Fails if an answer is wrong or an expense is lost, never
// because it is slow. LOAD_USERS, LOAD_SECONDS and LOAD_PROCESSES change the size.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { deepStrictEqual } from 'node:assert/strict'
import { env } from 'node:process'
import { startCluster, type Cluster } from '../../scripts/http/cluster.js'
import { filling, fillBooks, recordedIn, sizeOfTables } from './books.js'
import { callerOf, type Caller } from './caller.js'
import { firstCategory, halfHour, record } from './half-hour.js'
import { measureIdleStreams } from './idle-streams.js'
import { Latencies } from './latencies.js'

const users = Array.from({ length: Number(env['LOAD_USERS'] ?? 1_000) }, (_, index) => `user-${index}`)
const seconds = Number(env['LOAD_SECONDS'] ?? 120)
const processes = Number(env['LOAD_PROCESSES'] ?? 4)
const report: Record<string, unknown> = {}

function tell(name: string, latencies: Latencies, lasted: number): void {
  const rows = latencies.rows()
  const { statuses, count, repeated } = latencies
  report[name] = { seconds: lasted, perSecond: count / lasted, statuses, repeated, rows }
  console.log(
    `\n${name}: ${count} requests in ${lasted.toFixed(0)} s, ${(count / lasted).toFixed(0)} a second`,
  )
  console.log(`statuses: ${JSON.stringify(statuses)}; sent again: ${repeated}`)
  console.log('| request | count | p50, ms | p99, ms |\n| --- | --- | --- | --- |')
  for (const { kind, count: of, p50, p99 } of rows)
    console.log(`| ${kind} | ${of} | ${p50.toFixed(1)} | ${p99.toFixed(1)} |`)
}

// In megabytes, as Linux counts it.
function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024)
}

async function liveThrough(
  callers: readonly Caller[],
  latencies: Latencies,
): Promise<readonly (readonly string[])[]> {
  const start = performance.now()
  const recorded = await Promise.all(callers.map(async (call) => halfHour(call, seconds * 1_000)))
  tell(`${users.length} users, half an hour in ${seconds} s`, latencies, (performance.now() - start) / 1_000)
  return recorded
}

/** Asks as fast as answers come, `together` at a time: seven reports to three records. */
async function loadAll(cluster: Cluster, together: number, milliseconds: number): Promise<void> {
  const latencies = new Latencies()
  const callers = await Promise.all(users.map(async (user) => callerOf(cluster, user, latencies)))
  const end = performance.now() + milliseconds
  const categories = new Map<Caller, string>()
  const ask = async (_: unknown, index: number): Promise<void> => {
    for (let turn = index; performance.now() < end; turn++) {
      const call = callers[Math.floor(Math.random() * callers.length)]
      if (!call) return
      if (turn % 10 < 7) {
        await call('report', 'GET', '/api/budgets/budgets/utilization/?month=2026-02')
        continue
      }
      const category = categories.get(call) ?? (await firstCategory(call))
      categories.set(call, category)
      await record(call, category)
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: together }, ask))
  tell(`${together} requests at a time`, latencies, (performance.now() - start) / 1_000)
  requireSuccess(latencies)
}

function requireSuccess({ statuses }: Latencies): void {
  const refused = Object.keys(statuses).filter((status) => Number(status) >= 400)
  deepStrictEqual(refused, [])
}

/** Every expense that was acknowledged is there, once. */
async function requireRecorded(
  databaseUrl: string,
  acknowledged: readonly (readonly string[])[],
): Promise<void> {
  const found = await recordedIn(databaseUrl, users)
  for (const [index, user] of users.entries()) {
    const own = (found.get(user) ?? []).filter((description) => description !== filling)
    deepStrictEqual(own.toSorted(), acknowledged[index]?.toSorted())
  }
}

async function run(cluster: Cluster): Promise<void> {
  const { databaseUrl } = cluster
  await fillBooks(databaseUrl, users)
  report['tables'] = await sizeOfTables(databaseUrl)
  const memory = () => cluster.processes().map(({ pid }) => memoryOf(pid))
  const before = memory()
  const latencies = new Latencies()
  const callers = await Promise.all(users.map(async (user) => callerOf(cluster, user, latencies)))
  const acknowledged = await liveThrough(callers, latencies)
  requireSuccess(latencies)
  await requireRecorded(databaseUrl, acknowledged)
  report['memory'] = { before, after: memory() }
  console.log(`memory of each process: ${before.join(', ')} MB, and after it ${memory().join(', ')} MB`)
  const idle = await measureIdleStreams(cluster, callers, seconds / 2)
  report['idle streams'] = idle
  console.log(
    `${idle.streams} idle event streams for ${idle.seconds} s: ${idle.percentOfCore} % of a core in the servers, ${idle.transactionsPerSecond} transactions a second`,
  )
  for (const together of [8, 32, 128]) await loadAll(cluster, together, seconds * 100)
  for (const { name, bytes, rows } of await sizeOfTables(databaseUrl))
    console.log(`${name}: ${rows} rows, ${(bytes / 1_048_576).toFixed(1)} MB`)
}

const cluster = await startCluster(processes, users)
try {
  await run(cluster)
} finally {
  await cluster.stop()
}
mkdirSync('reports', { recursive: true })
writeFileSync('reports/load.json', JSON.stringify(report, null, 2))
