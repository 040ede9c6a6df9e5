import { describe, expect, it } from 'vitest'
import { openBudgetBook, type BudgetBook, type StorageAdapter } from 'budgetbook'
import { commitOptions, theBook } from '../../../src/testing/conformance/commits.js'
import { mapStorage } from '../../support/storages/storage-like.js'
import { openTab } from './sample-book.js'

const cleared = { code: 'storage_unavailable', details: { reason: 'storage_cleared' } }

async function openOver(storage = mapStorage()) {
  const tab = openTab(storage)
  const book = await openBudgetBook({ storage: tab, bookId: theBook })
  return { storage, tab, book }
}

const calls: Record<string, (book: BudgetBook, tab: StorageAdapter) => Promise<unknown>> = {
  list: async (book) => book.categories.list(),
  page: async (book) => book.expenses.list(),
  exportBook: async (book) => book.exportBook(),
  create: async (book) => book.categories.create({ name: 'Food' }),
  changeMonthStart: async (book) => book.settings.changeMonthStart(5),
  replace: async (_, tab) => tab.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions()),
}

describe('a book that is cleared from the storage while it is open', () => {
  it.each(Object.entries(calls))('is storage_cleared for %s, and no empty book is begun', async (_, call) => {
    const { storage, tab, book } = await openOver()
    await book.categories.create({ name: 'Travel' })
    storage.items.clear()
    await expect(call(book, tab)).rejects.toMatchObject(cleared)
    await expect(call(book, tab)).rejects.toMatchObject(cleared)
    expect(storage.items.size).toBe(0)
  })

  it('is found out where it was only read here, or only its settings were changed', async () => {
    const { storage, book: writer } = await openOver()
    await writer.settings.update({ currency: 'USD' })
    const { book: reader } = await openOver(storage)
    storage.items.clear()
    await expect(reader.categories.list()).rejects.toMatchObject(cleared)
    await expect(writer.categories.list()).rejects.toMatchObject(cleared)
  })

  it('comes back by an import', async () => {
    const { storage, book } = await openOver()
    await book.categories.create({ name: 'Travel' })
    const backup = await book.exportBook()
    storage.items.clear()
    await book.importBook(backup)
    expect((await book.categories.list()).map(({ name }) => name)).toEqual(['Travel'])
    storage.items.clear()
    await expect(book.categories.list()).rejects.toMatchObject(cleared)
  })

  it('begins anew through a new adapter, and where it is deleted', async () => {
    const { storage, tab, book } = await openOver()
    await book.categories.create({ name: 'Travel' })
    storage.items.clear()
    const { book: fresh } = await openOver(storage)
    expect(await fresh.categories.list()).toEqual([])
    await tab.deleteBook(theBook)
    expect(await book.categories.list()).toEqual([])
    await book.categories.create({ name: 'Food' })
  })
})

describe('a book that is empty', () => {
  it('because it was never written, is not a cleared one', async () => {
    const { storage, book } = await openOver()
    expect(await book.categories.list()).toEqual([])
    storage.items.clear()
    expect(await book.categories.list()).toEqual([])
    await book.categories.create({ name: 'Food' })
  })

  it('because it was emptied, can be cleared', async () => {
    const { storage, book } = await openOver()
    const { id } = await book.categories.create({ name: 'Food' })
    await book.categories.remove(id)
    storage.items.clear()
    expect(await book.categories.list()).toEqual([])
  })

  it('because it was deleted by this adapter, or by another in the page, is not a cleared one', async () => {
    const { storage, tab, book } = await openOver()
    const { tab: mate } = await openOver(storage)
    for (const deleting of [tab, mate]) {
      await book.categories.create({ name: 'Food' })
      await deleting.deleteBook(theBook)
      expect(await book.categories.list()).toEqual([])
      expect(storage.items.size).toBe(0)
    }
  })

  it('is not said to be cleared because another book was deleted', async () => {
    const { storage, tab, book } = await openOver()
    await book.categories.create({ name: 'Food' })
    await tab.deleteBook('another book')
    storage.items.clear()
    await expect(book.categories.list()).rejects.toMatchObject(cleared)
  })
})
