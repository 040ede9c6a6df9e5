import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import type { PostgresServer } from '../../scripts/postgres/server.js'
import { postgresDatabase } from './databases.js'
import type { Line } from './measure.js'

const seconds = 3

/** Writers with an adapter each, all on one book, or each on its own. */
export async function compareContention(server: PostgresServer): Promise<Line[]> {
  const { pool: _, ...options } = await postgresDatabase(server, 'contention', 20)
  const lines: Line[] = []
  for (const writers of [1, 2, 4, 8, 16]) {
    for (const isShared of [true, false]) {
      const durations: number[] = []
      const ids = Array.from({ length: writers }, (__, index) => `${writers} ${isShared ? 'shared' : index}`)
      const books = []
      for (const bookId of ids)
        books.push(await openBudgetBook({ storage: createSqlAdapter(options), bookId }))
      const [first] = books
      const { id } = (await first?.categories.create({ name: 'Food' })) ?? { id: '' }
      const categoryIds = [id]
      if (!isShared)
        for (const book of books.slice(1))
          categoryIds.push((await book.categories.create({ name: 'Food' })).id)
      const end = performance.now() + seconds * 1_000
      await Promise.all(
        books.map(async (book, at) => {
          while (performance.now() < end) {
            const start = performance.now()
            const categoryId = categoryIds[isShared ? 0 : at] ?? ''
            await book.expenses.record({ categoryId, amount: '1.00', date: '2026-02-14' })
            durations.push(performance.now() - start)
          }
        }),
      )
      durations.sort((a, b) => a - b)
      const percentile = (share: number) => (durations[Math.floor(durations.length * share)] ?? 0).toFixed(1)
      lines.push({
        what: `${writers} writers, ${isShared ? 'one book' : 'a book each'}`,
        value: `${(durations.length / seconds).toFixed(0)} commits a second, p50 ${percentile(0.5)} ms, p99 ${percentile(0.99)} ms`,
      })
    }
  }
  return lines
}
