import type { LogEvent } from 'kysely'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import type { PostgresServer } from '../../scripts/postgres/server.js'
import {
  fill,
  postgresDatabase,
  sqliteDatabase,
  type AnyDatabase,
  type PostgresDatabase,
} from './databases.js'
import { race, type Contestant, type Line } from '../measure.js'
import { explainCalls } from './plans.js'

const sizes = [1_000, 100_000] as const
const turns = 400
const goal = 1.3

/** Records and reports in books chosen at random, with few and with many books around them. */
export async function compareSizes(
  server: PostgresServer,
): Promise<{ readonly lines: readonly Line[]; readonly largest: PostgresDatabase }> {
  const onPostgres = await compare('PostgreSQL', async (size, log) =>
    postgresDatabase(server, `growth_${size}`, 4, log),
  )
  const onSqlite = await compare('SQLite', async (_, log) => sqliteDatabase(server, log))
  return { lines: [...onPostgres.lines, ...onSqlite.lines], largest: onPostgres.largest }
}

async function compare<Made extends AnyDatabase>(
  name: string,
  make: (size: number, log: (event: LogEvent) => void) => Promise<Made>,
): Promise<{ readonly lines: readonly Line[]; readonly largest: Made }> {
  let listener: ((event: LogEvent) => void) | null = null
  const small = await make(sizes[0], () => undefined)
  const largest = await make(sizes[1], (event) => listener?.(event))
  const records: Contestant[] = []
  const reports: Contestant[] = []
  for (const [{ options }, size] of [
    [small, sizes[0]],
    [largest, sizes[1]],
  ] as const) {
    await fill(options, size)
    const storage = createSqlAdapter(options)
    const anyBook = async () =>
      openBudgetBook({ storage, bookId: `book ${1 + Math.floor(Math.random() * size)}` })
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
    const results = await race(contestants, turns)
    lines.push(
      results.line(`${name}: ${what} among 1,000 books`, few),
      results.line(`${name}: ${what} among 100,000 books`, many),
      results.ratio(`${name}: ${what}, 100,000 to 1,000 (goal: at most ${goal})`, many, few),
    )
  }
  const plans = await explainCalls(largest.options, (next) => {
    listener = next
  })
  return { lines: [...lines, ...plans.map((line) => ({ ...line, what: `${name}: ${line.what}` }))], largest }
}
