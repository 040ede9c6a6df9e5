// Entries that tell of thousands of changes: a page of them must not take all of the memory.
import { describe, expect, it } from 'vitest'
import { openBudgetBook, type HistoryChange, type StorageAdapter } from 'budgetbook'
import { commit, theBook } from '../../../src/testing/conformance/commits.js'
import { appending, makeEntry } from '../../../src/testing/conformance/topics/history/entries.js'
import { openTestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const kinds = storageKinds.filter(({ name }) => name !== 'localStorage')

const changesOf = (count: number): HistoryChange[] =>
  Array.from({ length: count }, (_, index) => ({
    type: 'category',
    id: `${index}`,
    before: null,
    after: { name: `${index}` },
  }))

async function append(storage: StorageAdapter, id: string, count: number): Promise<void> {
  await commit(storage, [], { bookId: theBook, ...appending(makeEntry(id, { changes: changesOf(count) })) })
}

describe.each(kinds)('large entries in $name', (kind) => {
  it('make a page short, and each entry is on one page', async () => {
    const { storage } = await openTestBook(kind)
    const book = await openBudgetBook({ storage, bookId: theBook })
    // From the oldest: a page ends with the entry that reaches 20,000 changes.
    const counts = { a: 1, b: 25_000, c: 12_000, d: 7_999, e: 1, f: 19_999, g: 1 }
    for (const [id, count] of Object.entries(counts)) await append(storage, id, count)
    const pages: string[] = []
    let cursor: string | null | undefined
    do {
      const { items, nextCursor } = await book.history.list({ cursor })
      pages.push(items.map(({ id }) => id).join(''))
      cursor = nextCursor
    } while (cursor !== null)
    expect(pages).toEqual(['gf', 'edc', 'b', 'a'])
    expect((await book.history.list({ limit: 1 })).items.map(({ id }) => id)).toEqual(['g'])
    // What a filter drops takes no place.
    const { items, nextCursor } = await book.history.list({ categoryId: '24000' })
    expect([items.map(({ id }) => id), nextCursor]).toEqual([['b'], null])
  })
  it('come one by one from an adapter that wants it so, and none is left out', async () => {
    const { book, storage } = await openTestBook(kind, { history: { keep: 'all' } })
    for (const name of ['a', 'b', 'c', 'd']) await book.categories.create({ name })
    const short: StorageAdapter = {
      ...storage,
      history: async (bookId, query, options) =>
        (await storage.history?.(bookId, { ...query, limit: 1 }, options)) ?? [],
    }
    const other = await openBudgetBook({ storage: short })
    expect(await other.history.list()).toEqual(await book.history.list())
    expect(await other.history.list({ limit: 3 })).toEqual(await book.history.list({ limit: 3 }))
    expect((await other.exportBook({ history: true })).history).toHaveLength(4)
  })
})
