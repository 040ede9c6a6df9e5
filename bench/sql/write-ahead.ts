import type { Pool } from 'pg'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import type { PostgresDatabase } from './databases.js'
import { bytesLine, type Line } from '../measure.js'

const count = 1_000

/** What a record writes ahead: a page's first change after a checkpoint writes all of that page. */
export async function describeWriteAhead({ pool, options }: PostgresDatabase): Promise<Line[]> {
  const storage = createSqlAdapter(options)
  const anyBooks = () =>
    Array.from({ length: count }, () => `book ${1 + Math.floor(Math.random() * 100_000)}`)
  const record = async (bookIds: readonly string[]): Promise<number> =>
    bytesForEach(pool, bookIds.length, async () => {
      for (const bookId of bookIds) {
        const book = await openBudgetBook({ storage, bookId })
        await book.expenses.record({ categoryId: 'c1', amount: '1.00', date: '2026-02-20' })
      }
    })
  const bookIds = anyBooks()
  await pool.query('checkpoint')
  const first = await record(bookIds)
  const again = await record(bookIds)
  await pool.query('alter system set wal_compression = on')
  await pool.query('select pg_reload_conf()')
  await pool.query('checkpoint')
  const compressed = await record(anyBooks())
  await pool.query('alter system reset wal_compression')
  await pool.query('select pg_reload_conf()')
  return [
    bytesLine(`a record in a random book, the first ${count} after a checkpoint`, first),
    bytesLine('the same books once more, before the next checkpoint', again),
    bytesLine(`the first ${count} after a checkpoint, with wal_compression`, compressed),
  ]
}

/** How many bytes the server writes ahead for each of some things. */
export async function bytesForEach(pool: Pool, things: number, work: () => Promise<void>): Promise<number> {
  const position = async (): Promise<number> => {
    const { rows } = await pool.query<{ at: string }>(`select pg_current_wal_insert_lsn() - '0/0' as at`)
    return Number(rows[0]?.at)
  }
  const start = await position()
  await work()
  return ((await position()) - start) / things
}
