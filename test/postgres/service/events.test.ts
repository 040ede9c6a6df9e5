// A process hears of the commits of other processes, on a real PostgreSQL.
import pg from 'pg'
import { expect, it, vi } from 'vitest'
import { openBudgetBook, type BookEvent } from 'budgetbook'
import { createSqlAdapter, type SqlWatch } from 'budgetbook/sql'
import { makeHousehold } from '../harness/household.js'
import { useServer } from '../harness/use-server.js'
import { withWorkers } from '../harness/workers.js'

const { makeBooks } = useServer()

async function listening(watch: SqlWatch) {
  const { connection, connect } = await makeBooks()
  const { categoryIds } = await makeHousehold(connect(), 2)
  const storage = createSqlAdapter({ ...connect(), watch })
  const book = await openBudgetBook({ storage })
  const events: BookEvent[] = []
  const counts: number[] = []
  // What a listener reads when it is told is what it knows from then on.
  let reading = Promise.resolve()
  book.subscribe((event) => {
    events.push(event)
    reading = reading.then(
      async () => void counts.push((await book.utilization('2026-02')).summary.expenseCount),
    )
  })
  return { connection, connect, categoryIds, storage, book, events, counts, settled: async () => reading }
}

it('4 processes record 50 expenses each: after the last, who listens elsewhere has read all of them', async () => {
  const { connection, categoryIds, storage, events, counts, settled } = await listening({ every: 250 })
  const spenders = Array.from({ length: 4 }, (_, index) => categoryIds[index % 2] ?? '')
  await withWorkers(connection, spenders, async (workers) => {
    await Promise.all(workers.map(async ({ ask }) => ask({ do: 'record', times: 50 })))
  })
  await vi.waitFor(() => expect(counts.at(-1)).toBe(200), { timeout: 30_000 })
  await settled()
  expect(events.every(({ origin }) => origin === 'remote')).toBe(true)
  expect(events.length).toBeLessThanOrEqual(200)
  await storage.close()
})

it('LISTEN and NOTIFY of the app wake the watch, long before its interval', async () => {
  const { connection, connect } = await makeBooks()
  const listener = new pg.Client(connection)
  await listener.connect()
  await listener.query('listen books')
  const wake: SqlWatch['wake'] = (poll) => {
    listener.on('notification', poll)
    return () => void listener.off('notification', poll)
  }
  const storage = createSqlAdapter({ ...connect(), watch: { every: 1_000_000, wake } })
  const book = await openBudgetBook({ storage })
  const heard: BookEvent[] = []
  const stop = book.subscribe((event) => heard.push(event))
  const elsewhere = createSqlAdapter(connect())
  await (await openBudgetBook({ storage: elsewhere })).categories.create({ name: 'Travel' })
  await listener.query('notify books')
  await vi.waitFor(() => expect(heard).toEqual([expect.objectContaining({ origin: 'remote' })]), {
    timeout: 30_000,
  })
  stop()
  expect(listener.listenerCount('notification')).toBe(0)
  await listener.end()
})

it('a killed connection ends no watch', async () => {
  const { connection, connect, storage, events } = await listening({ every: 250 })
  const killer = new pg.Client(connection)
  await killer.connect()
  await killer.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
  )
  await killer.end()
  await (await openBudgetBook({ storage: createSqlAdapter(connect()) })).categories.create({ name: 'Gifts' })
  await vi.waitFor(() => expect(events.length).toBeGreaterThan(0), { timeout: 30_000 })
  await storage.close()
})
