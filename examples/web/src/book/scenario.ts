import type { BudgetBook } from 'budgetbook'

const groups = { Living: ['Grocery', 'Food & Dining'], Leisure: ['Travel', 'Entertainment'] }
const names = ['Travel', 'Grocery', 'Entertainment', 'Food & Dining', 'Gifts & Donation']
const budgets = {
  '2026-01': ['2000.00', '1500.00', '500.00', '500.00', '500.00'],
  '2026-02': ['2000.00', '1500.00', '1000.00', '1500.00', '2000.00'],
}
const expenses = [
  { category: 'Travel', amount: '1500.00', date: '2026-01-20', description: 'Hotel' },
  { category: 'Grocery', amount: '300.00', date: '2026-01-21', description: 'Market' },
  { category: 'Travel', amount: '700.00', date: '2026-02-14', description: 'Flight to NYC' },
  { category: 'Grocery', amount: '300.00', date: '2026-02-15', description: 'Market' },
  { category: 'Entertainment', amount: '800.00', date: '2026-02-16', description: 'Concert' },
  { category: 'Food & Dining', amount: '600.00', date: '2026-02-17', description: 'Birthday dinner' },
]

/**
 * Fills an empty book with the example: two months, a limit of 5,000 USD, and 8,000 allocated in the second one. Each
 * step has an operation id, so two tabs that load it at once load it once. `time` tells one loading from the next.
 */
export async function loadScenario(book: BudgetBook, time: string): Promise<void> {
  const step = (name: string) => ({ operationId: `example ${time}: ${name}`, actor: 'example' })
  await book.settings.update({ currency: 'USD', monthlyLimit: '5000.00' }, step('settings'))

  // A book without categories may have groups all the same.
  const there = new Map((await book.groups.list()).map((group) => [group.name, group]))
  const groupIds = new Map<string, string>()
  for (const [name, members] of Object.entries(groups)) {
    const { id } = there.get(name) ?? (await book.groups.create({ name }, step(name)))
    for (const member of members) groupIds.set(member, id)
  }
  const ids = new Map<string, string>()
  for (const name of names) {
    const groupId = groupIds.get(name) ?? null
    ids.set(name, (await book.categories.create({ name, groupId }, step(name))).id)
  }
  const idOf = (name: string): string => ids.get(name) ?? ''

  for (const [month, amounts] of Object.entries(budgets)) {
    const allocations = names.map((name, at) => ({ categoryId: idOf(name), amount: amounts[at] ?? '0' }))
    await book.budgets.allocate(month, allocations, step(month))
  }
  await book.expenses.recordMany(
    expenses.map(({ category, ...expense }) => ({ ...expense, categoryId: idOf(category) })),
    step('expenses'),
  )
}
