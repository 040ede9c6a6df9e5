import { CamelCasePlugin, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createSqlAdapter, migrate, migrateDown, type SqlOptions } from 'budgetbook/sql'
import { adapterConformance } from 'budgetbook/testing'
import { commit, inserting } from '../../../src/testing/conformance/commits.js'
import { makeCategory } from '../../../src/testing/conformance/entities.js'
import { observe } from '../../../src/testing/conformance/observations.js'
import { migratedSqlite, pgliteOptions, sqliteKysely } from '../../support/sql/databases.js'

const fresh = (): SqlOptions => ({ db: sqliteKysely(), dialect: 'sqlite' })
const sample = [inserting.category(makeCategory('food'))]

describe('options', () => {
  it('with other prefixes are other tables', async () => {
    const options = fresh()
    const one = { ...options, tablePrefix: 'one_' }
    const two = { ...options, tablePrefix: 'two_' }
    await migrate(one)
    await migrate(two)
    await commit(createSqlAdapter(one), sample)
    expect((await observe(createSqlAdapter(two))).categories).toEqual([])
    await migrateDown(two)
    expect((await observe(createSqlAdapter(one))).categories).toHaveLength(1)
  })

  it('may name a schema of PostgreSQL', async () => {
    const { db } = await pgliteOptions()
    await sql`create schema budgets`.execute(db)
    const options = { db, dialect: 'postgres', schema: 'budgets' } as const
    await migrate(options)
    await commit(createSqlAdapter(options), sample)
    await createSqlAdapter(options).open()
    expect((await sql`select 1 from budgets.budgetbook_categories`.execute(db)).rows).toHaveLength(1)
    await migrateDown({ ...options, discardBooks: true })
  })

  it('that are invalid are refused as invalid_input', () => {
    const { db } = fresh()
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('a trap')
        },
      },
    )
    const wrong: readonly unknown[] = [
      undefined,
      null,
      7,
      trap,
      {},
      { db },
      { db, dialect: 'mysql' },
      { db: {}, dialect: 'sqlite' },
      { db: null, dialect: 'sqlite' },
      { db: trap, dialect: 'sqlite' },
      { db, dialect: 'sqlite', tablePrefix: '' },
      { db, dialect: 'sqlite', tablePrefix: 'a"; drop' },
      { db, dialect: 'sqlite', tablePrefix: 'A' },
      { db, dialect: 'sqlite', tablePrefix: 'a'.repeat(31) },
      { db, dialect: 'sqlite', schema: 'x' },
      { db, dialect: 'postgres', schema: 'x.y' },
      { db, dialect: 'sqlite', other: 1 },
    ]
    for (const [at, options] of wrong.entries())
      expect(() => createSqlAdapter(options as SqlOptions), `the options ${at}`).toThrow(
        expect.objectContaining({ code: 'invalid_input' }) as Error,
      )
  })

  it('with a transaction for a Kysely are invalid_input: it would wait for itself', async () => {
    const { db, dialect } = fresh()
    await db.transaction().execute(async (transaction) => {
      expect(() => createSqlAdapter({ db: transaction, dialect })).toThrow(
        expect.objectContaining({ code: 'invalid_input' }) as Error,
      )
    })
  })

  it('with a Kysely that renames columns do what they do without', async () => {
    const open = async () => {
      const options = {
        db: migratedSqlite().options.db.withPlugin(new CamelCasePlugin()),
        dialect: 'sqlite',
      } as const
      return { connect: async () => createSqlAdapter(options) }
    }
    const some = adapterConformance({ open }).filter(({ name }) =>
      /^(?:changes|totals|replace|operation)/.test(name),
    )
    expect(some.length).toBeGreaterThan(10)
    for (const { run } of some) await run()
  })
})
