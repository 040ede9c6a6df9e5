import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import { decodedOnce, KnownRows, rowDecodedTo } from '../../../../src/adapters/sql/schema/known-rows.js'
import { migratedSqlite } from '../../../support/sql/databases.js'

describe('rows that are known', () => {
  const parse = (cells: string) => Object.freeze({ cells })

  it('are the same row for the same text of the same table', () => {
    const known = new KnownRows()
    const row = known.rowOf('budgets', '["1"]', parse)
    expect(known.rowOf('budgets', '["1"]', parse)).toBe(row)
    expect(known.rowOf('months', '["1"]', parse)).not.toBe(row)
    expect(known.rowOf('budgets', '["2"]', parse)).not.toBe(row)
  })

  it('are forgotten where others were asked for since, and kept where they are asked for again', () => {
    const known = new KnownRows()
    const [kept, forgotten] = ['kept', 'forgotten'].map((cells) => known.rowOf('totals', cells, parse))
    for (let count = 0; count < 20_000; count++) {
      known.rowOf('totals', `${count}`, parse)
      if (count % 100 === 0) known.rowOf('totals', 'kept', parse)
    }
    expect(known.rowOf('totals', 'kept', parse)).toBe(kept)
    expect(known.rowOf('totals', 'forgotten', parse)).not.toBe(forgotten)
  })

  it('are decoded anew for another scale', () => {
    const row = { amount: '1.00' }
    const [two, three] = [2, 3].map((scale) => decodedOnce(row, scale, () => ({ scale })))
    expect([two, three]).toEqual([{ scale: 2 }, { scale: 3 }])
    expect(decodedOnce(row, 3, () => ({ scale: 9 }))).toBe(three)
    expect(rowDecodedTo(three as object)).toBe(row)
    expect(rowDecodedTo({ ...three })).toBeUndefined()
  })
})

it.each([
  ['with a new revision', {}, true],
  ['where nothing is remembered', { memory: { books: 0 } }, false],
  ['where no row is remembered', { memory: { rows: 0 } }, false],
])('what other SQL does to a row that was read is seen by the next call %s', async (_, more, isNew) => {
  const { options } = migratedSqlite()
  const book = await openBudgetBook({ storage: createSqlAdapter({ ...options, ...more }) })
  const { id: categoryId } = await book.categories.create({ name: 'Food' })
  await book.budgets.create({ categoryId, month: '2026-02', amount: '10.00' })
  const report = async () => (await book.utilization('2026-02')).summary.totalBudget
  const set = async (table: string, column: string, value: string) => {
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${value}`.execute(options.db)
    if (isNew) await sql`update budgetbook_books set revision = revision || '+'`.execute(options.db)
  }
  expect(await report()).toBe('10.00')
  await set('budgetbook_budgets', 'amount', '11.000')
  await expect(report()).rejects.toMatchObject({ code: 'storage_corrupt' })
  await set('budgetbook_budgets', 'amount', '12.00')
  expect(await report()).toBe('12.00')
  await set('budgetbook_books', 'currency', 'KWD')
  await expect(report()).rejects.toMatchObject({ code: 'storage_corrupt' })
  await set('budgetbook_books', 'currency', 'INR')
  await set('budgetbook_categories', 'metadata', '[')
  await expect(book.categories.list()).rejects.toMatchObject({ code: 'storage_corrupt' })
  await set('budgetbook_categories', 'metadata', '{"a":1}')
  expect((await book.categories.list())[0]?.metadata).toEqual({ a: 1 })
  await set('budgetbook_budgets', 'amount', '10.00')
  await book.expenses.record({ categoryId, amount: '1.00', date: '2026-02-14' })
  expect(await report()).toBe('10.00')
})
