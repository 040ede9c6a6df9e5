import { PGlite } from '@electric-sql/pglite'
import fc from 'fast-check'
import { Kysely, PostgresDialect } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openBudgetBook, sumAmounts, type StorageAdapter } from 'budgetbook'
import { createSqlAdapter, migrate, verify, type SqlOptions } from 'budgetbook/sql'
import { amountArbitrary } from 'budgetbook/testing'
import { pglitePool } from '../../../examples/pglite-pool.js'
import { commit, inserting, putting, theBook } from '../../../src/testing/conformance/commits.js'
import {
  february,
  makeBudget,
  makeCategory,
  makeExpense,
  makeSettings,
} from '../../../src/testing/conformance/entities.js'
import { observe, readMonth } from '../../../src/testing/conformance/observations.js'
import { migratedSqlite, pgliteOptions } from '../../support/sql/databases.js'

/** PGlite in an app that wants numbers, whatever they lose. */
async function startCareless(): Promise<SqlOptions> {
  const [numeric, bigint] = [1700, 20]
  const pglite = new PGlite({ parsers: { [numeric]: Number.parseFloat, [bigint]: Number.parseFloat } })
  const { rows } = await pglite.query('select 0.10::numeric as amount')
  expect(rows).toEqual([{ amount: 0.1 }])
  const db = new Kysely<object>({ dialect: new PostgresDialect({ pool: pglitePool(pglite) }) })
  await migrate({ db, dialect: 'postgres' })
  return { db, dialect: 'postgres' }
}

let careless: Promise<SqlOptions> | null = null
const databases: Record<string, () => Promise<SqlOptions>> = {
  SQLite: async () => migratedSqlite().options,
  PGlite: pgliteOptions,
  'PGlite whose driver makes floats of numbers': async () => (careless ??= startCareless()),
}

const edges: Record<string, readonly string[]> = {
  JPY: ['0', '1', '-1', '10', '1500', '999999999999999', '-999999999999999'],
  USD: ['0.00', '0.01', '-0.01', '0.10', '1500.00', '999999999999999.99', '-999999999999999.99'],
  KWD: ['0.000', '0.001', '-0.001', '0.100', '1500.000', '999999999999999.999'],
  CLF: ['0.0000', '0.0001', '-0.0001', '0.1000', '1500.0000', '100000000000000.0001', '999999999999999.9999'],
}

const limitOf = (amounts: readonly string[]) =>
  amounts.filter((amount) => amount.startsWith('9')).at(-1) ?? null
const isPlanned = (amount: string) => !amount.startsWith('-')

/** A book in a currency, with an expense of each amount, and a budget where a budget may be so; each has its category. */
async function fill(storage: StorageAdapter, currency: string, amounts: readonly string[]): Promise<void> {
  await storage.deleteBook(theBook)
  await commit(storage, [
    putting.settings(makeSettings(currency, limitOf(amounts))),
    ...amounts.map((_, at) => inserting.category(makeCategory(`c${at}`))),
    ...amounts
      .filter(isPlanned)
      .map((amount, at) => inserting.budget(makeBudget(`b${at}`, `c${at}`, february, amount))),
    ...amounts.map((amount, at) => inserting.expense(makeExpense(`e${at}`, 'c0', '2026-02-14', amount))),
    putting.month(february, true, limitOf(amounts)),
  ])
}

describe.each(Object.entries(databases))('money in %s', (_, open) => {
  it.each(Object.entries(edges))('of %s comes back as the same text', async (currency, amounts) => {
    const options = await open()
    const storage = createSqlAdapter(options)
    await fill(storage, currency, amounts)
    const { settings, budgets, expenses, closedMonths, months } = await observe(storage)
    expect(budgets.map(({ amount }) => amount)).toEqual(amounts.filter(isPlanned))
    expect(expenses.map(({ amount }) => amount)).toEqual(amounts)
    expect(settings.monthlyLimit).toBe(limitOf(amounts))
    expect(closedMonths).toEqual([{ month: february, limitAtClose: limitOf(amounts) }])
    expect(months.get(february)?.spending.get('c0')).toEqual({
      spent: sumAmounts(amounts, currency),
      count: amounts.length,
    })
    expect(await verify(options, theBook)).toEqual([])
  })

  it('adds up exactly, also beyond what one amount may be', async () => {
    const options = await open()
    const storage = createSqlAdapter(options)
    const amounts = Array.from({ length: 3_000 }, () => '999999999999999.9999')
    await fill(storage, 'CLF', ['999999999999999.9999'])
    for (const from of [0, 1_500]) {
      const part = amounts.slice(from, from + 1_500)
      await commit(
        storage,
        part.map((amount, at) =>
          inserting.expense(makeExpense(`more ${from + at}`, 'c0', '2026-02-14', amount)),
        ),
      )
    }
    expect((await readMonth(storage, february)).spending.get('c0')).toEqual({
      spent: '3000999999999999999.6999',
      count: 3_001,
    })
    expect(await verify(options, theBook)).toEqual([])
    const book = await openBudgetBook({ storage, bookId: theBook })
    await book.settings.changeCurrency({ to: 'USD', rate: '0.01' })
    expect((await readMonth(storage, february)).spending.get('c0')?.spent).toBe('30010000000000000.00')
  })
})

it('a total that goes down again is the one that there was', async () => {
  const { options } = migratedSqlite()
  const storage = createSqlAdapter(options)
  await fill(storage, 'CLF', ['0.0001'])
  await fc.assert(
    fc.asyncProperty(fc.array(amountArbitrary('CLF'), { minLength: 1, maxLength: 8 }), async (amounts) => {
      const before = await observe(storage)
      const expenses = amounts.map((amount, at) => makeExpense(`x${at}`, 'c0', '2026-02-14', amount))
      await commit(storage, expenses.map(inserting.expense))
      expect((await readMonth(storage, february)).spending.get('c0')?.spent).toBe(
        sumAmounts(['0.0001', ...amounts], 'CLF'),
      )
      await commit(
        storage,
        expenses.map(({ id }) => ({ op: 'remove', type: 'expense', id }) as const),
      )
      expect(await observe(storage)).toEqual(before)
    }),
  )
})
