// Runs in a blank page of the site: puts a book into the page's database, before the page opens it.
import { openBudgetBook } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'

interface SeedWindow {
  seedBook?: (expenses: number) => Promise<void>
}

/** Twelve months of five categories; the newest month is that of the page. */
async function seedBook(expenses: number): Promise<void> {
  const book = await openBudgetBook({ storage: createIndexedDbAdapter({ databaseName: 'budgetbook-web' }) })
  await book.settings.update({ currency: 'USD', monthlyLimit: '5000.00' })
  const categoryIds: string[] = []
  for (const name of ['Travel', 'Grocery', 'Entertainment', 'Food & Dining', 'Gifts & Donation'])
    categoryIds.push((await book.categories.create({ name })).id)
  await book.budgets.allocate(
    '2026-02',
    categoryIds.map((categoryId) => ({ categoryId, amount: '1600.00' })),
  )
  const chunk = 10_000
  for (let made = 0; made < expenses; made += chunk)
    await book.expenses.recordMany(
      Array.from({ length: Math.min(chunk, expenses - made) }, (_, index) => {
        const serial = made + index
        const monthsBack = serial % 12
        const month =
          monthsBack < 2
            ? `2026-${String(2 - monthsBack).padStart(2, '0')}`
            : `2025-${String(14 - monthsBack).padStart(2, '0')}`
        return {
          categoryId: categoryIds[serial % 5] ?? '',
          amount: `0.${String(1 + (serial % 89)).padStart(2, '0')}`,
          date: `${month}-${String(1 + (serial % 28)).padStart(2, '0')}`,
          description: 'Lunch with the team',
        }
      }),
    )
  await book.close()
}

;(globalThis as SeedWindow).seedBook = seedBook
