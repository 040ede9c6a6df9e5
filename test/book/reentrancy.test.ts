import { openBudgetBook, type BudgetBook, type Expense } from 'budgetbook'
import { describe, expect, it } from 'vitest'
import { storageKinds } from '../support/storages/book-storages.js'

describe.each(storageKinds)(
  "a call that the app's code makes in the middle of a commit, in $name",
  ({ create }) => {
    it('comes after it where it is made while an id is made, and neither is lost', async () => {
      let inner: Promise<Expense> | undefined
      let isArmed = false
      let made = 0
      const book: BudgetBook = await openBudgetBook({
        storage: create().connect(),
        generateId: () => {
          if (isArmed) {
            isArmed = false
            inner = book.expenses.record({ categoryId, amount: 7, date: '2026-01-01' })
          }
          return `id-${made++}`
        },
      })
      const { id: categoryId } = await book.categories.create({ name: 'Food' })
      isArmed = true
      await book.expenses.record({ categoryId, amount: 1, date: '2026-01-01' })
      await inner
      expect((await book.utilization('2026-01')).summary.totalSpent).toBe('8.00')
      expect((await book.expenses.list()).items).toHaveLength(2)
    })

    it('comes after it where it is made while the signal is asked', async () => {
      const book = await openBudgetBook({ storage: create().connect() })
      const { id: categoryId } = await book.categories.create({ name: 'Food' })
      const inner: Promise<Expense>[] = []
      const signal = {
        get aborted() {
          if (inner.length < 2)
            inner.push(book.expenses.record({ categoryId, amount: 7, date: '2026-01-01' }))
          return false
        },
      }
      await book.expenses.record({ categoryId, amount: 1, date: '2026-01-01' }, { signal })
      await Promise.all(inner)
      expect((await book.utilization('2026-01')).summary.totalSpent).toBe('15.00')
    })
  },
)
