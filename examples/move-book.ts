// Moves a book from one storage to another through a backup. A damaged backup is refused.
import {
  createLocalStorageAdapter,
  createMemoryAdapter,
  isBudgetBookError,
  openBudgetBook,
  type StorageLike,
} from 'budgetbook'

// In a browser: createLocalStorageAdapter() here, and createIndexedDbAdapter() of budgetbook/indexeddb below.
const items = new Map<string, string>()
const localStorage: StorageLike = {
  get length() {
    return items.size
  },
  key: (index) => [...items.keys()][index] ?? null,
  getItem: (key) => items.get(key) ?? null,
  setItem: (key, value) => void items.set(key, value),
  removeItem: (key) => void items.delete(key),
}

const before = await openBudgetBook({ storage: createLocalStorageAdapter({ storage: localStorage }) })
await before.settings.update({ currency: 'USD', monthlyLimit: '5000.00' })
const travel = await before.categories.create({ name: 'Travel', metadata: { icon: 'plane' } })
await before.budgets.create({ categoryId: travel.id, month: '2026-02', amount: '2000.00' })
await before.expenses.record({ categoryId: travel.id, amount: '700.00', date: '2026-02-14' })

// Plain JSON, for a file, an upload or the clipboard.
const backup = JSON.stringify(await before.exportBook())

const after = await openBudgetBook({ storage: createMemoryAdapter() })
const damaged = backup.replace('700.00', '900.00')
try {
  await after.importBook(JSON.parse(damaged))
} catch (error) {
  if (!isBudgetBookError(error, 'storage_corrupt')) throw error
  console.log(error.message)
}
console.log(`Categories after a damaged backup: ${(await after.categories.list()).length}`)

await after.importBook(JSON.parse(backup))
const { summary } = await after.utilization('2026-02')
console.log(`Spent after the whole one: ${summary.totalSpent} of ${summary.totalBudget}`)
const [moved] = await after.categories.list()
console.log(`The same category: ${moved?.id === travel.id}, with ${JSON.stringify(moved?.metadata)}`)
