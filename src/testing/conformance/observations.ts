import type { Month } from '../../calendar/month.js'
import { sumAmounts } from '../../money/arithmetic.js'
import type { BookContents, CategorySpending, Head, MonthState, PageQuery, View } from '../../storage/view.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import type { StoredExpense } from '../../model/expense.js'
import { commitOptions, theBook } from './commits.js'
import { expectEqual, fail } from './expect.js'

/** Everything that can be read of a book. */
export type Observation = BookContents & { readonly months: ReadonlyMap<Month, MonthState> }

/** Reads everything in a book. Lists without a promised order are sorted. */
export async function observe(adapter: StorageAdapter, bookId = theBook): Promise<Observation> {
  const contents = await adapter.readAll(bookId)
  const { months } = await readMonths(adapter, bookId)
  return { ...sorted(contents), months }
}

/** Contents in which lists without a promised order are sorted. */
export function sorted(contents: BookContents): BookContents {
  return {
    ...contents,
    closedMonths: [...contents.closedMonths].sort((a, b) => (a.month < b.month ? -1 : 1)),
    budgets: [...contents.budgets].sort((a, b) => (a.id < b.id ? -1 : 1)),
    expenses: [...contents.expenses].sort((a, b) => (a.id < b.id ? -1 : 1)),
    holds: [...contents.holds].sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

/** A view of every stored month. */
export async function readMonths(adapter: StorageAdapter, bookId = theBook): Promise<View> {
  return adapter.read(bookId, () => ({ months: 'all' }))
}

/** Expects a book to have this head, in every way in which an adapter shows one. */
export async function expectHead(
  adapter: StorageAdapter,
  expected: Partial<Head>,
  what: string,
  bookId = theBook,
): Promise<void> {
  // The last call of a scope or a page counts: an adapter may call it with an older head first.
  const heads = new Map<string, Head>()
  const note = (where: string, { settings, categories, groups }: Head) =>
    heads.set(where, { settings, categories, groups })
  const scope = (head: Head) => {
    note('to a scope', head)
    return {}
  }
  const decide = (view: View) => {
    note('to a decider', view)
    return { changes: [], receipt: {} }
  }
  note('in a view', await adapter.read(bookId, scope))
  await adapter.page(bookId, (head) => {
    note('to a page', head)
    return { limit: 1 }
  })
  await adapter.transact(bookId, scope, decide, commitOptions())
  note('in readAll', await adapter.readAll(bookId))
  for (const [where, head] of heads) expectEqual(head, { ...head, ...expected }, `${what}, as shown ${where}`)
}

/** A month of a view. Fails if it is not there. */
export function monthOfView(view: View, month: Month): MonthState {
  return view.months.get(month) ?? fail('the view', `the month ${month}`, [...view.months.keys()].join())
}

/** A month as it is stored. */
export async function readMonth(
  adapter: StorageAdapter,
  month: Month,
  bookId = theBook,
): Promise<MonthState> {
  return monthOfView(await adapter.read(bookId, () => ({ months: [month] })), month)
}

/** A page of expenses: a thousand, unless the query says otherwise. */
export async function readPage(
  adapter: StorageAdapter,
  query: Partial<PageQuery> = {},
  bookId = theBook,
): Promise<readonly StoredExpense[]> {
  return adapter.page(bookId, () => ({ limit: 1_000, ...query }))
}

/** Expects the stored totals of every month to be the sums of its expenses. */
export async function expectSoundTotals(
  adapter: StorageAdapter,
  what: string,
  bookId = theBook,
): Promise<void> {
  const { settings, months } = await readMonths(adapter, bookId)
  const groups = new Map<string, StoredExpense[]>()
  for (const expense of await readPage(adapter, {}, bookId)) {
    const key = `${expense.month} ${expense.categoryId}`
    groups.set(key, [...(groups.get(key) ?? []), expense])
  }
  const fresh = new Map(
    Array.from(groups, ([key, expenses]): [string, CategorySpending] => {
      const amounts = expenses.map(({ amount }) => amount)
      return [key, { spent: sumAmounts(amounts, settings.currency), count: expenses.length }]
    }),
  )
  const kept = new Map(
    [...months.values()].flatMap(({ month, spending }) =>
      Array.from(spending, ([categoryId, total]) => [`${month} ${categoryId}`, total] as const),
    ),
  )
  expectEqual(kept, fresh, `${what}: the kept totals, by month and category`)
}
