import type { LogEvent } from 'kysely'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter, type SqlOptions } from 'budgetbook/sql'
import type { PostgresServer } from '../../scripts/postgres/server.js'
import { fill, postgresDatabase, sqliteDatabase } from './databases.js'
import { inWords, race, ratio, type Contestant, type Line } from './measure.js'

const sizes = [1_000, 100_000] as const
const turns = 400

/** Records and reports in books chosen at random, with few and with many books around them. */
export async function compareSizes(server: PostgresServer): Promise<Line[]> {
  return [
    ...(await compare('PostgreSQL', async (size, log) => postgresDatabase(server, `growth_${size}`, 4, log))),
    ...(await compare('SQLite', async (_, log) => sqliteDatabase(log))),
  ]
}

async function compare(
  name: string,
  make: (size: number, log: (event: LogEvent) => void) => Promise<SqlOptions>,
): Promise<Line[]> {
  const records: Contestant[] = []
  const reports: Contestant[] = []
  const events: LogEvent[] = []
  let largest: SqlOptions | null = null
  let isLogging = false
  for (const size of sizes) {
    const { db, dialect } = await make(size, (event) => {
      if (isLogging) events.push(event)
    })
    largest = { db, dialect }
    await fill(largest, size)
    const storage = createSqlAdapter(largest)
    const anyBook = async () => {
      const bookId = `book ${1 + Math.floor(Math.random() * size)}`
      return openBudgetBook({ storage, bookId })
    }
    // Opening reads the book too; it is not what is timed here, so both ways open as many.
    const books = await Promise.all(Array.from({ length: 500 }, anyBook))
    const bookAt = (turn: number) => books[turn % books.length]
    records.push({
      name: `${size}`,
      run: async (turn) =>
        bookAt(turn)?.expenses.record({ categoryId: 'c1', amount: '1.00', date: '2026-02-20' }),
    })
    reports.push({ name: `${size}`, run: async (turn) => bookAt(turn)?.utilization('2026-02') })
  }
  const [few, many] = sizes.map(String) as [string, string]
  const lines: Line[] = []
  for (const [what, contestants] of [
    ['record', records],
    ['report', reports],
  ] as const) {
    const timings = await race(contestants, turns)
    const [small, large] = [timings.get(few), timings.get(many)]
    lines.push({ what: `${name}: ${what} among 1,000 books`, value: small ? inWords(small) : '' })
    lines.push({ what: `${name}: ${what} among 100,000 books`, value: large ? inWords(large) : '' })
    lines.push({ what: `${name}: ${what}, 100,000 to 1,000`, value: `**${ratio(large, small)}**` })
  }
  isLogging = true
  for (const { run } of [...records, ...reports].slice(1)) await run(0)
  isLogging = false
  if (largest)
    lines.push({ what: `${name}: plans among 100,000 books`, value: await explain(largest, events) })
  return lines
}

/** Whether each statement gets at its rows by an index; throws where one does not. */
async function explain({ db, dialect }: SqlOptions, events: readonly LogEvent[]): Promise<string> {
  const prefix = dialect === 'postgres' ? 'explain' : 'explain query plan'
  const plans = new Set<string>()
  for (const { query } of events) {
    const { rows } = await db.executeQuery<Record<string, string>>({
      ...query,
      sql: `${prefix} ${query.sql}`,
    })
    for (const row of rows) {
      const step = row['QUERY PLAN'] ?? row['detail'] ?? ''
      if (/Seq Scan on budgetbook|SCAN budgetbook/.test(step)) throw new Error(step)
      const access = /(?:Index Only Scan|Index Scan|Bitmap Index Scan|SEARCH).*?(budgetbook_\w+)/.exec(step)
      if (access?.[1]) plans.add(access[1])
    }
  }
  return `by index only: ${[...plans].sort().join(', ')}`
}
