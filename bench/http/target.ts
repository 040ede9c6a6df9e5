// A server to be measured, in a process of its own: a bare Hono handler, one that calls a book, one with SQL, or the API on storage in memory or in
// SQLite. It says its address to its parent, and what its memory comes to when it is asked.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { serve } from '@hono/node-server'
import { DatabaseSync } from '@photostructure/sqlite'
import { Hono } from 'hono'
import { Kysely, SqliteDialect } from 'kysely'
import {
  createMemoryAdapter,
  openBudgetBook,
  type BudgetBook,
  type NewExpenseFields,
  type StorageAdapter,
} from 'budgetbook'
import { createBudgetApi } from 'budgetbook/http'
import { createSqlAdapter, migrate } from 'budgetbook/sql'
import { nodeSqlite } from '../../examples/node-sqlite.js'
import { preparedOnce } from '../../examples/prepared-once.js'
import { sqlByHand } from './sql-by-hand.js'

const [, , kind = 'bare'] = process.argv
const folder = mkdtempSync(join(tmpdir(), 'budgetbook-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
process.on('disconnect', () => process.exit())

function database(): InstanceType<typeof DatabaseSync> {
  const opened = new DatabaseSync(join(folder, 'books.db'))
  opened.exec('pragma journal_mode = wal')
  // What is measured is the API and not the disk.
  opened.exec('pragma synchronous = off')
  return opened
}

async function sqlite(): Promise<StorageAdapter> {
  const options = {
    db: new Kysely<object>({
      dialect: new SqliteDialect({ database: preparedOnce(nodeSqlite(database())) }),
    }),
    dialect: 'sqlite',
  } as const
  await migrate(options)
  return createSqlAdapter(options)
}

/** A book like that of the README: five categories, budgets and some expenses in a month. */
async function fill(book: BudgetBook): Promise<string> {
  await book.settings.update({ currency: 'USD', monthlyLimit: '5000.00' })
  const ids: string[] = []
  for (const name of ['Travel', 'Grocery', 'Entertainment', 'Food & Dining', 'Gifts & Donation']) {
    ids.push((await book.categories.create({ name })).id)
  }
  await book.budgets.allocate(
    '2026-02',
    ids.map((categoryId) => ({ categoryId, amount: '1000.00' })),
  )
  await book.expenses.recordMany(
    ids.map((categoryId) => ({ categoryId, amount: '70.00', date: '2026-02-14' })),
  )
  return ids[0] ?? ''
}

async function api(storage: StorageAdapter) {
  const book = await openBudgetBook({ storage })
  const category = await fill(book)
  const { fetch } = createBudgetApi({ authenticate: async () => 'default', openBook: async () => book })
  return { fetch, category }
}

/** What the routes that are measured answer at the least: as many bytes, and a body that is read. */
function bare() {
  const app = new Hono()
  const line = {
    category_id: 'x'.repeat(36),
    category_name: 'Travel',
    budget: 1_000,
    spent: 70,
    status: 'good',
  }
  const report = { message: 'Budget utilization', data: Array.from({ length: 5 }, () => line), summary: line }
  app.get('/api/budgets/budgets/utilization/', (context) => context.json(report))
  app.post('/api/expenses/create/', async (context) =>
    context.json({ data: await context.req.json<object>() }, 201),
  )
  return { fetch: app.fetch, category: '' }
}

/** The same book behind handlers of a few lines, which check nothing and describe nothing. */
async function byHand() {
  const book = await openBudgetBook({ storage: createMemoryAdapter() })
  const category = await fill(book)
  const app = new Hono()
  app.get('/api/budgets/budgets/utilization/', async (context) =>
    context.json(await book.utilization(context.req.query('month'))),
  )
  app.post('/api/expenses/create/', async (context) => {
    const { category: categoryId, ...expense } = await context.req.json<
      { category: string; amount: string } & Omit<NewExpenseFields, 'categoryId'>
    >()
    return context.json(await book.expenses.record({ categoryId, ...expense }), 201)
  })
  return { fetch: app.fetch, category }
}

function sql() {
  const opened = database()
  const { app, category } = sqlByHand(opened)
  // The database would be closed if nothing held it: its statements do not.
  return { fetch: app.fetch, category, opened }
}

const makers = {
  bare: async () => bare(),
  'by hand': byHand,
  memory: async () => api(createMemoryAdapter()),
  'SQL by hand': async () => sql(),
  sqlite: async () => api(await sqlite()),
}

const made = await makers[kind as keyof typeof makers]()
process.on('message', () => {
  globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  process.send?.({ heapUsed, rss })
})
serve({ fetch: made.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.send?.({ url: `http://127.0.0.1:${port}`, category: made.category })
})
