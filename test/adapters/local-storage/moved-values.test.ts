import { createLocalStorageAdapter, openBudgetBook } from 'budgetbook'
import { describe, expect, it } from 'vitest'
import { mapStorage } from '../../support/storages/storage-like.js'

async function twoMonths(bookId: string, storage = mapStorage()) {
  const book = await openBudgetBook({ storage: createLocalStorageAdapter({ storage, locks: null }), bookId })
  const { id: categoryId } = await book.categories.create({ name: 'Food' })
  await book.expenses.recordMany([
    { categoryId, amount: 1, date: '2026-01-05' },
    { categoryId, amount: 9, date: '2026-02-05' },
  ])
  return { book, storage }
}

describe('a value under a key that is not its own', () => {
  it('is storage_corrupt where two months were swapped', async () => {
    const { book, storage } = await twoMonths('book')
    const [january, february] = [...storage.items.keys()].filter((key) => key.includes('/month/')).sort()
    const texts = [storage.items.get(january!)!, storage.items.get(february!)!] as const
    storage.items.set(january!, texts[1])
    storage.items.set(february!, texts[0])
    await expect(book.utilization('2026-01')).rejects.toMatchObject({ code: 'storage_corrupt' })
  })

  it("is storage_corrupt where it is another book's head", async () => {
    const { storage } = await twoMonths('a')
    const { book } = await twoMonths('b', storage)
    storage.items.set('budgetbook:b/head', storage.items.get('budgetbook:a/head')!)
    await expect(book.categories.list()).rejects.toMatchObject({ code: 'storage_corrupt' })
  })

  it('is storage_corrupt where an id was damaged, and not as if it had never been there', async () => {
    const { book, storage } = await twoMonths('book')
    const { items } = await book.expenses.list()
    const { id } = items[0]!
    const key = [...storage.items.keys()].find((one) => one.includes('/month/2026-02/'))!
    storage.items.set(key, storage.items.get(key)!.replace(`{"id":"${id}"`, `{"id":"x${id.slice(1)}"`))
    await expect(book.expenses.get(id)).rejects.toMatchObject({ code: 'storage_corrupt' })
  })
})

describe('what was done under a lock', () => {
  it('counts, whatever becomes of the lock afterwards', async () => {
    const locks = {
      request: async <Result>(
        _name: string,
        _options: object,
        callback: () => Result | Promise<Result>,
      ): Promise<Result> => {
        await callback()
        throw new Error('stolen')
      },
    }
    const storage = createLocalStorageAdapter({ storage: mapStorage(), locks })
    const book = await openBudgetBook({ storage })
    expect(await book.categories.create({ name: 'Food' })).toMatchObject({ name: 'Food' })
  })

  it('is storage_unavailable where the lock was never granted', async () => {
    const locks = { request: async () => undefined as never }
    const storage = createLocalStorageAdapter({ storage: mapStorage(), locks })
    const book = await openBudgetBook({ storage })
    await expect(book.categories.create({ name: 'Food' })).rejects.toMatchObject({
      code: 'storage_unavailable',
    })
    expect(await book.categories.list()).toEqual([])
  })
})
