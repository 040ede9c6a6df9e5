import { isBudgetBookError, type BudgetBook } from 'budgetbook'

/** Removes an expense. If a second click or another tab removed it already, the user has what they asked for. */
export async function removeOnce(book: BudgetBook, id: string): Promise<void> {
  try {
    await book.expenses.remove(id)
  } catch (error) {
    if (!isBudgetBookError(error, 'not_found')) throw error
  }
}
