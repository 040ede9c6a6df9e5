import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter, type SqlOptions } from 'budgetbook/sql'
import { migratedSqlite, pgliteOptions } from '../../support/sql/databases.js'

const guide = readFileSync(new URL('../../../docs/sql-tables.md', import.meta.url), 'utf8')

/** The statement of the guide that reads the groups, on PostgreSQL. */
function statementOfGuide(): string {
  const found = Array.from(guide.matchAll(/```sql\n(.*?)```/gs), ([, text = '']) => text)
  return found.find((text) => text.includes('json_array_elements')) ?? ''
}

async function spendInGroups(options: SqlOptions): Promise<void> {
  const book = await openBudgetBook({ storage: createSqlAdapter(options), bookId: 'user-1' })
  const spend = async (name: string, groupId: string | null, amounts: readonly string[]) => {
    const { id: categoryId } = await book.categories.create({ name, groupId })
    for (const amount of amounts) await book.expenses.record({ categoryId, amount, date: '2026-02-14' })
  }
  await spend('Travel', null, ['4.00'])
  const { id: fun } = await book.groups.create({ name: 'Fun' })
  const { id: home } = await book.groups.create({ name: "Home's" })
  await spend('Rent', home, ['10.00', '0.25'])
  await spend('Power', home, ['1.00'])
  await spend('Games', fun, ['7.00', '-0.50'])
}

async function spentIn(options: SqlOptions, statement: string): Promise<unknown[][]> {
  const ofPrefix = statement.replaceAll('budgetbook_', options.tablePrefix ?? 'budgetbook_')
  const { rows } = await sql
    .raw<{ group_name: string | null; spent: string | number }>(ofPrefix)
    .execute(options.db)
  return rows.map(({ group_name: name, spent }) => [name, Number(spent)])
}

it('the guide’s statement for PostgreSQL lists what each group spent', async () => {
  const options = await pgliteOptions()
  await spendInGroups(options)
  const spent = [
    ['Fun', 6.5],
    ["Home's", 11.25],
    [null, 4],
  ]
  expect(await spentIn(options, statementOfGuide())).toEqual(spent)
})

it('it does so in SQLite, with json_each', async () => {
  const { options } = migratedSqlite()
  await spendInGroups(options)
  const statement = statementOfGuide()
    .replace("json_array_elements(b.extra -> 'groups') as g", "json_each(b.extra, '$.groups') as g")
    .replaceAll('g ->>', 'g.value ->>')
  expect(await spentIn(options, statement)).toEqual([
    [null, 4],
    ['Fun', 6.5],
    ["Home's", 11.25],
  ])
})
