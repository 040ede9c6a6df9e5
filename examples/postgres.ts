// A server that keeps a book for each user in PostgreSQL. With DATABASE_URL it uses that server, and writers in
// several processes race for a limit. Without it, it uses PGlite, which is PostgreSQL within this process.
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { openBudgetBook, type BudgetBook } from 'budgetbook'
import { createSqlAdapter, migrate, verify } from 'budgetbook/sql'
import { pglitePool } from './pglite-pool.js'
import { openWriter, type Writer } from './postgres-writer.js'

const url = env['DATABASE_URL']
const pool = url === undefined ? pglitePool(new PGlite()) : new Pool({ connectionString: url })
// If a connection breaks, the pool emits the error while the connection is idle, and the connection does while it is
// in use. Without a listener, the error ends the process.
if (pool instanceof Pool) {
  pool.on('error', (error) => console.error(error.message))
  pool.on('connect', (client) => client.on('error', (error) => console.error(error.message)))
}

const db = new Kysely<object>({ dialect: new PostgresDialect({ pool }) })
const options = { db, dialect: 'postgres' } as const
await migrate(options)
const storage = createSqlAdapter(options)
console.log(
  `Kept in ${url === undefined ? 'PGlite' : 'PostgreSQL'}: isolation ${(await storage.open()).isolation}\n`,
)

const userId = `demo-${randomUUID()}`
try {
  const book = await openBudgetBook({ storage, bookId: userId })
  await fill(book)
  await report(book)
  await race(book, 20, 4)
  console.log(`Rows that do not fit together: ${(await verify(options, userId)).length}`)
} finally {
  await storage.deleteBook(userId)
  await db.destroy()
}

async function fill(book: BudgetBook): Promise<void> {
  await book.settings.update({ currency: 'USD', monthlyLimit: '5000.00' })
  const ids = new Map<string, string>()
  for (const name of ['Travel', 'Grocery', 'Entertainment', 'Food & Dining', 'Gifts & Donation'])
    ids.set(name, (await book.categories.create({ name })).id)
  const budgets = {
    '2026-01': ['2000.00', '1500.00', '500.00', '500.00', '500.00'],
    '2026-02': ['2000.00', '1500.00', '1000.00', '1500.00', '2000.00'],
  }
  for (const [month, amounts] of Object.entries(budgets)) {
    const allocations = Array.from(ids.values(), (categoryId, at) => ({
      categoryId,
      amount: amounts[at] ?? null,
    }))
    await book.budgets.allocate(month, allocations)
  }
  const expenses = [
    { category: 'Travel', amount: '1500.00', date: '2026-01-20' },
    { category: 'Grocery', amount: '300.00', date: '2026-01-21' },
    { category: 'Travel', amount: '700.00', date: '2026-02-14', description: 'Flight to NYC' },
    { category: 'Grocery', amount: '300.00', date: '2026-02-15' },
    { category: 'Entertainment', amount: '800.00', date: '2026-02-16' },
    { category: 'Food & Dining', amount: '600.00', date: '2026-02-17' },
  ]
  await book.expenses.recordMany(
    expenses.map(({ category, ...expense }) => ({ categoryId: ids.get(category) ?? '', ...expense })),
  )
}

async function report(book: BudgetBook): Promise<void> {
  const { categories, summary, compliance } = await book.utilization('2026-02')
  for (const { name, spent, budget, utilizationPercent, status } of categories) {
    console.log(`${name}: ${spent} of ${budget}, ${utilizationPercent} %, ${status}`)
  }
  console.log(`Spent ${summary.totalSpent} of ${summary.totalBudget} (${summary.utilizationPercent} %)`)
  console.log(`Warning: ${compliance.message}\n`)
}

/** In each round, all writers budget 60.00 in the same month at once. Under a limit of 100.00, only one can. */
async function race(book: BudgetBook, rounds: number, count: number): Promise<void> {
  await book.settings.update({ monthlyLimit: '100.00' })
  const categories = (await book.categories.list()).slice(0, count).map(({ id }) => id)
  const writers = await Promise.all(
    categories.map(async (categoryId) =>
      url === undefined ? openWriter(options, userId, categoryId) : startWriter(categoryId),
    ),
  )
  let wrong = 0
  for (let round = 0; round < rounds; round++) {
    const month = `${2030 + Math.floor(round / 12)}-${String((round % 12) + 1).padStart(2, '0')}`
    const accepted = await Promise.all(writers.map(async ({ budget }) => budget(month)))
    if (accepted.filter(Boolean).length !== 1) wrong++
  }
  await Promise.all(writers.map(async ({ close }) => close()))
  const who = url === undefined ? 'adapters in one process' : 'processes'
  console.log(`${count} ${who} raced ${rounds} times under enforce: ${rounds - wrong} times one was accepted`)
}

/** A writer in its own process. It is sent a month, and answers whether its budget was accepted. */
async function startWriter(categoryId: string): Promise<Writer> {
  const child = fork(fileURLToPath(new URL('postgres-writer.ts', import.meta.url)), [userId, categoryId])
  // A dead process never answers, so its end ends the race.
  const ended = once(child, 'exit')
  const failed = ended.then(([code]): never => {
    throw new Error(`A writer ended with ${code}`)
  })
  failed.catch(() => undefined) // at the end of the race, the process ends on purpose
  const answer = async (): Promise<unknown> => {
    const [message] = await Promise.race([once(child, 'message') as Promise<unknown[]>, failed])
    return message
  }
  await answer()
  return {
    budget: async (month) => {
      child.send(month)
      return (await answer()) === true
    },
    close: async () => {
      child.disconnect()
      await ended
    },
  }
}
