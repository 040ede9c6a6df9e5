import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openBudgetBook, type BudgetBook } from 'budgetbook'
import {
  bookIds,
  createSqlAdapter,
  pruneHistory,
  pruneHolds,
  pruneOperations,
  repair,
  verify,
  type SqlOptions,
} from 'budgetbook/sql'
import { useServer } from '../harness/use-server.js'

const { makeBooks } = useServer()

const day = 86_400_000
const monthAgo = () => new Date(Date.now() - 30 * day)
const month = '2026-02'

interface Opened {
  readonly book: BudgetBook
  readonly categoryId: string
}

/** A book with a budget, and what a job may remove: old operations, old entries, and holds that have expired. */
async function oldBook(options: SqlOptions, bookId: string): Promise<Opened> {
  const storage = createSqlAdapter(options)
  const old = new Date(Date.now() - 400 * day)
  const past = await openBudgetBook({ storage, bookId, now: () => old, history: { keep: 'all' } })
  const { id: categoryId } = await past.categories.create({ name: 'Food' })
  for (let at = 0; at < 5; at++) {
    // Of a month that nobody writes to: a write removes what has expired.
    const date = '2026-03-14'
    const expiresAt = new Date(old.getTime() + day).toISOString()
    await past.holds.place({ categoryId, amount: '1.00', date, expiresAt }, { operationId: `old ${at}` })
  }
  const recorded = old.toISOString()
  await sql`update budgetbook_operations set recorded_at = ${recorded} where book_id = ${bookId}`.execute(
    options.db,
  )
  const book = await openBudgetBook({ storage, bookId, history: { keep: 'all' } })
  await book.budgets.create({ categoryId, month, amount: '500.00' })
  return { book, categoryId }
}

async function count(options: SqlOptions, table: string): Promise<number> {
  const { rows } = await sql<{
    n: string
  }>`select count(*) as n from ${sql.table(`budgetbook_${table}`)}`.execute(options.db)
  return Number(rows[0]?.n)
}

async function pruneAll(options: SqlOptions): Promise<readonly number[]> {
  return [
    await pruneOperations(options, { olderThan: monthAgo() }),
    await pruneHistory(options, { olderThan: monthAgo() }),
    await pruneHolds(options, { expiredBefore: monthAgo() }),
  ]
}

it('the jobs remove what is old, and no figure of any report changes', async () => {
  const { connect } = await makeBooks()
  const options = connect()
  const books = await Promise.all(['a', 'b', 'c'].map(async (bookId) => oldBook(options, bookId)))
  const reports = async () =>
    Promise.all(
      books.map(async ({ book }) => Promise.all([book.utilization(month), book.utilization('2026-03')])),
    )
  const before = await reports()
  // Six old entries of each book: the category and the holds. The newest is that of the budget.
  expect(await pruneAll(options)).toEqual([15, 18, 15])
  expect(await pruneAll(options)).toEqual([0, 0, 0])
  expect(await reports()).toEqual(before)
  for (const bookId of ['a', 'b', 'c']) expect(await verify(options, bookId)).toEqual([])
})

it('while the jobs run again and again, commits lose nothing, and a repeated operation is replayed', async () => {
  const { connect } = await makeBooks()
  const ids = ['a', 'b']
  const opened = await Promise.all(ids.map(async (bookId) => oldBook(connect(), bookId)))
  const recorded = new Map(ids.map((id) => [id, 0]))
  let isOver = false
  const write = async (at: number) => {
    const { book, categoryId } = opened[at % 2] as Opened
    const bookId = ids[at % 2] as string
    for (let round = 0; round < 40; round++) {
      const operationId = `${at} ${round}`
      const input = { categoryId, amount: '1.00', date: '2026-02-14' }
      const first = await book.expenses.record(input, { operationId })
      const again = await book.expenses.record(input, { operationId })
      expect(again.id).toBe(first.id)
      recorded.set(bookId, (recorded.get(bookId) ?? 0) + 1)
    }
  }
  // Puts back what is to be removed, so that the jobs have something to do.
  const age = async (options: SqlOptions) => {
    const old = new Date(Date.now() - 400 * day).toISOString()
    while (!isOver) {
      await sql`
        insert into budgetbook_holds
        select book_id, gen_random_uuid()::text, id, 1.00, '2026-02-14', ${old}, '', '{}', ${old}, ${old}
        from budgetbook_categories`.execute(options.db)
      await sql`
        insert into budgetbook_operations (book_id, id, fingerprint, receipt, recorded_at)
        select book_id, gen_random_uuid()::text, '', '{}', ${old} from budgetbook_books`.execute(options.db)
    }
  }
  const prune = async (options: SqlOptions) => {
    const removed = [0, 0, 0]
    while (!isOver)
      for (const [at, some] of (await pruneAll(options)).entries()) removed[at] = (removed[at] ?? 0) + some
    return removed
  }
  const jobs = [prune(connect()), prune(connect()), age(connect())]
  await Promise.all([0, 1, 2, 3].map(write)).finally(() => (isOver = true))
  const [one, other] = (await Promise.all(jobs)) as number[][]
  // Both removed something.
  for (const removed of [one, other])
    expect(Math.min(removed?.[0] ?? 0, removed?.[2] ?? 0)).toBeGreaterThan(0)
  const options = connect()
  await pruneAll(options)
  for (const bookId of ids) {
    expect(await verify(options, bookId)).toEqual([])
    const fresh = await openBudgetBook({ storage: createSqlAdapter(options), bookId })
    const { categories } = await fresh.utilization(month)
    expect(categories.map(({ spent }) => spent)).toEqual([`${recorded.get(bookId)}.00`])
  }
  expect(await count(options, 'expenses')).toBe(160)
  expect(await count(options, 'operations')).toBe(160)
  // An entry for each expense, and that of the budget.
  expect(await count(options, 'history')).toBe(162)
})

it('the jobs walk through many rows in pieces, by the primary key', async () => {
  const { connect } = await makeBooks()
  const statements: string[] = []
  const options = connect({}, ({ query }) => statements.push(query.sql))
  const old = new Date(Date.now() - 400 * day).toISOString()
  await sql`insert into budgetbook_books select 'book ' || b, md5(b::text), '1.2', 'USD', null, 1 from generate_series(1, 7) as b`.execute(
    options.db,
  )
  await sql`
    insert into budgetbook_history
    select 'book ' || 1 + h % 7, h, 'h' || h, json_build_object('at', case when h % 3 = 0 then ${new Date().toISOString()}::text else ${old} end)
    from generate_series(1, 40000) as h`.execute(options.db)
  await sql`insert into budgetbook_operations select 'book ' || 1 + o % 7, 'o' || o, '', '{}', ${old} from generate_series(1, 40000) as o`.execute(
    options.db,
  )
  await sql`analyze`.execute(options.db)
  statements.length = 0
  const [operations, history] = await pruneAll(options)
  // Of 26,667 old entries, the newest of some books stays.
  expect(operations).toBe(40_000)
  expect(await count(options, 'history')).toBe(40_000 - (history ?? 0))
  const { rows } = await sql<{ n: string }>`
    select count(*) as n from budgetbook_history as h where entry ->> 'at' = ${old}
    and position < (select max(position) from budgetbook_history as n where n.book_id = h.book_id)`.execute(
    options.db,
  )
  expect(Number(rows[0]?.n)).toBe(0)
  const removals = statements.filter((text) => text.includes('delete from "budgetbook_operations"'))
  expect(removals).toHaveLength(5)
})

it('bookIds visits every book once while books come and go, and each can be verified and repaired', async () => {
  const { connect } = await makeBooks()
  const options = connect()
  const stays = Array.from({ length: 30 }, (_, at) => `stays ${String(at).padStart(2, '0')}`)
  for (const bookId of stays) await oldBook(options, bookId)
  const storage = createSqlAdapter(connect())
  let isOver = false
  const comeAndGo = async () => {
    for (let at = 0; !isOver; at = (at + 7) % 30) {
      const bookId = `stays ${String(at).padStart(2, '0')}!`
      const book = await openBudgetBook({ storage, bookId })
      await book.categories.create({ name: 'Food' })
      await storage.deleteBook(bookId)
    }
  }
  const others = comeAndGo()
  await sql`update budgetbook_months set total_budget = 1 where book_id = 'stays 07'`.execute(options.db)
  const seen: string[] = []
  const repaired: string[] = []
  for await (const bookId of bookIds(options, { pageSize: 4 })) {
    seen.push(bookId)
    if ((await verify(options, bookId)).length === 0) continue
    expect((await repair(options, bookId)).remaining).toEqual([])
    repaired.push(bookId)
  }
  isOver = true
  await others
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.filter((id) => stays.includes(id))).toEqual(stays)
  expect(repaired).toEqual(['stays 07'])
})
