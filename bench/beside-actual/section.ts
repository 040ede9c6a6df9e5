import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryAdapter } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import { checkTotal, fillBook, newestMonth, type FilledBook } from '../books.js'
import { race, type Line } from '../measure.js'
import { say, timeOf, type Settings } from '../settings.js'
import { pragmas, sqliteFile } from '../stores/sqlite-file.js'
import { loadActual, type ActualApi } from './api.js'
import { makeBudget, type ActualBudget } from './budget.js'

/** A report, and a record that is synced to the disk, to Actual's own. */
const goals = { report: 1 / 20, record: 1 / 5 } as const

/** The same budget in Actual, through its API, on its own SQLite: goal 8. */
export async function measureActual(settings: Settings): Promise<Line[]> {
  const api = await loadActual()
  if ('why' in api) return [{ what: 'Actual', value: `not measured: ${api.why}` }]
  const folder = mkdtempSync(join(tmpdir(), 'budgetbook-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  // It says on the console that it did not upload anything, and where would it.
  for (const level of ['log', 'info', 'warn', 'error'] as const) console[level] = () => undefined
  await api.init({ dataDir: folder, verbose: false })
  const lines: Line[] = []
  for (const size of settings.quick ? [1_000] : [1_000, 20_000])
    lines.push(...(await compare(api, size, settings)))
  await api.shutdown()
  return lines
}

async function compare(api: ActualApi, size: number, settings: Settings): Promise<Line[]> {
  const { options } = await sqliteFile()
  const filled = await fillBook(createSqlAdapter(options), { expenses: 0, months: 12 })
  const expenses = filled.draw(size, 'anywhere')
  await filled.book.expenses.recordMany(expenses)
  const budget = await makeBudget(api, filled.categoryIds, expenses)
  await checkBoth(filled, budget)
  const inMemory = await fillBook(createMemoryAdapter(), { expenses: size, months: 12 })
  const reports = await race(
    [
      { name: 'memory', run: async () => inMemory.book.utilization(newestMonth) },
      { name: 'ours', run: async () => filled.book.utilization(newestMonth) },
      { name: 'actual', run: budget.report },
    ],
    300,
    30,
    timeOf(settings, 5),
  )
  let drawn = filled.draw(0)
  const records = await race(
    [
      {
        name: 'ours',
        run: async () => {
          for (const expense of drawn) await filled.book.expenses.record(expense)
        },
      },
      { name: 'actual', run: async () => budget.add(drawn) },
    ].map((contestant, at) => ({
      ...contestant,
      // Both record the same one, whoever comes first.
      prepare: async (turn: number) => {
        if (at === turn % 2) drawn = filled.draw(1)
        return Promise.resolve()
      },
    })),
    200,
    10,
    timeOf(settings, 10),
  )
  await checkBoth(filled, budget)
  const where = `${say(size)} transactions, SQLite with ${pragmas.join(', ')}`
  return [
    reports.line(`${where}: report`, 'ours'),
    reports.line(`${say(size)} transactions: Actual, getBudgetMonth`, 'actual'),
    reports.ratio(`${where}: report to getBudgetMonth`, 'ours', 'actual', { atMost: goals.report }),
    // Actual keeps its sums in memory while a budget is open, so this is the nearer comparison.
    reports.ratio(`${say(size)} transactions, memory adapter: report to getBudgetMonth`, 'memory', 'actual', {
      atMost: goals.report,
    }),
    records.line(`${where}: record`, 'ours'),
    records.line(`${say(size)} transactions: Actual, addTransactions of one`, 'actual'),
    records.ratio(`${where}: record to addTransactions of one`, 'ours', 'actual', { atMost: goals.record }),
  ]
}

async function checkBoth(filled: FilledBook, budget: ActualBudget): Promise<void> {
  await checkTotal(filled)
  const { totalSpent } = await budget.report()
  if (BigInt(-totalSpent) !== filled.spent())
    throw new Error(`Actual has ${-totalSpent}, and it is ${filled.spent()}`)
}
