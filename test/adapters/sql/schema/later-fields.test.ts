import { expect, it } from 'vitest'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter, verify } from 'budgetbook/sql'
import {
  commit,
  commitOptions,
  inserting,
  putting,
  removing,
  theBook,
} from '../../../../src/testing/conformance/commits.js'
import { makeCategory, makeExpense, makeGroup } from '../../../../src/testing/conformance/entities.js'
import { migratedSqlite } from '../../../support/sql/databases.js'

const sample = [
  inserting.category(makeCategory('food')),
  inserting.expense(makeExpense('e', 'food', '2026-02-01', '1.00')),
]

it('a newer minor version keeps what it added to groups, rules and original amounts', async () => {
  const { database, options } = migratedSqlite()
  const storage = createSqlAdapter(options)
  await commit(storage, sample)
  const added = { added: { by: '1.7' } }
  const group = { ...makeGroup('home'), ...added }
  const rollover = { from: '2026-02', carry: 'both', cap: '5.00', opening: '0.00', ...added }
  const original = { amount: '150', currency: 'JPY', rate: '0.0066', ...added }
  const extra = {
    books: { ...added, groups: [group] },
    categories: { ...added, groupId: 'home', rollover },
    expenses: { ...added, original },
  }
  database.exec("update budgetbook_books set version = '1.7', revision = 'of 1.7'")
  for (const [table, fields] of Object.entries(extra))
    database.prepare(`update budgetbook_${table} set extra = ?`).run(JSON.stringify(fields))
  const book = await openBudgetBook({ storage, bookId: theBook })
  const { id } = await book.groups.create({ name: 'Fun' })
  await book.groups.move(id, { before: 'home' })
  await book.categories.update('food', { name: 'Food' })
  await book.expenses.update('e', { description: 'Lunch' })
  await book.settings.update({ monthlyLimit: '7.00' })
  await storage.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
  const extraOf = (table: string): unknown =>
    JSON.parse(String(database.prepare(`select extra from budgetbook_${table}`).get()?.['extra']))
  expect(extraOf('books')).toEqual({ ...added, groups: [expect.objectContaining({ id }), group] })
  expect(extraOf('categories')).toEqual(extra.categories)
  expect(extraOf('expenses')).toEqual(extra.expenses)
  expect(await verify(options, theBook)).toEqual([])
})

it('the rows hold what version 1.1 added only where a book uses it', async () => {
  const { database, options } = migratedSqlite()
  const storage = createSqlAdapter(options)
  await commit(storage, sample)
  const extras = () =>
    ['books', 'categories', 'expenses'].map(
      (table): unknown => database.prepare(`select extra from budgetbook_${table}`).get()?.['extra'],
    )
  expect(extras()).toEqual([null, null, null])
  const food = makeCategory('food')
  await commit(storage, [inserting.group(makeGroup('home')), putting.category({ ...food, groupId: 'home' })])
  expect(extras()).toEqual([JSON.stringify({ groups: [makeGroup('home')] }), '{"groupId":"home"}', null])
  await commit(storage, [removing.group('home'), putting.category(food)])
  expect(extras()).toEqual([null, null, null])
})
