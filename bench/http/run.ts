// What the REST API costs: npm run bench:http, some three minutes. Ratios within one run; times
// depend on the machine. It prints tables, writes them to reports/bench-http.json, and fails only where an answer is wrong or
// memory grows, never where it is slow. BENCH_SECONDS and BENCH_REQUESTS make it shorter.
import { mkdirSync, writeFileSync } from 'node:fs'
import { env } from 'node:process'
import { load, loadMixed, type Kind, type Load } from './load.js'
import { startTarget, type Target } from './targets.js'

const seconds = Number(env['BENCH_SECONDS'] ?? 8)
const requests = Number(env['BENCH_REQUESTS'] ?? 200_000)
const turns = 3
const kinds = ['report', 'expense'] as const

const names: Readonly<Record<string, string>> = {
  bare: 'a bare Hono handler',
  'by hand': 'a Hono handler that calls a book in memory',
  memory: 'the API on memory',
  'SQL by hand': 'a Hono handler with SQL by hand on SQLite',
  sqlite: 'the API on SQLite',
}
const report: Record<string, string>[] = []

function tell(what: string, measured: string): void {
  report.push({ what, measured })
  console.log(`| ${what} | ${measured} |`)
}

/** Each in turn, A B C A B C, so that whatever slows the machine slows all of them; gives the middle of each. */
async function race(targets: readonly Target[], kind: Kind): Promise<Load[]> {
  const loads = targets.map((): Load[] => [])
  for (const target of targets) await load(target, kind, 2)
  for (let turn = 0; turn < turns; turn++) {
    for (const [index, target] of targets.entries()) loads[index]?.push(await load(target, kind, seconds))
  }
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(turns / 2)] ?? Number.NaN
  return loads.map((each) => ({
    throughput: middle(each.map(({ throughput }) => throughput)),
    p99: middle(each.map(({ p99 }) => p99)),
  }))
}

// What somebody would write instead, and the least that the API is to serve of it.
const peers = [
  { name: 'memory', peer: 'by hand', atLeast: { report: 0.85, expense: 0.8 } },
  { name: 'sqlite', peer: 'SQL by hand', atLeast: { report: 0.7, expense: 0.5 } },
] as const

async function compare(): Promise<void> {
  const targets: Target[] = []
  for (const name of Object.keys(names)) targets.push(await startTarget(name))
  for (const kind of kinds) {
    const loads = new Map((await race(targets, kind)).map((one, index) => [targets[index]?.name, one]))
    for (const [name, { throughput, p99 }] of loads) {
      tell(`${kind}, ${names[name ?? '']}`, `${throughput.toFixed(0)} a second, p99 ${p99} ms`)
    }
    for (const { name, peer, atLeast } of peers) {
      const ratio = (loads.get(name)?.throughput ?? 0) / (loads.get(peer)?.throughput ?? Number.NaN)
      const goal = `at least ${atLeast[kind]}: ${ratio >= atLeast[kind] ? 'met' : '**not met**'}`
      tell(`${kind}, ${names[name]} to ${names[peer]}`, `**${ratio.toFixed(2)}** (${goal})`)
    }
  }
  await Promise.all(targets.map(async ({ stop }) => stop()))
}

// Once the code is warm, and what is kept is kept; a leak of a tenth of a kilobyte a request would be 20 MB by the end.
const most = 4_000_000

async function endure(): Promise<void> {
  const target = await startTarget('sqlite')
  const steps = 10
  const heaps: number[] = []
  await loadMixed(target, requests / steps)
  for (let step = 0; step <= steps; step++) {
    heaps.push((await target.memory()).heapUsed)
    if (step < steps) await loadMixed(target, requests / steps)
  }
  const { rss } = await target.memory()
  await target.stop()
  const megabytes = heaps.map((heap) => (heap / 1e6).toFixed(1))
  const growth = (heaps.at(-1) ?? 0) - (heaps[0] ?? 0)
  tell(
    `heap over ${requests} requests, MB`,
    `${megabytes.join(', ')}: ${(growth / 1e6).toFixed(1)} more; resident ${(rss / 1e6).toFixed(0)}`,
  )
  if (growth > most) throw new Error('Memory grows')
}

console.log('| what | measured |\n| --- | --- |')
await compare()
await endure()
mkdirSync('reports', { recursive: true })
writeFileSync('reports/bench-http.json', `${JSON.stringify(report, null, 2)}\n`)
