import { PGlite } from '@electric-sql/pglite'
import { DatabaseSync } from '@photostructure/sqlite'
import { Kysely, PostgresDialect, SqliteDialect, sql, type LogEvent } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openBudgetBook, type BudgetBook } from 'budgetbook'
import { createSqlAdapter, migrate, type SqlOptions } from 'budgetbook/sql'
import { commit, inserting } from '../../../src/testing/conformance/commits.js'
import { makeHold } from '../../../src/testing/conformance/entities.js'
import { makeEntry } from '../../../src/testing/conformance/topics/history/entries.js'
import { nodeSqlite } from '../../../examples/node-sqlite.js'
import { pglitePool } from '../../../examples/pglite-pool.js'

const events: LogEvent[] = []
const log = (event: LogEvent): void => void events.push(event)
const pglite = new Kysely<object>({ dialect: new PostgresDialect({ pool: pglitePool(new PGlite()) }), log })
const sqlite = new Kysely<object>({
  dialect: new SqliteDialect({ database: nodeSqlite(new DatabaseSync(':memory:')) }),
  log,
})
const postgresOptions: SqlOptions = { db: pglite, dialect: 'postgres' }
const sqliteOptions: SqlOptions = { db: sqlite, dialect: 'sqlite' }
await migrate(postgresOptions)
await migrate(sqliteOptions)

/** What was sent to the database during a call. */
async function statementsOf(call: () => Promise<unknown>): Promise<string[]> {
  events.length = 0
  await call()
  return events.map(({ query }) => query.sql)
}

const marker = "marker'; drop table budgetbook_books; --"
let count = 0

async function makeBook(
  options: SqlOptions,
  startDay = 1,
): Promise<{ book: BudgetBook; id: string; bookId: string }> {
  const bookId = `${marker} ${count++}`
  const book = await openBudgetBook({ storage: createSqlAdapter(options), bookId })
  await book.settings.update({ currency: 'USD', monthStartDay: startDay })
  const { id } = await book.categories.create({ name: `${marker} ${count}` })
  return { book, id, bookId }
}

const expenseIn = (categoryId: string) => ({
  categoryId,
  amount: '1.00',
  date: '2026-02-14',
  description: marker,
  metadata: { [marker]: marker },
})

describe('on PostgreSQL, what a call costs', () => {
  it.each([1, 25])(
    'is at most two statements for a commit and one for a read, with months from day %i',
    async (startDay) => {
      const { book, id } = await makeBook(postgresOptions, startDay)
      const costs: Record<string, number> = {}
      const measure = async <Result>(name: string, call: () => Promise<Result>): Promise<Result> => {
        let result: Result | undefined
        costs[name] = (await statementsOf(async () => (result = await call()))).length
        return result as Result
      }
      const expense = await measure('record', () =>
        book.expenses.record(expenseIn(id), { operationId: marker }),
      )
      await measure('update', () => book.expenses.update(expense.id, { amount: '2.00' }))
      await measure('move', () => book.expenses.update(expense.id, { date: '2026-05-01' }))
      await measure('remove', () => book.expenses.remove(expense.id))
      await measure('allocate', () => book.budgets.allocate('2026-03', [{ categoryId: id, amount: '5.00' }]))
      await measure('create', () => book.budgets.create({ categoryId: id, month: '2026-02', amount: '5.00' }))
      await measure('settings', () => book.settings.update({ monthlyLimit: '7.00' }))
      await measure('recordMany', () =>
        book.expenses.recordMany(Array.from({ length: 10_000 }, () => expenseIn(id))),
      )
      expect(costs).toEqual({
        record: 2,
        update: 2,
        move: 2,
        remove: 2,
        // What these need is remembered: the write itself finds out whether it is still so.
        allocate: 1,
        create: 1,
        settings: 1,
        recordMany: 1,
      })
      for (const read of [
        () => book.utilization('2026-02'),
        () => book.utilization(),
        () => book.expenses.list({ month: '2026-02' }),
        () => book.budgets.list(),
        () => book.months.list(),
      ])
        expect(await statementsOf(read)).toHaveLength(1)
    },
  )

  it('is two statements for the first call of an adapter too, where months start on the first', async () => {
    const { id, bookId } = await makeBook(postgresOptions)
    const book = await openBudgetBook({ storage: createSqlAdapter(postgresOptions), bookId })
    expect(await statementsOf(async () => book.expenses.record(expenseIn(id)))).toHaveLength(2)
  })
})

describe('on PostgreSQL, an entry in the history', () => {
  it('costs no statement, and without one nothing of it is sent; reading it is one', async () => {
    const { id, bookId } = await makeBook(postgresOptions)
    const storage = createSqlAdapter(postgresOptions)
    const write = async (at: number, details: object) =>
      statementsOf(async () => {
        const hold = makeHold(`${bookId} ${at}`, id, '2026-02-14', '1.00')
        await commit(storage, [inserting.hold(hold)], { bookId, ...details })
      })
    await write(0, {})
    const entry = makeEntry(marker)
    const [[plain, ...none], [all], [some]] = [
      await write(1, {}),
      await write(2, { history: { entry, keep: 'all' } }),
      await write(3, { history: { entry, keep: 1 } }),
    ]
    expect(none).toEqual([])
    expect(plain).not.toContain('history')
    expect([all, some].map((text) => text?.match(/history/g)?.length)).toEqual([2, 3])
    const read = await statementsOf(async () =>
      storage.history?.(bookId, { limit: 5, id: marker, before: 9 }),
    )
    expect(read).toHaveLength(1)
    // No other read has anything of it.
    for (const other of [
      () => storage.readAll(bookId),
      () => storage.read(bookId, () => ({ months: 'all' })),
      () => storage.page(bookId, () => ({ limit: 5 })),
    ])
      expect((await statementsOf(other)).join()).not.toContain('history')
  })
})

describe('on SQLite', () => {
  it('10,000 expenses are one transaction of few statements', async () => {
    const { book, id } = await makeBook(sqliteOptions)
    const expenses = Array.from({ length: 10_000 }, () => expenseIn(id))
    expect((await statementsOf(async () => book.expenses.recordMany(expenses))).length).toBeLessThan(12)
  })

  it('every statement finds its rows by an index', async () => {
    const { book, id, bookId } = await makeBook(sqliteOptions)
    const storage = createSqlAdapter(sqliteOptions)
    await statementsOf(async () => {
      const expense = await book.expenses.record(expenseIn(id), { operationId: 'first' })
      await book.expenses.update(expense.id, { amount: '2.00' })
      const { nextCursor } = await book.expenses.list({ categoryId: id, limit: 1 })
      await book.expenses.list({ month: '2026-02', cursor: nextCursor ?? undefined })
      await book.budgets.allocate('2026-03', [{ categoryId: id, amount: '5.00' }])
      await book.utilization('2026-02')
      await book.expenses.remove(expense.id)
      for (const keep of ['all', 1] as const)
        await commit(storage, [], { bookId, history: { entry: makeEntry(marker), keep } })
      for (const filter of [{}, { id: marker }, { before: 2 }, { id: marker, before: 2 }])
        await storage.history?.(bookId, { limit: 5, ...filter })
      await book.importBook(await book.exportBook())
      await storage.deleteBook(bookId)
    })
    const queries = events.map(({ query }) => query).filter(({ sql: text }) => text.includes('budgetbook_'))
    expect(queries.length).toBeGreaterThan(20)
    for (const query of queries) {
      const { rows } = await sqlite.executeQuery<{ detail: string }>({
        ...query,
        sql: `explain query plan ${query.sql}`,
      })
      // `page` and `sized` are the rows that an index has found already.
      const plan = rows.map(({ detail }) => detail)
      expect(
        plan.filter((detail) => /^SCAN (?!source|constant row|\(?subquery|page|sized)/i.test(detail)),
      ).toEqual([])
      // The rows of a page come out of the index in their order, and no more of them than it has.
      expect(plan.filter((detail) => /TEMP B-TREE FOR ORDER BY/i.test(detail))).toEqual([])
    }
  })
})

it('no text of a caller stands in a statement', async () => {
  for (const options of [postgresOptions, sqliteOptions]) {
    const { book, id, bookId } = await makeBook(options)
    const statements = await statementsOf(async () => {
      const { id: expenseId } = await book.expenses.record(expenseIn(id), { operationId: marker })
      await book.expenses.update(expenseId, { description: `${marker}!` })
      await book.expenses.list({ categoryId: id })
      await book.exportBook()
      const storage = createSqlAdapter(options)
      const entry = makeEntry(marker, { actor: marker })
      await commit(storage, [], { bookId, history: { entry, keep: 2026 } })
      await storage.history?.(bookId, { limit: 2026, id: marker, before: 2026 })
      await createSqlAdapter(options).deleteBook(bookId)
    })
    expect(statements.length).toBeGreaterThan(5)
    expect(statements.filter((statement) => /marker|2026|1\.00/.test(statement))).toEqual([])
    const parameters = JSON.stringify(events.map(({ query }) => query.parameters))
    expect(parameters).toContain('marker')
  }
  expect((await sql`select count(*) as n from budgetbook_books`.execute(sqlite)).rows).toHaveLength(1)
})

describe('a page of expenses', () => {
  it.each([
    ['SQLite', sqliteOptions],
    ['PostgreSQL', postgresOptions],
  ])('is sought by its position, and by the last day only if that comes first, on %s', async (_, options) => {
    const { book, id } = await makeBook(options)
    for (const date of ['2026-02-14', '2026-02-15', '2026-02-16'])
      await book.expenses.record({ ...expenseIn(id), date })
    const { nextCursor } = await book.expenses.list({ limit: 1 })
    const bounded = async (filter: { to?: string; cursor?: string | null }) => {
      let dates: string[] = []
      const statements = await statementsOf(async () => {
        dates = (await book.expenses.list(filter)).items.map(({ date }) => date)
      })
      return { dates, isBounded: statements.some((text) => text.includes('date <=')) }
    }
    expect(await bounded({ to: '2026-02-16' })).toEqual({
      dates: ['2026-02-16', '2026-02-15', '2026-02-14'],
      isBounded: true,
    })
    const rest = { dates: ['2026-02-15', '2026-02-14'], isBounded: false }
    expect(await bounded({ to: '2026-02-16', cursor: nextCursor })).toEqual(rest)
    expect(await bounded({ to: '2026-02-14', cursor: nextCursor })).toEqual({
      dates: ['2026-02-14'],
      isBounded: true,
    })
  })
})
