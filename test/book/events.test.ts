import { afterEach, describe, expect, it, vi } from 'vitest'
import { openBudgetBook, type BookEvent, type BudgetBook, type StorageAdapter } from 'budgetbook'
import { failureOf, openTestBook } from '../support/book/fixture.js'
import { callMethod, mutations, readings } from '../support/book/methods.js'
import { storageKinds, type TestStorageKind } from '../support/storages/book-storages.js'
import { fillBook } from '../support/book/world.js'

function listen(book: BudgetBook): BookEvent[] {
  const events: BookEvent[] = []
  book.subscribe((heard) => events.push(heard))
  return events
}

/** A filled book, another book object on the same adapter, and what both hear. */
async function openPair(kind: TestStorageKind) {
  const test = await openTestBook(kind)
  const world = await fillBook(test.book)
  const second = await openBudgetBook({ storage: test.storage })
  return { ...test, world, second, local: listen(test.book), remote: listen(second) }
}

const one = (type: string, action: string, ...ids: string[]) => [{ type, action, ids }]

// What stands in the world: food is id-1, travel id-2, unused id-3, old id-4; january id-5, february id-6; lunch id-7,
// dinner id-8; the groups id-9 and id-10; hotel id-11; so the first new entity is id-12.
const expected: Readonly<Record<string, Pick<BookEvent, 'months' | 'changes'>>> = {
  'settings.update': { months: 'all', changes: one('settings', 'updated') as BookEvent['changes'] },
  'settings.changeCurrency': { months: 'all', changes: 'unknown' },
  'settings.changeMonthStart': { months: 'all', changes: 'unknown' },
  // In a group: in a book without groups, that changes every line.
  'categories.create': event('all', 'category', 'created', 'id-12'),
  'categories.update': event('all', 'category', 'updated', 'id-1'),
  'categories.archive': event('all', 'category', 'updated', 'id-1'),
  'categories.restore': event('all', 'category', 'updated', 'id-4'),
  'categories.move': event('all', 'category', 'updated', 'id-1'),
  'categories.merge': { months: 'all', changes: 'unknown' },
  'categories.remove': event([], 'category', 'removed', 'id-3'),
  'groups.create': event([], 'group', 'created', 'id-12'),
  'groups.update': event([], 'group', 'updated', 'id-9'),
  'groups.move': event([], 'group', 'updated', 'id-10'),
  'groups.remove': event([], 'group', 'removed', 'id-9'),
  'budgets.create': event(['2026-02'], 'budget', 'created', 'id-12'),
  'budgets.update': event(['2026-02'], 'budget', 'updated', 'id-6'),
  'budgets.remove': event(['2026-02'], 'budget', 'removed', 'id-6'),
  'budgets.allocate': {
    months: ['2026-02'] as unknown as BookEvent['months'],
    changes: [
      { type: 'budget', action: 'removed', ids: ['id-6'] },
      { type: 'budget', action: 'created', ids: ['id-12', 'id-13'] },
    ],
  },
  'budgets.copy': event(['2026-03', '2026-04'], 'budget', 'created', 'id-12', 'id-13'),
  'expenses.record': event(['2026-02'], 'expense', 'created', 'id-12'),
  'expenses.recordMany': event(['2026-01', '2026-02'], 'expense', 'created', 'id-12', 'id-13'),
  'expenses.importRows': event(['2026-01', '2026-02'], 'expense', 'created', 'import-0', 'import-1'),
  'expenses.update': event(['2026-02', '2026-01'], 'expense', 'updated', 'id-8'),
  'expenses.remove': event(['2026-02'], 'expense', 'removed', 'id-8'),
  'expenses.spend': event(['2026-02'], 'expense', 'created', 'id-12'),
  'holds.place': event(['2026-02'], 'hold', 'created', 'id-12'),
  'holds.commit': {
    months: ['2026-02'] as unknown as BookEvent['months'],
    changes: [
      { type: 'hold', action: 'removed', ids: ['id-11'] },
      { type: 'expense', action: 'created', ids: ['id-12'] },
    ],
  },
  'holds.release': event(['2026-02'], 'hold', 'removed', 'id-11'),
  'months.close': event(['2026-01'], 'month', 'updated', '2026-01'),
  'months.reopen': event(['2026-01'], 'month', 'updated', '2026-01'),
  importBook: { months: 'all', changes: 'unknown' },
}

function event(
  months: readonly string[] | 'all',
  type: string,
  action: string,
  ...ids: string[]
): Pick<BookEvent, 'months' | 'changes'> {
  return { months, changes: one(type, action, ...ids) } as Pick<BookEvent, 'months' | 'changes'>
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe.each(storageKinds)('events in $name', (kind) => {
  it.each(mutations)('$method tells of its commit, once, here and in other books', async (mutation) => {
    const { book, second, local, remote, world } = await openPair(kind)
    await mutation.prepare?.(book)
    local.length = 0
    remote.length = 0
    const versions = [book.version(), second.version()]
    await callMethod(book, mutation.method, [...mutation.input(world), { operationId: 'op' }])
    const content = { operationId: 'op', ...expected[mutation.method] }
    expect(local).toEqual([{ origin: 'local', ...content }])
    expect(remote).toEqual([{ origin: 'remote', ...content }])
    expect([book.version(), second.version()]).toEqual(versions.map((version) => version + 1))
  })

  it('carry null where the caller named no operation', async () => {
    const { book, local, remote } = await openPair(kind)
    await book.categories.create({ name: 'Gifts' })
    expect([...local, ...remote].map(({ operationId }) => operationId)).toEqual([null, null])
  })

  it('are none for calls that only read', async () => {
    const { book, local, remote, world } = await openPair(kind)
    for (const { method, input } of readings) await callMethod(book, method, input(world))
    expect([...local, ...remote]).toEqual([])
  })

  it('are none for calls that are refused', async () => {
    const { book, second, local, remote, world } = await openPair(kind)
    const { food, old, january } = world
    const versions = [book.version(), second.version()]
    const refused = [
      book.categories.create({ name: 'FOOD' }),
      book.categories.move(food.id, { before: food.id }),
      book.categories.merge({ from: food.id, into: old.id }),
      book.groups.create({ name: 'HOME' }),
      book.categories.remove(food.id),
      book.expenses.record({ categoryId: old.id, amount: 1 }),
      book.expenses.spend({ categoryId: old.id, amount: 1 }),
      book.holds.place({ categoryId: old.id, amount: 1 }),
      book.holds.commit('nothing'),
      book.holds.release('nothing'),
      book.budgets.create({ categoryId: food.id, month: '2026-01', amount: 1 }),
      book.settings.update({ currency: 'JPY' }),
      book.settings.changeCurrency({ to: 'USD', rate: 1 }),
      book.importBook({}),
      book.budgets.remove(january.id, { signal: AbortSignal.abort() }),
    ]
    await Promise.all(refused.map(async (call) => failureOf(call)))
    expect([...local, ...remote]).toEqual([])
    expect([book.version(), second.version()]).toEqual(versions)
  })

  it('are none for calls that change nothing', async () => {
    const { book, local, remote, world } = await openPair(kind)
    const { food, travel, home, leisure, january, lunch } = world
    await book.settings.update({})
    await book.settings.update({ currency: 'USD', monthlyLimit: 1000 })
    await book.categories.update(food.id, {})
    await book.categories.update(food.id, { name: ' Food ', metadata: {} })
    await book.categories.update(travel.id, { groupId: null, rollover: travel.rollover })
    await book.categories.restore(food.id)
    await book.categories.move(food.id, { before: travel.id })
    await book.groups.update(home.id, { name: 'Home ', metadata: {} })
    await book.groups.move(leisure.id, { before: null })
    await book.budgets.update(january.id, {})
    await book.budgets.update(january.id, { amount: '100', metadata: {} })
    await book.budgets.allocate('2026-01', [{ categoryId: food.id, amount: '100.00' }])
    await book.budgets.allocate('2026-01', [])
    await book.budgets.copy({ from: '2025-01', to: '2025-02' })
    await book.budgets.copy({ from: '2026-01', to: [] })
    await book.budgets.copy({ from: '2026-01', to: ['2026-01', '2026-02'], mode: 'fill' })
    await book.budgets.copy({ from: '2026-01', to: '2026-01', mode: 'replace' })
    await book.expenses.recordMany([])
    await book.expenses.update(lunch.id, {})
    await book.expenses.update(lunch.id, { amount: 40, date: lunch.date, description: '' })
    await book.months.reopen('2026-01')
    await book.settings.changeMonthStart(1)
    expect([...local, ...remote]).toEqual([])
  })

  it.each(mutations)('are none where $method was done before', async (mutation) => {
    const { book, second, local, remote, world } = await openPair(kind)
    await mutation.prepare?.(book)
    const args = [...mutation.input(world), { operationId: 'op' }]
    await callMethod(book, mutation.method, args)
    local.length = 0
    remote.length = 0
    await callMethod(book, mutation.method, args)
    await callMethod(second, mutation.method, args)
    expect([...local, ...remote]).toEqual([])
  })

  it('come after the commit: a listener that reads sees it', async () => {
    const { book } = await openTestBook(kind)
    let seen: Promise<number> | undefined
    book.subscribe(() => {
      seen = book.categories.list().then((categories) => categories.length)
    })
    await book.categories.create({ name: 'Food' })
    expect(await seen).toBe(1)
  })

  it('stay within the book', async () => {
    const { storage, local } = await openPair(kind)
    const other = await openBudgetBook({ storage, bookId: 'other' })
    await other.categories.create({ name: 'Food' })
    expect(local).toEqual([])
  })

  it('tell of a book that was deleted', async () => {
    const { storage, local } = await openPair(kind)
    await storage.deleteBook('default')
    expect(local).toEqual([{ operationId: null, origin: 'remote', months: 'all', changes: 'unknown' }])
  })

  it('go to all listeners, though one throws and another rejects', async () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { book, storage } = await openTestBook(kind)
    const failures = [new Error('thrown'), new Error('rejected')]
    book.subscribe(() => {
      throw failures[0]!
    })
    // oxlint-disable-next-line typescript/no-misused-promises -- that mistake is what this is about
    book.subscribe(async () => Promise.reject(failures[1]!))
    const heard = listen(book)
    const second = await openBudgetBook({ storage })
    second.subscribe(() => {
      throw failures[0]!
    })
    expect(await book.categories.create({ name: 'Food' })).toMatchObject({ name: 'Food' })
    expect(heard).toHaveLength(1)
    expect(await book.categories.list()).toHaveLength(1)
    expect(report.mock.calls.flat()).toEqual(expect.arrayContaining(failures))
  })

  it('end with unsubscribe, for that one subscription, however often it is called', async () => {
    const { book } = await openTestBook(kind)
    const heard: string[] = []
    const listener = () => void heard.push('twice')
    const first = book.subscribe(listener)
    book.subscribe(listener)
    await book.categories.create({ name: 'a' })
    expect(heard).toHaveLength(2)
    first()
    first()
    await book.categories.create({ name: 'b' })
    expect(heard).toHaveLength(3)
  })

  it('end when the book is closed, for its own listeners alone', async () => {
    const { book, second, local, remote } = await openPair(kind)
    await book.close()
    await second.categories.create({ name: 'Gifts' })
    expect(local).toEqual([])
    expect(remote).toHaveLength(1)
  })

  it('end when the book is closed, also for a call of its own that is under way', async () => {
    const { book, local, remote } = await openPair(kind)
    const call = book.categories.create({ name: 'Gifts' })
    await book.close()
    await call
    expect([local.length, remote.length]).toEqual([0, 1])
  })

  it('are no longer asked of the storage once the book is closed', async () => {
    const { storage } = await openTestBook(kind)
    let listening = 0
    const counting: StorageAdapter = {
      ...storage,
      subscribe: (...args) => {
        listening++
        const unsubscribe = storage.subscribe!(...args)
        return () => {
          listening--
          unsubscribe()
        }
      },
    }
    const book = await openBudgetBook({ storage: counting })
    expect(listening).toBe(1)
    await book.close()
    expect(listening).toBe(0)
  })

  it('of others are not heard on storage that cannot tell', async () => {
    const { storage } = await openTestBook(kind)
    const mute: StorageAdapter = Object.fromEntries(
      Object.entries(storage).filter(([method]) => method !== 'subscribe'),
    ) as unknown as StorageAdapter
    const book = await openBudgetBook({ storage: mute })
    const heard = listen(book)
    await (await openBudgetBook({ storage })).categories.create({ name: 'a' })
    await book.categories.create({ name: 'b' })
    expect(heard.map(({ origin }) => origin)).toEqual(['local'])
    await book.close()
  })

  it.each([undefined, null, {}, 'listener'])('have no listener %j', async (listener) => {
    const { book } = await openTestBook(kind)
    expect(() => book.subscribe(listener as never)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        details: { issues: [expect.objectContaining({ path: ['listener'] })] },
      }),
    )
  })
})
