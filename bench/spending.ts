import {
  createMemoryAdapter,
  enforceSpending,
  openBudgetBook,
  type BudgetBook,
  type NewHold,
  type StorageAdapter,
} from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import { fillBook, newestMonth } from './books.js'
import { race, type Contestant, type Line } from './measure.js'
import { say, timeOf, type Settings } from './settings.js'
import { sqliteFile } from './stores/sqlite-file.js'

/** Asking the policy and keeping a hold, to recording an expense. */
const goal = 1.3

const manyHolds = 100

/** Where the books are, and how many calls make a turn: one call in memory is too short for the clock. */
interface Place {
  readonly where: string
  readonly make: () => Promise<StorageAdapter>
  readonly batch: number
  readonly seconds: number
}

const places: readonly Place[] = [
  { where: 'memory', make: async () => createMemoryAdapter(), batch: 50, seconds: 10 },
  {
    where: 'SQLite',
    make: async () => createSqlAdapter((await sqliteFile()).options),
    batch: 5,
    seconds: 10,
  },
]

/** Holds and `spend` under a policy, beside `record`, which asks nobody; and reports with and without holds. */
export async function measureSpending(settings: Settings): Promise<Line[]> {
  const lines: Line[] = []
  for (const place of places) lines.push(...(await compare(place, settings)))
  return lines
}

async function compare({ where, make, batch, seconds }: Place, settings: Settings): Promise<Line[]> {
  const contestants = [
    await caller('record', await make(), batch, async (book, asked) => book.expenses.record(asked)),
    await caller('spend', await make(), batch, async (book, asked) => book.expenses.spend(asked)),
    await caller('place', await make(), batch, async (book, asked) => book.holds.place(asked)),
    await caller('place unasked', await make(), batch, async (book, asked) => book.holds.place(asked), {
      asks: false,
    }),
    await caller('place among many', await make(), batch, async (book, asked) => book.holds.place(asked), {
      standing: 10 * manyHolds,
    }),
    await committer(await make(), batch),
    await reporter('report', await make(), 0),
    await reporter('report with holds', await make(), manyHolds),
  ]
  const results = await race(contestants, 200, 20, timeOf(settings, seconds))
  return [
    ...['record', 'spend', 'place', 'commit'].map((name) =>
      results.line(`${where}: ${name}`, name, 1 / batch),
    ),
    results.ratio(`${where}: spend to record`, 'spend', 'record', { atMost: goal }),
    results.ratio(`${where}: place to record`, 'place', 'record', { atMost: goal }),
    results.ratio(`${where}: place without a policy to record`, 'place unasked', 'record'),
    results.ratio(
      `${where}: place among ${say(10 * manyHolds)} open holds to among none`,
      'place among many',
      'place',
    ),
    results.ratio(`${where}: commit of a hold to record`, 'commit', 'record'),
    results.line(`${where}: a report`, 'report'),
    results.ratio(
      `${where}: a report of a month with ${manyHolds} holds to one without`,
      'report with holds',
      'report',
    ),
  ]
}

/** A book whose budgets take everything that is drawn, so that the policy works all the time and never refuses. */
async function wideBook(storage: StorageAdapter, asks = true) {
  const filled = await fillBook(storage, { expenses: 1_000, months: 24 })
  const spendingPolicy = asks ? enforceSpending({ of: ['category', 'month'] }) : undefined
  const book = await openBudgetBook({ storage, spendingPolicy })
  const wide = filled.categoryIds.map((categoryId) => ({ categoryId, amount: '90000000000' }))
  await book.budgets.allocate(newestMonth, wide)
  // A refund cannot be on hold, so there are none.
  const draw = (count: number): NewHold[] =>
    filled.draw(count).map((expense) => ({ ...expense, amount: String(expense.amount).replace('-', '') }))
  return { book, draw }
}

/** Makes calls in a month that has the same holds at the beginning of each turn. */
async function caller(
  name: string,
  storage: StorageAdapter,
  batch: number,
  call: (book: BudgetBook, asked: NewHold) => Promise<unknown>,
  { asks = true, standing = 0 }: { readonly asks?: boolean; readonly standing?: number } = {},
): Promise<Contestant> {
  const { book, draw } = await wideBook(storage, asks)
  for (const asked of draw(standing)) await book.holds.place(asked)
  let drawn: readonly NewHold[] = []
  return {
    name,
    prepare: async () => {
      for (const { id } of (await book.holds.list()).slice(standing)) await book.holds.release(id)
      drawn = draw(batch)
    },
    run: async () => {
      for (const expense of drawn) await call(book, expense)
    },
  }
}

async function committer(storage: StorageAdapter, batch: number): Promise<Contestant> {
  const { book, draw } = await wideBook(storage)
  let ids: readonly string[] = []
  return {
    name: 'commit',
    prepare: async () => {
      const placed: string[] = []
      for (const expense of draw(batch)) placed.push((await book.holds.place(expense)).hold.id)
      ids = placed
    },
    run: async () => {
      for (const id of ids) await book.holds.commit(id)
    },
  }
}

/** A record comes before each report: one of a month that says the same as before is not made again. */
async function reporter(name: string, storage: StorageAdapter, holds: number): Promise<Contestant> {
  const { book, draw } = await wideBook(storage)
  for (const asked of draw(holds)) await book.holds.place(asked)
  return {
    name,
    prepare: async () => {
      for (const expense of draw(1)) await book.expenses.record(expense)
    },
    run: async () => book.utilization(newestMonth),
  }
}
