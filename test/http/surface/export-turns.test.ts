import { expect, it } from 'vitest'
import { storages } from '../harness/storages.js'
import { testApi } from '../harness/test-api.js'

const pages = 4

/** How many turns other events have while something is done. */
async function turnsDuring(work: () => Promise<void>): Promise<number> {
  let [turns, isDone] = [0, false]
  const take = (): void => {
    turns++
    if (!isDone) setImmediate(take)
  }
  setImmediate(take)
  await work()
  isDone = true
  return turns
}

/** An API, and a book with some pages of expenses. */
async function filled(storage: ReturnType<(typeof storages)[number][1]>) {
  const { api, bookOf } = testApi({ storage })
  const book = await bookOf('ada')
  const { id: categoryId } = await book.categories.create({ name: 'Travel' })
  const one = { categoryId, amount: '1', date: '2026-02-14' }
  await book.expenses.recordMany(Array.from({ length: pages * 1_000 }, () => one))
  return { api, book }
}

// Their drivers do not wait for anything, so nothing else would have its turn.
it.each(storages)(
  'a file of many expenses gives way to other requests while it is made, on %s',
  async (_, create) => {
    const { api } = await filled(create())
    let pieces = 0
    const turns = await turnsDuring(async () => {
      const headers = { Authorization: 'Bearer ada' }
      const { body } = await api.fetch(new Request('http://localhost/api/expenses/export.csv', { headers }))
      for await (const piece of body ?? []) pieces += piece.length > 0 ? 1 : 0
    })
    // A piece has some hundred expenses.
    expect(pieces).toBeGreaterThan(2 * pages)
    expect(turns).toBeGreaterThanOrEqual(pieces)
  },
)

it.each(storages)(
  'all expenses are read page by page, and others have their turn in between, on %s',
  async (_, create) => {
    const { book } = await filled(create())
    let count = 0
    const turns = await turnsDuring(async () => {
      for await (const { date } of book.expenses.all()) count += date === '2026-02-14' ? 1 : 0
    })
    expect(count).toBe(pages * 1_000)
    expect(turns).toBeGreaterThanOrEqual(pages - 1)
  },
)
