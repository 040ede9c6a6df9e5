import { sql, type LogEvent } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter, migrate, verify } from 'budgetbook/sql'
import { adapterConformance } from 'budgetbook/testing'
import { tableNames, columnsOf, keyOf } from '../../src/adapters/sql/schema/tables.js'
import { commit } from '../../src/testing/conformance/commits.js'
import { encodeHistoryEntry } from '../../src/adapters/sql/schema/history-rows.js'
import { makeEntry } from '../../src/testing/conformance/topics/history/entries.js'
import { useServer } from './harness/use-server.js'

const { makeBooks } = useServer()
type Books = Awaited<ReturnType<typeof makeBooks>>
type Db = ReturnType<Books['connect']>['db']

/** 2,000 books with 20 expenses, 5 holds and 20 entries in the history each, as the adapter would have written them. */
async function fill(db: Db): Promise<void> {
  const books = sql`generate_series(1, 2000) as b`
  const at = sql`'2026-02-14T12:00:00.000Z', '2026-02-14T12:00:00.000Z'`
  await sql`insert into budgetbook_books select 'book ' || b, md5(b::text), '1.0', 'USD', 5000.00, 1 from ${books}`.execute(
    db,
  )
  await sql`insert into budgetbook_categories select 'book ' || b, 'c' || c, c, 'Category ' || c, false, '{}', ${at} from ${books}, generate_series(1, 5) as c`.execute(
    db,
  )
  await sql`insert into budgetbook_months select 'book ' || b, '2026-02', false, null, 50.00 from ${books}`.execute(
    db,
  )
  await sql`insert into budgetbook_budgets select 'book ' || b, 'b' || c, c, 'c' || c, '2026-02', 10.00, '{}', ${at} from ${books}, generate_series(1, 5) as c`.execute(
    db,
  )
  await sql`insert into budgetbook_totals select 'book ' || b, '2026-02', 'c' || c, 4.00, 4 from ${books}, generate_series(1, 5) as c`.execute(
    db,
  )
  await sql`insert into budgetbook_expenses select 'book ' || b, 'e' || e, 'c' || 1 + e % 5, '2026-02', 1.00, '2026-02-14', '', '{}', ${at} from ${books}, generate_series(1, 20) as e`.execute(
    db,
  )
  await sql`insert into budgetbook_holds select 'book ' || b, 'h' || h, 'c' || h, 1.00, '2026-02-14', null, '', '{}', ${at} from ${books}, generate_series(1, 5) as h`.execute(
    db,
  )
  await sql`insert into budgetbook_operations select 'book ' || b, 'o' || o, '', '{}' from ${books}, generate_series(1, 20) as o`.execute(
    db,
  )
  const { entry } = encodeHistoryEntry(makeEntry('h'))
  await sql`insert into budgetbook_history select 'book ' || b, h, 'h' || h, ${entry} from ${books}, generate_series(1, 20) as h`.execute(
    db,
  )
  await sql`analyze`.execute(db)
}

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Cond'?: string
  readonly Plans?: readonly Plan[]
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}

/** Every way in which what was logged gets at rows of the tables. */
async function accessesOf(db: Db, events: readonly LogEvent[]): Promise<Plan[]> {
  const accesses: Plan[] = []
  for (const { query } of events) {
    // What is asked once, when an adapter is opened, is a table of one row.
    if (!query.sql.includes('budgetbook_') || query.sql.includes('budgetbook_schema')) continue
    const { rows } = await db.executeQuery<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>({
      ...query,
      sql: `explain (format json) ${query.sql}`,
    })
    for (const { 'QUERY PLAN': plans } of rows)
      for (const { Plan: plan } of plans)
        accesses.push(...nodesOf(plan).filter((node) => /Scan/.test(node['Node Type'])))
  }
  return accesses
}

async function callEverything(books: Books): Promise<LogEvent[]> {
  const events: LogEvent[] = []
  const storage = createSqlAdapter(books.connect({}, (event) => events.push(event)))
  const book = await openBudgetBook({ storage, bookId: 'book 77' })
  const expense = await book.expenses.record({ categoryId: 'c1', amount: '1.00', date: '2026-02-15' })
  await book.expenses.update(expense.id, { amount: '2.00' })
  await book.expenses.remove(expense.id)
  await book.utilization('2026-02')
  await book.expenses.list({ month: '2026-02', limit: 5 })
  const page = await book.expenses.list({ categoryId: 'c2', limit: 2 })
  await book.expenses.list({ categoryId: 'c2', limit: 2, cursor: page.nextCursor ?? undefined })
  await book.budgets.allocate('2026-03', [{ categoryId: 'c1', amount: '5.00' }], { operationId: 'plan' })
  await book.budgets.list({ categoryId: 'c1' })
  await book.months.list()
  await book.months.close('2026-01')
  for (const keep of ['all', 5] as const)
    await commit(storage, [], { bookId: 'book 77', history: { entry: makeEntry('new'), keep } })
  for (const filter of [{}, { id: 'new' }, { before: 22 }, { id: 'new', before: 22 }])
    expect(await storage.history?.('book 77', { limit: 1, ...filter })).toHaveLength(1)
  await book.importBook(await book.exportBook())
  await storage.deleteBook('book 78')
  return events
}

it('every statement gets at its rows by an index that begins with the book', async () => {
  const books = await makeBooks()
  const { db } = books.connect()
  await fill(db)
  expect(await verify(books.connect(), 'book 1999')).toEqual([])
  const accesses = await accessesOf(db, await callEverything(books))
  const onTables = accesses.filter((node) => node['Relation Name']?.startsWith('budgetbook_'))
  expect(onTables.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([])
  const conditions = accesses.flatMap((node) => node['Index Cond'] ?? [])
  expect(conditions.length).toBeGreaterThan(20)
  expect(conditions.filter((condition) => !condition.includes('book_id'))).toEqual([])
})

describe('tables that were partitioned by book id before migrate', () => {
  const types = {
    text: 'text collate "C"',
    amount: 'numeric',
    flag: 'boolean',
    number: 'bigint',
    json: 'json',
  }

  async function partition(db: Db, prefix: string): Promise<void> {
    for (const table of tableNames) {
      const columns = columnsOf(table).map(
        ({ name, kind, nullable }) => `${name} ${types[kind]}${nullable ? '' : ' not null'}`,
      )
      const key = keyOf(table).join(', ')
      const name = prefix + table
      await sql
        .raw(
          `create table ${name} (book_id text collate "C" not null, ${columns.join(', ')}, primary key (${key}))
           partition by hash (book_id)`,
        )
        .execute(db)
      for (let part = 0; part < 4; part++)
        await sql
          .raw(
            `create table ${name}_${part} partition of ${name} for values with (modulus 4, remainder ${part})`,
          )
          .execute(db)
    }
  }

  let books: Promise<Books> | null = null
  let count = 0
  const open = async () => {
    books ??= makeBooks()
    const { connect } = await books
    const options = { ...connect({ max: 3 }), tablePrefix: `case_${count++}_` }
    await partition(options.db, options.tablePrefix)
    await migrate(options)
    return { connect: async () => createSqlAdapter(options), dispose: async () => options.db.destroy() }
  }

  it.each(adapterConformance({ open }))('$name', async ({ run }) => {
    await run()
  })

  it('a report touches one partition of each table', async () => {
    const { connect } = await makeBooks()
    const events: LogEvent[] = []
    const options = { ...connect({}, (event) => events.push(event)), tablePrefix: 'parts_' }
    await partition(options.db, 'parts_')
    await migrate(options)
    const book = await openBudgetBook({ storage: createSqlAdapter(options), bookId: 'user-1' })
    events.length = 0
    await book.utilization('2026-02')
    expect(events).toHaveLength(1)
    const [event] = events
    if (!event) throw new Error('Nothing was asked')
    const { db } = connect()
    const { rows } = await db.executeQuery<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>({
      ...event.query,
      sql: `explain (format json) ${event.query.sql}`,
    })
    const relations = rows
      .flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan: plan }) => nodesOf(plan)))
      .flatMap((node) => node['Relation Name'] ?? [])
    const tables = new Set(relations.map((name) => name.replace(/_\d$/, '')))
    expect(tables.size).toBe(6)
    expect(new Set(relations).size).toBe(6)
  })
})
