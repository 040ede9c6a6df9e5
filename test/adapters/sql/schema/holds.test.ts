import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createSqlAdapter, migrate, migrateDown, repair, verify, type SqlOptions } from 'budgetbook/sql'
import { commit, inserting, putting, theBook } from '../../../../src/testing/conformance/commits.js'
import {
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeHold,
  makeSettings,
  march,
} from '../../../../src/testing/conformance/entities.js'
import { observe, readMonth, readMonths } from '../../../../src/testing/conformance/observations.js'
import { pgliteOptions, sqliteKysely } from '../../../support/sql/databases.js'

const hotel = makeHold('hotel', 'food', '2026-01-10', '80.00')
const sample = [
  putting.settings(makeSettings('USD')),
  inserting.category(makeCategory('food')),
  inserting.budget(makeBudget('plan', 'food', january, '100.00')),
  inserting.expense(makeExpense('lunch', 'food', '2026-01-11', '5.00')),
]

let made = 0
const pglite = await pgliteOptions()

/** Fresh tables of the newest version. */
async function migrated(dialect: string): Promise<SqlOptions> {
  const options: SqlOptions =
    dialect === 'sqlite'
      ? { db: sqliteKysely(), dialect: 'sqlite' }
      : { ...pglite, tablePrefix: `holds${++made}_` }
  await migrate(options)
  return options
}

async function run({ db, tablePrefix = 'budgetbook_' }: SqlOptions, statement: string): Promise<object[]> {
  return (await sql<object>`${sql.raw(statement.replaceAll('#', tablePrefix))}`.execute(db)).rows
}

describe.each(['sqlite', 'postgres'])('the table of holds, in %s', (dialect) => {
  it('comes with version 1.2, and no figure changes', async () => {
    const options = await migrated(dialect)
    await commit(createSqlAdapter(options), sample)
    const before = await observe(createSqlAdapter(options))
    await migrateDown(options)
    expect(await run(options, 'select version from #schema')).toEqual([{ version: '1.1' }])
    await expect(run(options, 'select * from #holds')).rejects.toThrow('holds')
    await migrate(options)
    expect(await run(options, 'select version from #schema')).toEqual([{ version: '1.2' }])
    expect(await observe(createSqlAdapter(options))).toEqual(before)
    await commit(createSqlAdapter(options), [inserting.hold(hotel)])
    expect((await readMonth(createSqlAdapter(options), january)).holds).toEqual([hotel])
  })

  it('may be made again after that was interrupted', async () => {
    const options = await migrated(dialect)
    await commit(createSqlAdapter(options), [...sample, inserting.hold(hotel)])
    await run(options, "update #schema set version = '1.1'")
    await migrate(options)
    expect((await observe(createSqlAdapter(options))).holds).toEqual([hotel])
  })

  it('is not removed while there are holds, unless they may be discarded', async () => {
    const options = await migrated(dialect)
    await commit(createSqlAdapter(options), [...sample, inserting.hold(hotel)])
    await expect(migrateDown(options)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('There are holds') as string,
      details: { issues: [{ path: ['discardBooks'] }] },
    })
    expect((await observe(createSqlAdapter(options))).holds).toEqual([hotel])
    await migrateDown({ ...options, discardBooks: true })
    await migrate(options)
    const { holds, expenses, budgets } = await observe(createSqlAdapter(options))
    expect([holds.length, expenses.length, budgets.length]).toEqual([0, 1, 1])
  })

  it('loses the holds of a book whose row anybody removes, and no others', async () => {
    const options = await migrated(dialect)
    for (const bookId of [theBook, 'other'])
      await commit(createSqlAdapter(options), [...sample, inserting.hold(hotel)], { bookId })
    for (const table of ['books', 'categories', 'months', 'budgets', 'totals', 'expenses'])
      await run(options, `delete from #${table} where book_id = '${theBook}'`)
    expect(await run(options, 'select book_id from #holds')).toEqual([{ book_id: 'other' }])
    const adapter = createSqlAdapter(options)
    await commit(adapter, [inserting.category(makeCategory('food'))])
    expect((await readMonths(adapter)).months.size).toBe(0)
    await commit(adapter, [inserting.hold(hotel)])
    expect((await observe(adapter)).holds).toEqual([hotel])
  })

  it.each([1, 10, 11, 24, 25, 28])(
    'has the months of dates, with months that start on the %i',
    async (day) => {
      const options = await migrated(dialect)
      const adapter = createSqlAdapter(options)
      const dates = [
        '0001-02-01',
        '2025-12-31',
        '2026-01-01',
        '2026-01-10',
        '2026-01-11',
        '2026-02-28',
        '2026-10-09',
        '2026-11-30',
        '2026-12-25',
        '9999-12-31',
      ]
      const holds = dates.map((date) => makeHold(date, 'food', date, '1.00'))
      await commit(adapter, [...sample, ...holds.map(inserting.hold)])
      await run(options, `update #books set month_start_day = ${day}, revision = 'other'`)
      const fresh = createSqlAdapter(options)
      const all = await readMonths(fresh)
      expect([...all.months.values()].flatMap((month) => month.holds)).toHaveLength(dates.length)
      for (const { month, holds: own } of all.months.values()) {
        const one = createSqlAdapter(options)
        expect((await readMonth(one, month)).holds).toEqual(own)
        for (const hold of own) {
          const view = await createSqlAdapter(options).read(theBook, () => ({ holds: [hold.id] }))
          expect([view.holds.get(hold.id), [...view.months.keys()]]).toEqual([hold, [month]])
        }
      }
    },
  )

  it('has no row for a month that has only holds, and the month goes on', async () => {
    const options = await migrated(dialect)
    const adapter = createSqlAdapter(options)
    await commit(adapter, [inserting.category(makeCategory('food')), inserting.hold(hotel)])
    expect(await run(options, 'select month from #months')).toEqual([])
    await commit(createSqlAdapter(options), sample.slice(3))
    expect(await run(options, 'select month from #months')).toEqual([{ month: january }])
    expect((await readMonth(adapter, january)).holds).toEqual([hotel])
    expect(await verify(options, theBook)).toEqual([])
  })

  it('has a hold without a category: verify tells of it, and repair leaves it to a person', async () => {
    const options = await migrated(dialect)
    const lost = makeHold('lost', 'gone', '2026-03-01', '1.00')
    await commit(createSqlAdapter(options), [...sample, inserting.hold(hotel), inserting.hold(lost)])
    const problem = { location: 'holds["book","lost"]', reason: 'there is no category gone' }
    expect(await verify(options, theBook)).toEqual([problem])
    expect(await repair(options, theBook)).toEqual({ repaired: [], remaining: [problem] })
    expect((await readMonth(createSqlAdapter(options), march)).holds).toEqual([lost])
  })

  it('has a row that cannot be read: verify tells of it', async () => {
    const options = await migrated(dialect)
    await commit(createSqlAdapter(options), [...sample, inserting.hold(hotel)])
    await run(options, "update #holds set date = '2026-02-30'")
    const [problem] = await verify(options, theBook)
    expect(problem?.location).toBe('holds["book","hotel"]')
    await expect(createSqlAdapter(options).readAll(theBook)).rejects.toMatchObject({
      code: 'storage_corrupt',
    })
  })
})
