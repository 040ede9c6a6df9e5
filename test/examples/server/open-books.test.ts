// Which books the example server keeps open.
import { describe, expect, it } from 'vitest'
import { createMemoryAdapter } from 'budgetbook'
import { keepBooks } from '../../../examples/server/books.js'

const most = 2
const keep = () => keepBooks(createMemoryAdapter(), most)

describe('the open books', () => {
  it('are those that were used last', async () => {
    const books = keep()
    const [first, second] = [await books.bookOf('first'), await books.bookOf('second')]
    expect(await books.bookOf('first')).toBe(first)
    await books.bookOf('third')
    expect(books.count()).toBe(most)
    expect(await books.bookOf('first')).toBe(first)
    expect(await books.bookOf('second')).not.toBe(second)
    await books.close()
  })

  it('keep each book that somebody listens to, however many they are, and no longer', async () => {
    const books = keep()
    const ids = ['first', 'second', 'third', 'fourth']
    const opened = await Promise.all(ids.map(async (id) => books.bookOf(id)))
    // All of them: the first ones may have been dropped meanwhile.
    const kept = await Promise.all(ids.slice(-most).map(async (id) => books.bookOf(id)))
    const leave = kept.map((book) => book.subscribe(() => undefined))
    const others = await Promise.all(['fifth', 'sixth'].map(async (id) => books.bookOf(id)))
    expect(await Promise.all(ids.slice(-most).map(async (id) => books.bookOf(id)))).toEqual(kept)
    expect(kept[0]).toBe(opened[2])
    for (const unsubscribe of leave) {
      unsubscribe()
      // Nobody leaves twice.
      unsubscribe()
    }
    for (const id of ['seventh', 'eighth', 'ninth']) await books.bookOf(id)
    expect(books.count()).toBe(most)
    expect(await books.bookOf('third')).not.toBe(kept[0])
    expect(await books.bookOf('fifth')).not.toBe(others[0])
    await books.close()
  })

  it('do not have a book that was deleted, whoever listens to it', async () => {
    const books = keep()
    const book = await books.bookOf('first')
    book.subscribe(() => undefined)
    books.drop('first')
    expect(books.count()).toBe(0)
    expect(await books.bookOf('first')).not.toBe(book)
    await books.close()
  })
})
