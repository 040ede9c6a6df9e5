import { describe, expect, it } from 'vitest'
import { isBudgetBookError, type BudgetBook } from 'budgetbook'
import { failureOf, openTestBook } from '../support/book/fixture.js'
import { callMethod, methodNames, mutations, readings } from '../support/book/methods.js'
import { storageKinds } from '../support/storages/book-storages.js'
import { fillBook } from '../support/book/world.js'

const cases = [...mutations, ...readings]

/** As reactive frameworks do it: every object on the way is wrapped, and methods are called on the wrapper. */
function deepProxy<Target extends object>(target: Target): Target {
  return new Proxy(target, {
    get: (object, key): unknown => {
      const member: unknown = Reflect.get(object, key)
      return typeof member === 'object' && member !== null ? deepProxy(member) : member
    },
  })
}

/** The same methods, torn off their objects. */
function detached(book: object): BudgetBook {
  const copy = Object.entries(book).map(([key, member]): [string, unknown] => [
    key,
    typeof member === 'function'
      ? (...args: unknown[]) => Reflect.apply(member, undefined, args)
      : detached(member),
  ])
  return Object.fromEntries(copy) as unknown as BudgetBook
}

describe('the methods of a book', () => {
  it('are all among the cases of these tests', async () => {
    const { book } = await openTestBook(storageKinds[0]!)
    const names = [
      ...cases.map(({ method }) => method),
      'expenses.all',
      // They need a book that keeps a history: see test/book/history.
      'history.get',
      'history.list',
      'history.undo',
      'today',
      'subscribe',
      'version',
      'close',
    ]
    expect(methodNames(book).sort()).toEqual(names.sort())
  })

  it.each([
    ['detached from their object', detached],
    ['through a proxy', deepProxy],
    ['on an object that inherits them', (book: BudgetBook) => Object.create(book) as BudgetBook],
  ])('work %s', async (_, wrap) => {
    for (const { method, input, prepare } of [
      ...mutations.map((one) => one),
      ...readings.map((one) => ({ ...one, prepare: undefined })),
    ]) {
      const plain = await openTestBook(storageKinds[0]!)
      const wrapped = await openTestBook(storageKinds[0]!)
      const worlds = [await fillBook(plain.book), await fillBook(wrapped.book)] as const
      await prepare?.(plain.book)
      await prepare?.(wrapped.book)
      const result = await callMethod(wrap(wrapped.book), method, input(worlds[1]))
      expect(result).toEqual(await callMethod(plain.book, method, input(worlds[0])))
      expect(await wrapped.stored()).toEqual(await plain.stored())
    }
  })

  it('expenses.all and today detached, too', async () => {
    const { book } = await openTestBook(storageKinds[0]!)
    await fillBook(book)
    const torn = detached(book)
    expect(torn.today()).toBe('2026-02-14')
    const ids: string[] = []
    for await (const { id } of torn.expenses.all()) ids.push(id)
    expect(ids).toEqual((await book.expenses.list()).items.map(({ id }) => id))
    await book.close()
    const closed = torn.expenses.all()[Symbol.asyncIterator]().next()
    expect(await failureOf(closed)).toMatchObject({ code: 'closed' })
  })

  it('subscribe, version and close detached, too', async () => {
    const { book } = await openTestBook(storageKinds[0]!)
    const torn = detached(book)
    let heard = 0
    const unsubscribe = torn.subscribe(() => void heard++)
    await torn.categories.create({ name: 'a' })
    expect([heard, torn.version()]).toEqual([1, 1])
    unsubscribe()
    await torn.close()
    expect(await failureOf(book.categories.list())).toMatchObject({ code: 'closed' })
  })
})

describe.each(storageKinds)('a closed book in $name', (kind) => {
  it.each(cases)('answers $method with closed', async ({ method, input }) => {
    const { book, stored } = await openTestBook(kind)
    const world = await fillBook(book)
    const before = await stored()
    await expect(book.close()).resolves.toBeUndefined()
    expect(await failureOf(callMethod(book, method, input(world)))).toMatchObject({
      code: 'closed',
      details: {},
    })
    expect(await failureOf(callMethod(book, method, [Symbol('garbage')]))).toMatchObject({ code: 'closed' })
    expect(await stored()).toEqual(before)
  })

  it('takes no listener, may be closed again, and still tells its version', async () => {
    const { book } = await openTestBook(kind)
    await book.categories.create({ name: 'a' })
    await book.close()
    await expect(book.close()).resolves.toBeUndefined()
    expect(() => book.subscribe(() => undefined)).toThrow(expect.objectContaining({ code: 'closed' }))
    expect(book.version()).toBe(1)
  })

  it('leaves the storage open, for others and for a new book', async () => {
    const { book, reopen } = await openTestBook(kind)
    const other = await reopen()
    await book.categories.create({ name: 'a' })
    await book.close()
    expect(await other.categories.list()).toHaveLength(1)
    expect(await (await reopen()).categories.create({ name: 'b' })).toMatchObject({ name: 'b' })
  })

  it.each(mutations)('has made $method in full or not at all, where it was under way', async (mutation) => {
    const { book, stored, reopen } = await openTestBook(kind)
    const world = await fillBook(book)
    await mutation.prepare?.(book)
    const before = await stored()
    const call = callMethod(book, mutation.method, mutation.input(world))
    const closed = book.close()
    // A call that is refused changed nothing; one that changed something gives its result.
    const outcome = await call.then(
      () => 'done',
      (error: unknown) => (isBudgetBookError(error, 'closed') ? 'refused' : error),
    )
    await closed
    const changed = JSON.stringify(await stored()) !== JSON.stringify(before)
    expect(outcome).toBe(changed ? 'done' : 'refused')
    expect(await (await reopen()).categories.list()).toBeInstanceOf(Array)
  })
})

describe.each(storageKinds)('a closed adapter in $name', (kind) => {
  it.each(cases)('makes $method answer closed', async ({ method, input }) => {
    const { book, storage } = await openTestBook(kind)
    const world = await fillBook(book)
    await storage.close()
    expect(await failureOf(callMethod(book, method, input(world)))).toMatchObject({ code: 'closed' })
  })
})
