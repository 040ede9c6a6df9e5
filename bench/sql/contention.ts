import { openBudgetBook, type BudgetBook } from 'budgetbook'
import { createSqlAdapter, verify, type SqlOptions } from 'budgetbook/sql'
import type { PostgresServer } from '../../scripts/postgres/server.js'
import { postgresDatabase } from './databases.js'
import { percentile, type Line } from '../measure.js'

const seconds = 2

/** Writers of one process with an adapter and a connection each, all on one book, or each on its own. */
export async function compareContention(server: PostgresServer): Promise<Line[]> {
  const { options } = await postgresDatabase(server, 'contention', 20)
  const lines: Line[] = []
  for (const writers of [1, 2, 4, 8, 16]) {
    lines.push(await letWrite(options, 'one book', Array<string>(writers).fill(`${writers} on one`)))
    const own = Array.from({ length: writers }, (_, index) => `${writers}: ${index}`)
    lines.push(await letWrite(options, 'a book each', own))
  }
  return lines
}

async function letWrite(options: SqlOptions, which: string, bookIds: readonly string[]): Promise<Line> {
  const categories = new Map<string, string>()
  const books: BudgetBook[] = []
  for (const bookId of bookIds) {
    const book = await openBudgetBook({ storage: createSqlAdapter(options), bookId })
    if (!categories.has(bookId)) categories.set(bookId, (await book.categories.create({ name: 'Food' })).id)
    books.push(book)
  }
  const durations: number[] = []
  const start = performance.now()
  const write = async (book: BudgetBook, bookId: string): Promise<void> => {
    const categoryId = categories.get(bookId) ?? ''
    while (performance.now() < start + seconds * 1_000) {
      const before = performance.now()
      await book.expenses.record({ categoryId, amount: '1.00', date: '2026-02-14' })
      durations.push(performance.now() - before)
    }
  }
  await Promise.all(books.map(async (book, at) => write(book, bookIds[at] ?? '')))
  const rate = durations.length / ((performance.now() - start) / 1_000)
  for (const bookId of categories.keys()) {
    const problems = await verify(options, bookId)
    if (problems.length > 0) throw new Error(JSON.stringify(problems))
  }
  durations.sort((a, b) => a - b)
  const [p50, p99] = [percentile(durations, 0.5), percentile(durations, 0.99)]
  return {
    what: `${books.length} ${books.length === 1 ? 'writer' : 'writers'}, ${which}`,
    value: `${rate.toFixed(0)} commits a second, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (N = ${durations.length})`,
    figures: { rate, p50, p99, count: durations.length },
  }
}
