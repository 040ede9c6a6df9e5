import { createMemoryAdapter, openBudgetBook, type BudgetBook, type OpenBudgetBookOptions } from 'budgetbook'
import type { BookContents, MonthState, StorageAdapter, View } from 'budgetbook/adapter'

/** Damages a view of a book: returns the fields that it replaces. */
export type Damage = (view: View) => object

const withMonths =
  (fields: (state: MonthState) => object): Damage =>
  (view) => ({
    months: new Map(Array.from(view.months, ([month, state]) => [month, { ...state, ...fields(state) }])),
  })

/** Damaged data that an adapter could return, by name. */
export const damages: readonly (readonly [string, Damage])[] = [
  ['a budget whose category is missing', () => ({ categories: [] })],
  [
    'a budget whose amount is not an amount',
    withMonths(({ budgets }) => ({ budgets: budgets.map((budget) => ({ ...budget, amount: 'lots' })) })),
  ],
  [
    'a budget whose amount is not text',
    withMonths(({ budgets }) => ({ budgets: budgets.map((budget) => ({ ...budget, amount: 10 })) })),
  ],
  ['two budgets of a category', withMonths(({ budgets }) => ({ budgets: [...budgets, ...budgets] }))],
  [
    'spending of a missing category',
    withMonths(({ spending }) => ({
      spending: new Map([...spending, ['gone', { spent: '1.00', count: 1 }]]),
    })),
  ],
  [
    'spending that is not an amount',
    withMonths(({ spending }) => ({
      spending: new Map(Array.from(spending, ([id, { count }]) => [id, { spent: '1,00', count }])),
    })),
  ],
  ['a limit that is not an amount', ({ settings }) => ({ settings: { ...settings, monthlyLimit: 'lots' } })],
  ['a currency that never was', ({ settings }) => ({ settings: { ...settings, currency: 'XXX' } })],
]

/** A book over a damaged storage. Food has a budget and an expense in February 2026, Travel has neither. */
export interface DamagedBook {
  readonly book: BudgetBook
  readonly food: string
  readonly travel: string
  readonly budgetId: string
}

/** Fills a book, then opens it again over a storage that damages each view. */
export async function openDamagedBook(
  damage: Damage,
  options: Partial<OpenBudgetBookOptions> = {},
): Promise<DamagedBook> {
  const memory = createMemoryAdapter()
  const sound = await openBudgetBook({ storage: memory })
  const { id: food } = await sound.categories.create({ name: 'Food' })
  const { id: travel } = await sound.categories.create({ name: 'Travel' })
  const { budget } = await sound.budgets.create({ categoryId: food, month: '2026-02', amount: '10.00' })
  await sound.expenses.record({ categoryId: food, date: '2026-02-03', amount: '1.00' })
  const damaged = (view: View): View => ({ ...view, ...damage(view) })
  const storage: StorageAdapter = {
    ...memory,
    read: async (...args) => damaged(await memory.read(...args)),
    transact: async (bookId, scope, decide, commit) =>
      memory.transact(bookId, scope, (view) => decide(damaged(view)), commit),
  }
  return { book: await openBudgetBook({ storage, ...options }), food, travel, budgetId: budget.id }
}

/** A book over a storage whose whole contents are damaged; what is there is one budget and one expense. */
export async function openDamagedContents(
  damage: (contents: BookContents) => Partial<BookContents>,
): Promise<BudgetBook> {
  const memory = createMemoryAdapter()
  const sound = await openBudgetBook({ storage: memory })
  const { id: categoryId } = await sound.categories.create({ name: 'Food' })
  await sound.budgets.create({ categoryId, month: '2026-02', amount: '10.00' })
  await sound.expenses.record({ categoryId, date: '2026-02-03', amount: '1.00' })
  const storage: StorageAdapter = {
    ...memory,
    replace: async (bookId, rebuild, options) =>
      memory.replace(bookId, (contents) => rebuild({ ...contents, ...damage(contents) }), options),
  }
  return openBudgetBook({ storage })
}
