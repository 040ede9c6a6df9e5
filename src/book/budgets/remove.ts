import { idSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import { budgetIn } from '../find.js'
import type { BudgetsApi } from './api.js'
import { budgetEditor, type EditRequest } from './budget-editor.js'

/** Makes {@link BudgetsApi.remove}. */
export function removeBudget(context: BookContext): BudgetsApi['remove'] {
  const editor = budgetEditor(context)
  return async (id, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    const asked: EditRequest = {
      scope: { budgets: [checked] },
      subject: { type: 'budget', id: checked },
      editsOn: (view) => {
        const { month, categoryId } = budgetIn(view, checked)
        return [{ month, edits: [{ categoryId, amount: null }] }]
      },
    }
    await editor.commit(['budgets.remove', checked], asked, options)
  }
}
