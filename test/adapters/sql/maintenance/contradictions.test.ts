import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, openBudgetBook, type Amount, type CurrencyCode } from 'budgetbook'
import { createSqlAdapter, repair, verify, type SqlOptions } from 'budgetbook/sql'
import { commit, inserting, putting, theBook } from '../../../../src/testing/conformance/commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeGroup,
  makeSettings,
} from '../../../../src/testing/conformance/entities.js'
import { migratedSqlite } from '../../../support/sql/databases.js'

const amount = (text: string) => text as Amount
const rollover = { from: january, carry: 'both', cap: amount('5.00'), opening: amount('0.00') } as const
const original = { amount: amount('300'), currency: 'JPY' as CurrencyCode, rate: '0.0067' }

const sample = [
  putting.settings(makeSettings('USD', '100.00')),
  inserting.group(makeGroup('home', { name: 'Home' })),
  inserting.group(makeGroup('fun', { name: 'Fun' })),
  inserting.category(makeCategory('food', { rollover })),
  inserting.category(makeCategory('cafe', { name: 'Caf\u00e9' })),
  inserting.category(makeCategory('travel')),
  inserting.budget(makeBudget('b1', 'food', january, '10.00')),
  inserting.budget(makeBudget('b2', 'food', february, '20.00')),
  inserting.budget(makeBudget('b3', 'travel', february, '30.00')),
  inserting.expense(makeExpense('e1', 'travel', '2026-02-01', '2.00', { original })),
  putting.month(january, true, '50.00'),
]

/** What other SQL may do to rows so that each can still be read, and what verify says of it. */
const contradictions: readonly (readonly [statement: string, location: string, reason: string])[] = [
  [
    "update budgetbook_budgets set category_id = 'food' where id = 'b3'",
    'budgets["book","b3"]',
    'the budget b2 is of the same category and month',
  ],
  [
    "update budgetbook_categories set name = 'Category food' where id = 'travel'",
    'categories["book","travel"]',
    'the category food has the same name',
  ],
  [
    "update budgetbook_categories set name = 'CAFE\u0301' where id = 'travel'",
    'categories["book","travel"]',
    'the category cafe has the same name',
  ],
  [
    "update budgetbook_months set limit_at_close = '5' where month = '2026-01'",
    'months["book","2026-01"]',
    'its limit 5 is negative or does not have 2 decimals',
  ],
  [
    "update budgetbook_months set limit_at_close = '-5.00' where month = '2026-01'",
    'months["book","2026-01"]',
    'its limit -5.00 is negative or does not have 2 decimals',
  ],
  [
    `update budgetbook_books set extra = json_set(extra, '$.groups[1].id', 'home')`,
    'books["book"]',
    'the group home is there twice',
  ],
  [
    `update budgetbook_books set extra = json_set(extra, '$.groups[1].name', 'HOME')`,
    'books["book"]',
    'the groups home and fun have the same name',
  ],
  [
    `update budgetbook_expenses set extra = json_set(extra, '$.original.amount', '3.50')`,
    'expenses["book","e1"]',
    'its original amount 3.50 is not an amount in JPY',
  ],
]

async function damagedBook(options: SqlOptions, statement: string) {
  const storage = createSqlAdapter(options)
  await commit(storage, sample)
  expect(await verify(options, theBook)).toEqual([])
  await sql.raw(statement).execute(options.db)
  return openBudgetBook({ storage, bookId: theBook })
}

describe('what importBook would refuse', () => {
  it.each(contradictions)('is found, and left to a person: %s', async (statement, location, reason) => {
    const { options } = migratedSqlite()
    await damagedBook(options, statement)
    expect(await verify(options, theBook)).toEqual([{ location, reason }])
    expect(await repair(options, theBook)).toEqual({ repaired: [], remaining: [{ location, reason }] })
    expect(await verify(options, theBook)).toEqual([{ location, reason }])
  })

  it.each(contradictions)('is still read and exported: %s', async (statement) => {
    const book = await damagedBook(migratedSqlite().options, statement)
    const document = await book.exportBook()
    const other = await openBudgetBook({ storage: createMemoryAdapter() })
    await expect(other.importBook(document)).rejects.toMatchObject({ code: 'storage_corrupt' })
  })
})

it('two categories may have one name, each in its own group', async () => {
  const { options } = migratedSqlite()
  const book = await openBudgetBook({ storage: createSqlAdapter(options), bookId: theBook })
  for (const name of ['Home', 'Fun']) {
    const { id: groupId } = await book.groups.create({ name })
    await book.categories.create({ name: 'Other', groupId })
  }
  await book.categories.create({ name: 'Other' })
  expect(await verify(options, theBook)).toEqual([])
  await book.importBook(await book.exportBook())
})

it('each row after the first is found', async () => {
  const { options } = migratedSqlite()
  await damagedBook(options, "update budgetbook_categories set name = 'same'")
  expect((await verify(options, theBook)).map(({ location }) => location)).toEqual([
    'categories["book","cafe"]',
    'categories["book","travel"]',
  ])
})

it('names that only the present rule takes for the same are sound', async () => {
  const { options } = migratedSqlite()
  await damagedBook(options, "update budgetbook_categories set name = 'Category  food' where id = 'travel'")
  expect(await verify(options, theBook)).toEqual([])
})

it('what can be repaired is repaired beside it', async () => {
  const { options } = migratedSqlite()
  await damagedBook(options, "update budgetbook_categories set name = 'Category food' where id = 'travel'")
  await sql.raw("update budgetbook_totals set spent = '9.00'").execute(options.db)
  const { repaired, remaining } = await repair(options, theBook)
  expect(repaired.map(({ location }) => location)).toEqual(['totals["book","2026-02","travel"]'])
  expect(remaining.map(({ location }) => location)).toEqual(['categories["book","travel"]'])
})
