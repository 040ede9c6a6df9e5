import { describe, expect, it } from 'vitest'
import {
  createMemoryAdapter,
  enforceSpending,
  isBudgetBookError,
  openBudgetBook,
  type StorageAdapter,
} from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { createSqlAdapter } from 'budgetbook/sql'
import { localStorageAdapter } from '../../../src/adapters/local-storage/local-storage-adapter.js'
import { Browser } from '../../support/tabs/browser.js'
import { sqliteFile } from '../../support/sql/databases.js'
import { freshDatabase } from '../../support/storages/indexed-db.js'

/** Storage that serializes its writers, and two clients of it. */
const kinds: readonly { readonly name: string; readonly connect: () => () => StorageAdapter }[] = [
  {
    name: 'memory',
    connect: () => {
      const adapter = createMemoryAdapter()
      return () => adapter
    },
  },
  {
    // `openBudgetBook` refuses the policy unless the tabs have shown that they wait for each other.
    name: 'localStorage of two tabs',
    connect: () => {
      const browser = new Browser()
      return () => localStorageAdapter(browser.openTab().globals, {})
    },
  },
  {
    name: 'IndexedDB',
    connect: () => {
      const place = freshDatabase()
      return () => createIndexedDbAdapter(place)
    },
  },
  {
    name: 'SQLite in a file',
    connect: () => {
      const options = sqliteFile()
      return () => createSqlAdapter(options())
    },
  },
]

describe.each(kinds)('2,000 who spend one unit at once, under a limit of 1,000, in $name', ({ connect }) => {
  it('are 1,000 whose spending is accepted', async () => {
    const client = connect()
    const openOne = async () =>
      openBudgetBook({ storage: client(), spendingPolicy: enforceSpending({ of: ['limit'] }) })
    const books = [await openOne(), await openOne()]
    const [first] = books
    await first!.settings.update({ currency: 'JPY', monthlyLimit: 1_000 })
    const { id: categoryId } = await first!.categories.create({ name: 'Calls' })
    const outcomes = await Promise.all(
      Array.from({ length: 2_000 }, async (_, at) =>
        books[at % 2]!.expenses.spend({ categoryId, amount: 1, date: '2026-02-14' }).then(
          () => 'accepted',
          (error: unknown) => (isBudgetBookError(error) ? error.code : 'untyped'),
        ),
      ),
    )
    const countOf = (outcome: string) => outcomes.filter((one) => one === outcome).length
    expect([countOf('accepted'), countOf('spending_rejected')]).toEqual([1_000, 1_000])
    for (const book of books)
      expect((await book.utilization('2026-02')).summary).toMatchObject({
        totalSpent: '1000',
        expenseCount: 1_000,
      })
  })
})
