import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createLocalStorageAdapter,
  createMemoryAdapter,
  type CivilDate,
  type CurrencyCode,
  type Hold,
  type StorageAdapter,
} from 'budgetbook'
import type { BookContents, Change, PageQuery, Scope } from 'budgetbook/adapter'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { createSqlAdapter } from 'budgetbook/sql'
import {
  amountArbitrary,
  bookContentsArbitrary,
  civilDateArbitrary,
  holdArbitrary,
  idArbitrary,
  monthArbitrary,
} from 'budgetbook/testing'
import { monthOf } from '../../src/calendar/month-range.js'
import {
  commit,
  commitOptions,
  inserting,
  putting,
  removing,
  theBook,
} from '../../src/testing/conformance/commits.js'
import { makeCategory, makeGroup, makeHold } from '../../src/testing/conformance/entities.js'
import { observe } from '../../src/testing/conformance/observations.js'
import { pgliteStorage } from '../support/sql/pglite-storage.js'
import { migratedSqlite } from '../support/sql/databases.js'
import { mapStorage } from '../support/storages/storage-like.js'

/** The adapters, each with the same book. */
async function adaptersWith(contents: BookContents): Promise<StorageAdapter[]> {
  const adapters = [
    createMemoryAdapter(),
    createLocalStorageAdapter({ storage: mapStorage(), locks: null }),
    createIndexedDbAdapter({ indexedDB: new IDBFactory() }),
    createSqlAdapter(migratedSqlite().options),
    pgliteStorage().connect(),
  ]
  for (const adapter of adapters) {
    await adapter.replace(theBook, () => ({ contents, receipt: {} }), commitOptions())
  }
  return adapters
}

/** Asks every adapter, and expects the same answer of all. */
async function expectAgreement(
  adapters: readonly StorageAdapter[],
  ask: (adapter: StorageAdapter) => Promise<unknown>,
): Promise<void> {
  const [first, ...others] = adapters.map(async (adapter) => ask(adapter))
  for (const answer of others) expect(await answer).toEqual(await first)
}

/** One of the book's own, or any other. */
function known<Value>(values: readonly Value[], others: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return values.length === 0 ? others : fc.oneof({ arbitrary: fc.constantFrom(...values), weight: 4 }, others)
}

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined })

function queryOf({ categories, expenses }: BookContents): fc.Arbitrary<PageQuery> {
  const categoryIds = categories.map(({ id }) => id)
  const dates = expenses.map(({ date }) => date)
  return fc.record({
    categoryId: optional(known(categoryIds, idArbitrary())),
    from: optional(known(dates, civilDateArbitrary())),
    to: optional(known(dates, civilDateArbitrary())),
    limit: fc.integer({ min: 1, max: 10 }),
    after: expenses.length === 0 ? fc.constant(undefined) : optional(fc.constantFrom(...expenses)),
  })
}

function scopeOf({ budgets, expenses, holds }: BookContents): fc.Arbitrary<Scope> {
  const months = [...budgets, ...expenses, ...holds].map(({ month }) => month)
  const some = <Value>(values: readonly Value[], others: fc.Arbitrary<Value>) =>
    fc.uniqueArray(known(values, others), { maxLength: 3 })
  return fc.record({
    months: fc.oneof(fc.constant('all' as const), some(months, monthArbitrary())),
    budgets: some(
      budgets.map(({ id }) => id),
      idArbitrary(),
    ),
    expenses: some(
      expenses.map(({ id }) => id),
      idArbitrary(),
    ),
    holds: some(
      holds.map(({ id }) => id),
      idArbitrary(),
    ),
  })
}

/** What may become of the holds: some go, some get another day, perhaps in another month, and new ones are placed. */
function holdChangesOf({ settings, holds }: BookContents): fc.Arbitrary<Change | null>[] {
  const { currency, monthStartDay } = settings
  const on = <Of extends Hold>(hold: Of, date: CivilDate) => ({
    ...hold,
    date,
    month: monthOf(date, monthStartDay),
  })
  const date = known(
    holds.map((hold) => hold.date),
    civilDateArbitrary(),
  )
  const changes = holds.map((hold) =>
    fc.option(
      fc.oneof(
        fc.constant(removing.hold(hold.id)),
        date.map((day) => putting.hold(on(hold, day))),
      ),
    ),
  )
  const placed = fc.tuple(holdArbitrary(currency), date).map(([hold, day]) => on(hold, day))
  const isNew = ({ id }: Hold) => !holds.some((hold) => hold.id === id)
  return [...changes, fc.option(placed.filter(isNew).map(inserting.hold))]
}

/** A removal or a new amount for some of the expenses, removals of some of the budgets, and changes of holds. */
function changesOf(contents: BookContents): fc.Arbitrary<readonly Change[]> {
  const { settings, budgets, expenses } = contents
  const expenseChanges = expenses.map((expense) =>
    fc.option(
      fc.oneof(
        fc.constant(removing.expense(expense.id)),
        amountArbitrary(settings.currency).map((amount) => putting.expense({ ...expense, amount })),
      ),
    ),
  )
  const budgetChanges = budgets.map(({ id }) => fc.option(fc.constant(removing.budget(id))))
  return fc
    .tuple(...expenseChanges, ...budgetChanges, ...holdChangesOf(contents))
    .map((changes) => changes.filter((change) => change !== null))
}

/** What to do with the categories and the groups, in one commit after another. Which, and where to, are numbers. */
const listWish = fc.record({
  kind: fc.constantFrom('category' as const, 'group' as const),
  op: fc.constantFrom('insert' as const, 'put' as const, 'remove' as const, 'move' as const),
  which: fc.nat(9),
  before: fc.nat(9),
  name: fc.constantFrom('Food', 'Straße', '\u{1F4D2} "'),
})
const listWishes = fc.array(fc.array(listWish, { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 4,
})
type ListWish = typeof listWish extends fc.Arbitrary<infer Value> ? Value : never

/** The entities of a list by their ids, in order. Each wish changes it, and becomes a change. */
class WishedList {
  readonly #ids: string[]
  readonly #write: (op: 'insert' | 'put', id: string, name: string) => Change
  #made = 0

  constructor(
    list: readonly { readonly id: string }[],
    write: (op: 'insert' | 'put', id: string, name: string) => Change,
  ) {
    this.#ids = list.map(({ id }) => id)
    this.#write = write
  }

  get ids(): readonly string[] {
    return this.#ids
  }

  change({ kind: type, op, which, before, name }: ListWish): Change[] {
    const ids = this.#ids
    const id = ids[which % (ids.length || 1)]
    if (op === 'insert') {
      const made = `made ${++this.#made} ${name}`
      ids.push(made)
      return [this.#write(op, made, name)]
    }
    if (id === undefined) return []
    if (op === 'put') return [this.#write(op, id, name)]
    const next = ids[before] ?? null
    if (op === 'remove' || next !== id) ids.splice(ids.indexOf(id), 1)
    if (op === 'remove') return [{ op, type, id }]
    if (next !== id) ids.splice(next === null ? ids.length : ids.indexOf(next), 0, id)
    return [{ op, type, id, before: next }]
  }
}

describe('memory, localStorage, IndexedDB, SQLite and PGlite agree', () => {
  it('on what any scope gives, in any book', async () => {
    const cases = bookContentsArbitrary().chain((contents) =>
      fc.tuple(fc.constant(contents), scopeOf(contents)),
    )
    await fc.assert(
      fc.asyncProperty(cases, async ([contents, scope]) => {
        const adapters = await adaptersWith(contents)
        await expectAgreement(adapters, async (adapter) => adapter.read(theBook, () => scope))
      }),
    )
  })

  it('on the month of a hold, on either side of every start of a month', async () => {
    const dates = [
      '0001-01-01',
      '0001-01-18',
      '0001-02-17',
      '0001-02-18',
      '2020-01-17',
      '2020-01-18',
      '9999-12-31',
    ]
    const holds = dates.map((date) => ({
      ...makeHold(date, 'food', date, '1.00'),
      month: monthOf(date, 18),
    }))
    const months = [...new Set(holds.map(({ month }) => month))]
    expect(months).toEqual(['0001-01', '0001-02', '2019-12', '2020-01', '9999-12'])
    const settings = { currency: 'USD' as CurrencyCode, monthlyLimit: null, monthStartDay: 18 }
    const categories = [makeCategory('food')]
    const contents = { settings, categories, groups: [], closedMonths: [], budgets: [], expenses: [], holds }
    for (const month of months) {
      // New ones, because an adapter may remember what it read of another month.
      const adapters = await adaptersWith(contents)
      await expectAgreement(adapters, async (adapter) => adapter.read(theBook, () => ({ months: [month] })))
    }
  })

  it('on any page, in any book', async () => {
    const cases = bookContentsArbitrary().chain((contents) =>
      fc.tuple(fc.constant(contents), queryOf(contents)),
    )
    await fc.assert(
      fc.asyncProperty(cases, async ([contents, query]) => {
        const adapters = await adaptersWith(contents)
        await expectAgreement(adapters, async (adapter) => adapter.page(theBook, () => query))
      }),
    )
  })

  it('on what a commit leaves behind, in any book', async () => {
    const cases = bookContentsArbitrary().chain((contents) =>
      fc.tuple(fc.constant(contents), changesOf(contents)),
    )
    await fc.assert(
      fc.asyncProperty(cases, async ([contents, changes]) => {
        const adapters = await adaptersWith(contents)
        for (const adapter of adapters) await commit(adapter, changes)
        await expectAgreement(adapters, observe)
      }),
    )
  })

  it('on the order of categories and groups, after any commits, in any book', async () => {
    await fc.assert(
      fc.asyncProperty(bookContentsArbitrary(), listWishes, async (contents, commits) => {
        const adapters = await adaptersWith(contents)
        const lists = {
          category: new WishedList(contents.categories, (op, id, name) => {
            return { op, type: 'category', value: makeCategory(id, { name }) }
          }),
          group: new WishedList(contents.groups, (op, id, name) => {
            return { op, type: 'group', value: makeGroup(id, { name }) }
          }),
        }
        for (const wishes of commits) {
          const changes = wishes.flatMap((wish) => lists[wish.kind].change(wish))
          for (const adapter of adapters) await commit(adapter, changes)
          const [first] = adapters
          const { categories, groups } = await first!.readAll(theBook)
          expect([categories, groups].map((list) => list.map(({ id }) => id))).toEqual([
            lists.category.ids,
            lists.group.ids,
          ])
          await expectAgreement(adapters, observe)
          await expectAgreement(adapters, async (adapter) => adapter.read(theBook, () => ({})))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('on aborts that come during a decision: nothing is written', async () => {
    for (const adapter of await adaptersWith(await createMemoryAdapter().readAll(theBook))) {
      const signal = { aborted: false, reason: 'too late' }
      const transact = adapter.transact(
        theBook,
        () => ({}),
        () => {
          signal.aborted = true
          return { changes: [inserting.category(makeCategory('food'))], receipt: {} }
        },
        commitOptions({ signal }),
      )
      await expect(transact).rejects.toMatchObject({ code: 'aborted', cause: 'too late' })
      signal.aborted = false
      const replace = adapter.replace(
        theBook,
        (contents) => {
          signal.aborted = true
          return { contents: { ...contents, categories: [makeCategory('food')] }, receipt: {} }
        },
        commitOptions({ signal }),
      )
      await expect(replace).rejects.toMatchObject({ code: 'aborted', cause: 'too late' })
      expect((await observe(adapter)).categories).toEqual([])
    }
  })
})
