import { describe, expect, it } from 'vitest'
import { createLocalStorageAdapter, openBudgetBook, type StorageAdapter } from 'budgetbook'
import type { CommitNotice } from 'budgetbook/adapter'
import { commit, inserting, theBook } from '../../../../src/testing/conformance/commits.js'
import { makeCategory, makeExpense } from '../../../../src/testing/conformance/entities.js'
import { mapStorage } from '../../../support/storages/storage-like.js'
import { observedStorage } from '../observed-storage.js'
import { openTab } from '../sample-book.js'

function listen(adapter: StorageAdapter, bookId = theBook): CommitNotice[] {
  const heard: CommitNotice[] = []
  adapter.subscribe?.(bookId, (notice) => heard.push(notice))
  return heard
}

const addFood = async (adapter: StorageAdapter) => commit(adapter, [inserting.category(makeCategory('food'))])
const addLunch = async (adapter: StorageAdapter) =>
  commit(adapter, [inserting.expense(makeExpense('lunch', 'food', '2026-02-03', '1.00'))])

describe('two adapters of one page', () => {
  it('hear of each other’s commits: of each once, and of what changed', async () => {
    const storage = mapStorage()
    const adapters = [openTab(storage), openTab(storage)] as const
    const heard = adapters.map((adapter) => listen(adapter))
    await addFood(adapters[0])
    await addLunch(adapters[1])
    await adapters[0].deleteBook(theBook)
    for (const notices of heard) {
      expect(notices.map(({ changes }) => changes)).toEqual([
        [{ type: 'category', action: 'created', ids: ['food'] }],
        [{ type: 'expense', action: 'created', ids: ['lunch'] }],
        'unknown',
      ])
    }
  })

  it('let their books tell of it as remote, and of their own commits as local', async () => {
    const storage = mapStorage()
    const [one, two] = await Promise.all(
      [0, 1].map(async () => openBudgetBook({ storage: openTab(storage) })),
    )
    const origins: string[] = []
    two!.subscribe(({ origin }) => origins.push(origin))
    await one!.categories.create({ name: 'Food' })
    await two!.categories.create({ name: 'Travel' })
    expect(origins).toEqual(['remote', 'local'])
  })

  it('do not hear of other books, other prefixes, other storages, nor of what failed', async () => {
    const storage = mapStorage()
    const adapter = openTab(storage)
    const others = [
      listen(openTab(storage), 'another book'),
      listen(createLocalStorageAdapter({ storage, locks: null, keyPrefix: 'other:' })),
      listen(openTab(mapStorage())),
      listen(openTab(observedStorage(storage, {}))),
    ]
    const mate = listen(openTab(storage))
    await addFood(adapter)
    await expect(addFood(adapter)).rejects.toMatchObject({ code: 'conflict' })
    expect(others).toEqual([[], [], [], []])
    expect(mate.length).toBe(1)
  })

  it('are forgotten when they are closed', async () => {
    const storage = mapStorage()
    const [writer, listener] = [openTab(storage), openTab(storage)]
    const heard = listen(listener)
    await addFood(writer)
    await listener.close()
    await addLunch(writer)
    expect(heard.length).toBe(1)
    const last = listen(writer)
    const next = openTab(storage)
    await writer.close()
    await next.deleteBook(theBook)
    expect(last).toEqual([])
  })
})
