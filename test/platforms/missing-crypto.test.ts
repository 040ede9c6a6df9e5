import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { countingIds, failureOf, openTestBook } from '../support/book/fixture.js'
import { storageKinds } from '../support/storages/book-storages.js'

beforeEach(() => {
  vi.stubGlobal('crypto', undefined)
})
afterEach(() => vi.unstubAllGlobals())

describe.each(storageKinds)('a book in $name where the runtime has no crypto', (kind) => {
  it('works with a generateId, and tells its own commits from those of others', async () => {
    const { book, reopen } = await openTestBook(kind)
    const other = await reopen({ generateId: countingIds() })
    const origins: string[] = []
    book.subscribe(({ origin }) => origins.push(origin))
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    const amounts = Array.from({ length: 80 }, (_, index) => `${index + 1}.00`)
    for (const amount of amounts) await book.expenses.record({ categoryId, amount, date: '2026-02-14' })
    expect(origins).toEqual(['local', ...amounts.map(() => 'local')])
    expect((await other.utilization('2026-02')).summary.totalSpent).toBe('3240.00')
    await other.importBook(await book.exportBook())
    expect((await book.expenses.list()).items).toHaveLength(80)
  })

  it('is refused without a generateId, by an error that names both', async () => {
    const storage = kind.create().connect()
    const error = await failureOf(openBudgetBook({ storage }))
    expect(error).toMatchObject({
      code: 'invalid_input',
      details: { issues: [{ code: 'required', path: ['generateId'] }] },
    })
    expect(error.message).toMatch(/crypto.*generateId/)
  })
})

describe('a crypto that cannot make random values', () => {
  it.each([null, {}, { getRandomValues: 'no function' }])('is as good as none: %o', async (crypto) => {
    vi.stubGlobal('crypto', crypto)
    const storage = createMemoryAdapter()
    expect((await failureOf(openBudgetBook({ storage }))).code).toBe('invalid_input')
    const book = await openBudgetBook({ storage, generateId: countingIds() })
    expect((await book.categories.create({ name: 'Food' })).id).toBe('id-1')
  })

  it('is named as generateId where it throws, with what it threw', async () => {
    const cause = new Error('no entropy')
    vi.stubGlobal('crypto', {
      getRandomValues: () => {
        throw cause
      },
    })
    // A copy of the library that has no random bytes left from other tests.
    vi.resetModules()
    const fresh = await import('budgetbook')
    const book = await fresh.openBudgetBook({ storage: fresh.createMemoryAdapter() })
    const error = await failureOf(book.categories.create({ name: 'Food' }))
    expect(error).toMatchObject({ code: 'invalid_input', details: { issues: [{ path: ['generateId'] }] } })
    expect(error.cause).toBe(cause)
  })
})
