// An AI gateway that caps what each API key may spend. A request sets its highest cost aside, calls a model (simulated
// by a timer), and pays what it cost. Workers race for the last money of a key: once with a check before a write, once
// with holds. With DATABASE_URL they are processes on that PostgreSQL. Without it, they share this process and PGlite.
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { env } from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { compareAmounts, openBudgetBook, subtractAmounts } from 'budgetbook'
import { createSqlAdapter, migrate, verify } from 'budgetbook/sql'
import { openDatabase } from './database.js'
import { currency, highestCost } from './requests.js'
import { atATime, openWorker, type Race, type Way, type Worker } from './worker.js'

const url = env['DATABASE_URL']
const db = openDatabase(url)
const options = { db, dialect: 'postgres' } as const
await migrate(options)
const storage = createSqlAdapter(options)
const bookId = `gateway-${randomUUID()}`
const table = `gateway_${randomUUID().replaceAll('-', '')}`
const cap = '1.00'
const workerCount = 4

const book = await openBudgetBook({ storage, bookId })
// All workers use the same day, even if the race goes on past midnight.
const date = book.today()
const month = date.slice(0, 7)
await book.settings.update({ currency })
const keys: Record<string, string> = {}
for (const name of ['mobile', 'search']) keys[name] = (await book.categories.create({ name })).id
const allocations = Object.values(keys).map((categoryId) => ({ categoryId, amount: cap }))
await book.budgets.allocate(month, allocations)

const race: Race = { bookId, date, keys, cap, table }
const where = url === undefined ? 'in one process, on PGlite' : 'in processes of their own, on PostgreSQL'
console.log(`${workerCount} workers ${where}. Each serves ${atATime} requests for each key at a time.`)
console.log(`A key may spend ${cap}. A request costs up to ${highestCost}.\n`)
try {
  await sql`create table ${sql.table(table)} (key text primary key, spent numeric not null)`.execute(db)
  for (const key of Object.keys(keys))
    await sql`insert into ${sql.table(table)} values (${key}, 0)`.execute(db)
  const workers = await Promise.all(
    Array.from({ length: workerCount }, async () =>
      url === undefined ? openWorker(db, race) : startWorker(race),
    ),
  )
  const runAll = async (way: Way) => Promise.all(workers.map(async ({ run }) => run(way)))

  console.log('A check, then a write:')
  await runAll('check')
  const { rows } = await sql<{ key: string; spent: string }>`
    select key, cast(spent as text) as spent from ${sql.table(table)} order by key
  `.execute(db)
  for (const { key, spent } of rows)
    console.log(`  ${key}: spent ${spent}, ${subtractAmounts(spent, cap, currency)} over the cap`)

  console.log('A hold, then a commit:')
  const timesAbove = await watchWhile(runAll('hold'))
  const { categories } = await book.utilization(month)
  for (const { name, spent, held } of categories) console.log(`  ${name}: spent ${spent}, on hold ${held}`)
  console.log(`  Reports that saw spent + held above a cap: ${timesAbove}`)
  console.log(`  Rows that do not fit together: ${(await verify(options, bookId)).length}`)
  await Promise.all(workers.map(async ({ close }) => close()))
} finally {
  await storage.deleteBook(bookId)
  await sql`drop table if exists ${sql.table(table)}`.execute(db)
  await db.destroy()
}

/** Reads reports while the race runs; counts those in which a key has more spent and on hold than it may spend. */
async function watchWhile(running: Promise<unknown>): Promise<number> {
  let isRunning = true
  let timesAbove = 0
  const watched = (async () => {
    while (isRunning) {
      const { categories } = await book.utilization(month)
      if (categories.some(({ free }) => compareAmounts(free, '0') < 0)) timesAbove++
      await setTimeout(2)
    }
  })()
  await running.finally(() => {
    isRunning = false
  })
  await watched
  return timesAbove
}

/** A worker in its own process. */
async function startWorker(shared: Race): Promise<Worker> {
  const child = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), [JSON.stringify(shared)])
  // A dead process never answers, so its end ends the race.
  const ended = once(child, 'exit')
  const failed = ended.then(([code]): never => {
    throw new Error(`A worker ended with ${code}`)
  })
  failed.catch(() => undefined) // at the end of the race, the process ends on purpose
  const answer = async () => Promise.race([once(child, 'message'), failed])
  await answer()
  return {
    run: async (way) => {
      child.send(way)
      await answer()
    },
    close: async () => {
      child.disconnect()
      await ended
    },
  }
}
