import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createSqlAdapter } from 'budgetbook/sql'
import {
  commit,
  commitOptions,
  inserting,
  moving,
  putting,
  removing,
  theBook,
} from '../../../../src/testing/conformance/commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeGroup,
  makeSettings,
  march,
} from '../../../../src/testing/conformance/entities.js'
import { pgliteOptions } from '../../../support/sql/databases.js'

const keys = {
  books: [],
  categories: ['id'],
  months: ['month'],
  budgets: ['id'],
  totals: ['month', 'category_id'],
  expenses: ['id'],
  operations: ['id'],
}

/** A book in PGlite, and what each commit writes: PostgreSQL notes on every row which transaction did. */
async function setUp() {
  const options = await pgliteOptions()
  const storage = createSqlAdapter(options)
  const rows = async (): Promise<Map<string, string>> => {
    const parts = Object.entries(keys).map(([table, key]) => {
      const name = sql.join([sql.lit(table), ...key.map((column) => sql.id(column))], sql` || ' ' || `)
      return sql`select ${name} as name, xmin::text as writer from ${sql.id(options.tablePrefix + table)} where book_id = ${theBook}`
    })
    const { rows: found } = await sql<
      Record<'name' | 'writer', string>
    >`${sql.join(parts, sql` union all `)}`.execute(options.db)
    return new Map(found.map(({ name, writer }) => [name, writer]))
  }
  /** The rows that a commit wrote, with a minus before those that are gone. */
  const writtenBy = async (work: () => Promise<unknown>): Promise<string[]> => {
    const before = await rows()
    await work()
    const after = await rows()
    const gone = [...before.keys()].filter((name) => !after.has(name)).map((name) => `-${name}`)
    return [...after.keys()]
      .filter((name) => after.get(name) !== before.get(name))
      .concat(gone)
      .sort()
  }
  await commit(storage, [
    putting.settings(makeSettings('USD')),
    ...['food', 'gifts', 'travel'].map((id, at) =>
      inserting.category(makeCategory(id, { archived: at % 2 === 0 })),
    ),
    ...['food', 'gifts', 'travel'].map((id) => inserting.budget(makeBudget(`b-${id}`, id, february, '1.00'))),
    inserting.budget(makeBudget('b-january', 'food', january, '1.00')),
    putting.month(february, true, '7.00'),
    putting.month(march, false, null),
    inserting.expense(makeExpense('e1', 'food', '2026-02-01', '1.00')),
    inserting.expense(makeExpense('e2', 'travel', '2026-02-01', '1.00')),
  ])
  return {
    rows,
    writtenBy,
    storage,
    write: async (...changes: Parameters<typeof commit>[1]) =>
      writtenBy(async () => commit(storage, changes)),
  }
}

it('a commit writes the rows that differ by it, and the book’s own', async () => {
  const { write } = await setUp()
  const cases: readonly [Parameters<typeof commit>[1][number], readonly string[]][] = [
    [
      inserting.expense(makeExpense('e3', 'food', '2026-02-02', '1.00')),
      ['books', 'expenses e3', 'totals 2026-02 food'],
    ],
    [
      inserting.expense(makeExpense('e4', 'food', '2026-05-02', '1.00')),
      ['books', 'expenses e4', 'months 2026-05', 'totals 2026-05 food'],
    ],
    [
      putting.budget(makeBudget('b-gifts', 'gifts', february, '2.00')),
      ['books', 'budgets b-gifts', 'months 2026-02'],
    ],
    [putting.category(makeCategory('gifts', { name: 'Presents' })), ['books', 'categories gifts']],
    [putting.month(february, true, '8.00'), ['books', 'months 2026-02']],
    [putting.settings(makeSettings('USD', '9.00')), ['books']],
    // Groups are in the book's own row.
    [inserting.group(makeGroup('home')), ['books']],
    [inserting.group(makeGroup('fun')), ['books']],
    [moving.group('fun', 'home'), ['books']],
    [removing.group('home'), ['books']],
    // What moves goes after the last of those before it; those after it are pushed on where there is no gap.
    [moving.category('gifts', null), ['books', 'categories gifts']],
    [moving.category('gifts', 'travel'), ['books', 'categories travel']],
    [moving.category('gifts', 'travel'), ['books']],
    // Those that come after keep their place.
    [removing.budget('b-food'), ['-budgets b-food', 'books', 'months 2026-02']],
    [removing.category('food'), ['-categories food', 'books']],
    [removing.expense('e2'), ['-expenses e2', '-totals 2026-02 travel', 'books']],
    [removing.expense('e4'), ['-expenses e4', '-months 2026-05', '-totals 2026-05 food', 'books']],
    [removing.budget('b-january'), ['-budgets b-january', '-months 2026-01', 'books']],
  ]
  for (const [change, written] of cases) expect(await write(change), JSON.stringify(change)).toEqual(written)
})

it('a commit of the same again writes the book’s own row, and one of nothing writes nothing', async () => {
  const { write } = await setUp()
  expect(await write(putting.budget(makeBudget('b-food', 'food', february, '1.00')))).toEqual(['books'])
  expect(await write(putting.month(february, true, '7.00'))).toEqual(['books'])
  expect(await write()).toEqual([])
})

it('an operation that changes nothing is kept, and nothing else is written', async () => {
  const { storage, writtenBy } = await setUp()
  const operation = { id: 'first', fingerprint: 'f' }
  const nothing = async () => commit(storage, [], { operation })
  expect(await writtenBy(nothing)).toEqual(['books', 'operations first'])
  expect(await writtenBy(nothing)).toEqual([])
})

it('full-book work writes the rows that differ by it', async () => {
  const { storage, writtenBy } = await setUp()
  const replace = async (name: string) =>
    writtenBy(async () =>
      storage.replace(
        theBook,
        (contents) => ({
          contents: {
            ...contents,
            expenses: contents.expenses.map((one) => (one.id === 'e1' ? { ...one, description: name } : one)),
          },
          receipt: {},
        }),
        commitOptions(),
      ),
    )
  await replace('first') // positions of budgets may be written anew
  expect(await replace('second')).toEqual(['books', 'expenses e1'])
})

it('a book that is deleted leaves no row, and takes none of another book', async () => {
  const { storage, writtenBy, rows } = await setUp()
  await commit(storage, [inserting.category(makeCategory('other'))], { bookId: 'other' })
  const written = await writtenBy(async () => storage.deleteBook(theBook))
  expect(written).toContain('-books')
  expect(written.filter((name) => !name.startsWith('-'))).toEqual([])
  expect(await rows()).toEqual(new Map())
  expect((await storage.readAll('other')).categories.map(({ id }) => id)).toEqual(['other'])
  expect((await storage.readAll(theBook)).expenses).toEqual([])
})
