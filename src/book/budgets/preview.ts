import type { BookContext } from '../book-context.js'
import { readAllocations } from './allocation-request.js'
import type { BudgetsApi } from './api.js'
import { budgetEditor } from './budget-editor.js'

/** Makes {@link BudgetsApi.preview}. */
export function previewBudgets(context: BookContext): BudgetsApi['preview'] {
  const editor = budgetEditor(context)
  return async (month, allocations, options) => {
    context.requireOpen()
    return editor.preview(readAllocations(month, allocations), options)
  }
}
