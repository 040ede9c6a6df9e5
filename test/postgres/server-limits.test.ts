import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { expect, it } from 'vitest'
import { openBudgetBook, type StorageAdapter } from 'budgetbook'
import { createSqlAdapter, verify } from 'budgetbook/sql'
import { commit, inserting } from '../../src/testing/conformance/commits.js'
import { makeCategory, makeExpense } from '../../src/testing/conformance/entities.js'
import { observe } from '../../src/testing/conformance/observations.js'
import { makeHousehold } from './harness/household.js'
import { useServer } from './harness/use-server.js'

const { makeBooks } = useServer()

it('a commit that waits too long for a lock is refused as the server says, and nothing is written', async () => {
  const { connect, connection } = await makeBooks()
  const { book } = await makeHousehold(connect(), 1)
  const holder = new pg.Client(connection)
  await holder.connect()
  await holder.query('begin')
  await holder.query(`select * from budgetbook_books where book_id = 'default' for update`)
  const options = connect({ options: '-c statement_timeout=200' })
  const waiting = await openBudgetBook({ storage: createSqlAdapter(options) })
  await expect(waiting.categories.create({ name: 'Late' })).rejects.toMatchObject({
    code: 'storage_unavailable',
    details: { reason: 'database_refused' },
    cause: { code: '57014' },
  })
  await holder.query('rollback')
  await holder.end()
  expect(await book.categories.list()).toHaveLength(1)
  await waiting.categories.create({ name: 'In time' })
})

it('a server that only reads is storage_unavailable for commits, and read', async () => {
  const { connect } = await makeBooks()
  await makeHousehold(connect(), 1)
  const options = connect({ options: '-c default_transaction_read_only=on' })
  const book = await openBudgetBook({ storage: createSqlAdapter(options) })
  await expect(book.categories.create({ name: 'x' })).rejects.toMatchObject({ code: 'storage_unavailable' })
  expect(await book.categories.list()).toHaveLength(1)
})

it('a user without the right to write is storage_unavailable, and may read', async () => {
  const { connect } = await makeBooks()
  await makeHousehold(connect(), 1)
  const { db } = connect()
  await sql`create role reader login`.execute(db)
  await sql`grant select on all tables in schema public to reader`.execute(db)
  const book = await openBudgetBook({ storage: createSqlAdapter(connect({ user: 'reader' })) })
  await expect(book.categories.create({ name: 'x' })).rejects.toMatchObject({
    code: 'storage_unavailable',
    details: { reason: 'database_refused' },
  })
  expect(await book.categories.list()).toHaveLength(1)
})

it('one connection is enough for many commits at once, to one book and to many', async () => {
  const { connect } = await makeBooks()
  const options = connect({ max: 1 })
  const storage = createSqlAdapter(options)
  const ids = Array.from({ length: 50 }, (_, index) => `book ${index}`)
  const addFood = async (bookId: string, name: string) =>
    commit(storage, [inserting.category(makeCategory(name))], { bookId })
  await Promise.all(ids.map(async (bookId) => addFood(bookId, 'food')))
  await Promise.all(ids.map(async (_, index) => addFood('one', `category ${index}`)))
  expect((await observe(storage, 'one')).categories).toHaveLength(50)
  expect((await observe(storage, 'book 7')).categories).toHaveLength(1)
})

it('more clients than the server takes wait for a connection', async () => {
  const { connect } = await makeBooks()
  const { book } = await makeHousehold(connect(), 1)
  const clients = Array.from({ length: 130 }, () => connect({ max: 1 }))
  const reads = clients.map(async (options) => {
    const storage: StorageAdapter = createSqlAdapter(options)
    const { categories } = await storage.read('default', () => ({}))
    await options.db.destroy()
    return categories.length
  })
  expect(new Set(await Promise.all(reads))).toEqual(new Set([1]))
  await book.close()
})

it('ids of 200 letters, of any plane and in any order, fit into the indexes together', async () => {
  const { connect } = await makeBooks()
  const storage = createSqlAdapter(connect())
  // Text without a pattern, for an index compresses what has one.
  let seed = 1
  const random = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  const idFrom = (first: number, count: number): string =>
    Array.from({ length: 200 }, () => String.fromCodePoint(first + random(count))).join('')
  const widest = () => idFrom(0x1_0000, 0x10_0000 - 2)
  for (const last of [widest, () => idFrom(0xe000, 0x1f00), () => '\u{10FFFF}'.repeat(200)]) {
    const [bookId, categoryId, id] = [widest(), widest(), last()]
    const expense = makeExpense(id, categoryId, '2026-02-14', '1.00')
    await commit(storage, [inserting.category(makeCategory(categoryId, { name: 'Long' }))], { bookId })
    await commit(storage, [inserting.expense(expense)], { bookId })
    expect((await observe(storage, bookId)).expenses).toEqual([expense])
    expect(await verify(connect(), bookId)).toEqual([])
  }
})

it('ids that are longer together than an index takes are too_long, and nothing is written', async () => {
  const { adapter } = await makeBooks()
  const storage = adapter()
  // At random, for the server compresses what repeats itself. Letters from U+E000 on take more, to be in order.
  const random = () => String.fromCodePoint(0x1_0000 + randomInt(0xf_0000))
  const longId = (letter = random) =>
    Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? random() : letter())).join('')
  const bookId = longId()
  const categoryId = longId()
  await commit(storage, [inserting.category(makeCategory(categoryId, { name: 'Long' }))], { bookId })
  const before = await observe(storage, bookId)
  const expense = makeExpense(
    longId(() => String.fromCodePoint(0xe000 + randomInt(0x1ffe))),
    categoryId,
    '2026-02-14',
    '1.00',
  )
  await expect(commit(storage, [inserting.expense(expense)], { bookId })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { issues: [{ code: 'too_long' }] },
    cause: { code: '54000' },
  })
  expect(await observe(storage, bookId)).toEqual(before)
  await commit(storage, [inserting.expense(makeExpense('short', categoryId, '2026-02-14', '1.00'))], {
    bookId,
  })
})
