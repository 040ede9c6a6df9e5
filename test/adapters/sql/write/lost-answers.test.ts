import { SqliteDialect } from 'kysely'
import { describe, expect, it } from 'vitest'
import { isBudgetBookError, openBudgetBook, type BudgetBook } from 'budgetbook'
import { createSqlAdapter, verify } from 'budgetbook/sql'
import { driverError, FaultyKysely } from '../../../support/sql/failing-statements.js'
import { nodeSqlite } from '../../../../examples/node-sqlite.js'
import { migratedSqlite } from '../../../support/sql/databases.js'

async function setUp() {
  const database = nodeSqlite(migratedSqlite().database)
  const faulty = new FaultyKysely(new SqliteDialect({ database }))
  const options = { db: faulty.db, dialect: 'sqlite' } as const
  const book = await openBudgetBook({ storage: createSqlAdapter(options) })
  await book.settings.update({ currency: 'USD' })
  const { id: categoryId } = await book.categories.create({ name: 'Food' })
  await book.expenses.record({ categoryId, amount: '1.00', date: '2026-02-14' })
  return { faulty, options, book, categoryId }
}

const calls: Record<
  string,
  (book: BudgetBook, categoryId: string, operationId?: string) => Promise<unknown>
> = {
  record: async (book, categoryId, operationId) =>
    book.expenses.record({ categoryId, amount: '5.00', date: '2026-02-14' }, { operationId }),
  recordMany: async (book, categoryId, operationId) =>
    book.expenses.recordMany(
      [
        { categoryId, amount: '2.00', date: '2026-02-14' },
        { categoryId, amount: '3.00', date: '2026-03-14' },
      ],
      { operationId },
    ),
  changeCurrency: async (book, _, operationId) =>
    book.settings.changeCurrency({ to: 'EUR', rate: '2' }, { operationId }),
}

/** Everything that there is of a book, but for what is new in each run. */
async function contentsOf(book: BudgetBook): Promise<string> {
  const { settings, expenses } = await book.exportBook()
  return JSON.stringify([settings, expenses.map(({ amount, date }) => [amount, date])])
}

const faults = [
  ...(['before', 'after'] as const).flatMap((when) => [undefined, '57P01'].map((code) => ({ when, code }))),
  // A database that says so has not carried it out.
  ...['SQLITE_BUSY', '40P01'].map((code) => ({ when: 'before', code }) as const),
]
const cases = Object.keys(calls).flatMap((name) => faults.map((fault) => ({ name, ...fault })))

// Calls wait before they try again. They do so beside each other, because each has a database of its own.
describe.concurrent.each(cases)(
  '$name, where a statement fails $when it is carried out ($code)',
  ({ name, when, code }) => {
    it.each([undefined, 'named'])(
      'is done once, whichever statement it is; its name: %s',
      async (operationId) => {
        const call = calls[name]
        if (!call) throw new Error(name)
        const expected = await setUp()
        await call(expected.book, expected.categoryId)
        const after = await contentsOf(expected.book)
        for (let at = 1; at < 40; at++) {
          const { faulty, options, book, categoryId } = await setUp()
          faulty.arm({ at, when, error: driverError(code) })
          await call(book, categoryId, operationId)
          const { struck } = faulty
          faulty.arm(null)
          expect(await contentsOf(book), `statement ${at}: ${struck}`).toBe(after)
          if (operationId !== undefined) {
            await call(book, categoryId, operationId)
            expect(await contentsOf(book), `asked again after statement ${at}`).toBe(after)
          }
          expect(await verify(options, 'default')).toEqual([])
          if (struck === null) return
        }
        throw new Error('The call never came to its end')
      },
    )
  },
)

it('a connection that stays lost is storage_unavailable, or outcome_unknown where a commit was on its way', async () => {
  const seen = new Set<string>()
  for (let at = 1; at < 20; at++) {
    const { faulty, book, categoryId } = await setUp()
    const before = await contentsOf(book)
    faulty.arm({ at, when: 'before', error: driverError(), times: 1_000 })
    const outcome = await book.expenses
      .record({ categoryId, amount: '5.00', date: '2026-02-14' }, { operationId: 'first' })
      .then(
        () => 'done',
        (error: unknown) => (isBudgetBookError(error) ? error.code : String(error)),
      )
    faulty.arm(null)
    seen.add(outcome)
    if (outcome === 'storage_unavailable') expect(await contentsOf(book)).toBe(before)
    await book.expenses.record({ categoryId, amount: '5.00', date: '2026-02-14' }, { operationId: 'first' })
    expect((await book.expenses.list()).items).toHaveLength(2)
    if (outcome === 'done') break
  }
  expect(seen).toEqual(new Set(['storage_unavailable', 'outcome_unknown', 'done']))
}, 60_000)

it('a database that stays busy is conflict: retries_exhausted, after many attempts', async () => {
  const { faulty, book } = await setUp()
  faulty.arm({ at: 1, when: 'before', error: driverError('SQLITE_BUSY'), times: 10_000 })
  await expect(book.categories.create({ name: 'Late' })).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'retries_exhausted' },
  })
  faulty.arm(null)
  expect(await book.categories.list()).toHaveLength(1)
})

it.each([
  ['53100', 'quota_exceeded', { bookId: 'default' }],
  ['SQLITE_FULL', 'quota_exceeded', { bookId: 'default' }],
  ['XX001', 'storage_corrupt', { location: 'the database' }],
  ['SQLITE_CORRUPT', 'storage_corrupt', { location: 'the database' }],
  ['42501', 'storage_unavailable', { reason: 'database_refused' }],
  ['25006', 'storage_unavailable', { reason: 'database_refused' }],
  ['57014', 'storage_unavailable', { reason: 'database_refused' }],
] as const)(
  'what the database answers with %s is %s, at once, and nothing is written',
  async (code, expected, details) => {
    for (let at = 1; at <= 4; at++) {
      const { faulty, book } = await setUp()
      const before = await contentsOf(book)
      const error = driverError(code)
      faulty.arm({ at, when: 'before', error })
      await expect(book.categories.create({ name: 'x' })).rejects.toMatchObject({
        code: expected,
        details,
        cause: error,
      })
      faulty.arm(null)
      expect(await contentsOf(book)).toBe(before)
    }
  },
)

it('a Kysely that was destroyed is storage_unavailable', async () => {
  const { faulty, book } = await setUp()
  await faulty.db.destroy()
  await expect(book.categories.list()).rejects.toMatchObject({ code: 'storage_unavailable' })
})
