import { describe, expect, it } from 'vitest'
import { failureOf, openTestBook } from '../support/book/fixture.js'
import { callMethod, mutations, readings } from '../support/book/methods.js'
import { storageKinds } from '../support/storages/book-storages.js'
import { fillBook } from '../support/book/world.js'

describe.each(storageKinds)('an aborted signal in $name', (kind) => {
  it.each([...mutations, ...readings])('stops $method before it begins', async ({ method, input }) => {
    const { book, stored } = await openTestBook(kind)
    const world = await fillBook(book)
    const before = await stored()
    const reason = new Error('the user left')
    const args = [...input(world)]
    // Options are the last argument, also where those before it are left out.
    const filtered = [
      'categories.list',
      'budgets.list',
      'budgets.listWithTotal',
      'expenses.list',
      'utilization',
    ]
    if (filtered.includes(method)) args.length = 1
    const error = await failureOf(callMethod(book, method, [...args, { signal: AbortSignal.abort(reason) }]))
    expect(error).toMatchObject({ code: 'aborted', details: {} })
    expect(error.cause).toBe(reason)
    expect(await stored()).toEqual(before)
  })

  it('that aborts while the commit is decided leaves nothing written', async () => {
    const controller = new AbortController()
    const allocationPolicy = {
      name: 'aborts',
      needsIsolation: false,
      decide: () => {
        controller.abort('too late')
        return { accepted: true, violations: [] }
      },
    }
    const { book, stored } = await openTestBook(kind, { allocationPolicy })
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    const before = await stored()
    const create = book.budgets.create(
      { categoryId, month: '2026-02', amount: 1 },
      { signal: controller.signal, operationId: 'op' },
    )
    expect(await failureOf(create)).toMatchObject({ code: 'aborted', cause: 'too late' })
    expect(await stored()).toEqual(before)
    expect(
      await book.budgets.create({ categoryId, month: '2026-02', amount: 1 }, { operationId: 'op' }),
    ).toMatchObject({ budget: { amount: '1.00' } })
  })

  it('that aborts afterwards changes nothing', async () => {
    const controller = new AbortController()
    const { book } = await openTestBook(kind)
    await book.categories.create({ name: 'Food' }, { signal: controller.signal })
    controller.abort()
    expect(await book.categories.list()).toHaveLength(1)
  })

  it.each([null, {}, { aborted: 'no' }, 'signal'])('is not %j', async (signal) => {
    const { book, stored } = await openTestBook(kind)
    const before = await stored()
    const create = book.categories.create({ name: 'Food' }, { signal: signal as never })
    expect(await failureOf(create)).toMatchObject({
      code: 'invalid_input',
      details: { issues: [{ path: ['signal'] }] },
    })
    expect(await stored()).toEqual(before)
  })
})

describe('options of a call', () => {
  const book = openTestBook(storageKinds[0]!)

  it.each([...mutations, ...readings])('of $method are checked', async ({ method, input }) => {
    const test = await openTestBook(storageKinds[0]!)
    const world = await fillBook(test.book)
    for (const options of [{ retry: true }, null, 'now', { signal: 5 }]) {
      expect(await failureOf(callMethod(test.book, method, [...input(world), options]))).toMatchObject({
        code: 'invalid_input',
      })
    }
  })

  it.each(readings)('of $method name no operation: it only reads', async ({ method, input }) => {
    const test = await openTestBook(storageKinds[0]!)
    const world = await fillBook(test.book)
    const call = callMethod(test.book, method, [...input(world), { operationId: 'op' }])
    expect(await failureOf(call)).toMatchObject({ details: { issues: [{ path: ['operationId'] }] } })
  })

  it('may be undefined, and their fields too', async () => {
    const { categories } = (await book).book
    await categories.create({ name: 'a' }, undefined)
    await categories.create({ name: 'b' }, { signal: undefined, operationId: undefined })
    expect(await categories.list(undefined, undefined)).toHaveLength(2)
  })
})
