import type { BookContext } from '../book-context.js'
import { readAllocations } from './allocation-request.js'
import type { BudgetsApi } from './api.js'
import { budgetEditor } from './budget-editor.js'

/** Makes {@link BudgetsApi.allocate}. */
export function allocateBudgets(context: BookContext): BudgetsApi['allocate'] {
  const editor = budgetEditor(context)
  return async (month, allocations, options) => {
    context.requireOpen()
    const asked = readAllocations(month, allocations)
    return editor.commit(['budgets.allocate', asked.month, asked.allocations], asked, options)
  }
}
