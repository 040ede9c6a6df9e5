import type { NewExpense } from 'budgetbook'
import { newestMonth } from '../books.js'
import type { ActualApi, ActualTransaction } from './api.js'

/** A budget file of Actual's that has the same in it as a book. */
export interface ActualBudget {
  readonly add: (expenses: readonly NewExpense[]) => Promise<void>
  readonly report: () => Promise<{ readonly totalSpent: number }>
}

const chunk = 1_000

/** Makes one; it is the open one then, of which there is one at a time. */
export async function makeBudget(
  api: ActualApi,
  categoryIds: readonly string[],
  expenses: readonly NewExpense[],
): Promise<ActualBudget> {
  const categories = new Map<string, string>()
  let accountId = ''
  const add = async (added: readonly NewExpense[]): Promise<void> => {
    await api.addTransactions(
      accountId,
      added.map((expense) => transactionOf(expense, categories)),
    )
  }
  await api.runImport(`bench of ${expenses.length}`, async () => {
    accountId = await api.createAccount({ name: 'Cash' }, 0)
    const groupId = await api.createCategoryGroup({ name: 'Everything' })
    for (const [at, id] of categoryIds.entries())
      categories.set(id, await api.createCategory({ name: `Category ${at}`, group_id: groupId }))
    for (let done = 0; done < expenses.length; done += chunk) await add(expenses.slice(done, done + chunk))
  })
  for (const category of categories.values()) await api.setBudgetAmount(newestMonth, category, 25_000)
  return { add, report: async () => api.getBudgetMonth(newestMonth) }
}

function transactionOf(
  { categoryId, amount, date, description }: NewExpense,
  categories: ReadonlyMap<string, string>,
): ActualTransaction {
  return {
    date: date ?? '',
    amount: -Number(String(amount).replace('.', '')),
    category: categories.get(categoryId) ?? '',
    notes: description ?? '',
  }
}
