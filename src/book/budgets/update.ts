import * as z from 'zod/mini'
import { amountInputSchema, idSchema, metadataSchema } from '../../model/fields.js'
import { validate, validateArgument } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import { budgetIn } from '../find.js'
import type { BudgetsApi } from './api.js'
import { readBudgetAmount } from './budget-amount.js'
import { budgetEditor, type EditRequest } from './budget-editor.js'

const patchSchema = z.strictObject({
  amount: z.optional(amountInputSchema),
  metadata: z.optional(metadataSchema),
})

/** Makes {@link BudgetsApi.update}. */
export function updateBudget(context: BookContext): BudgetsApi['update'] {
  const editor = budgetEditor(context)
  return async (id, patch, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    const { amount, metadata } = validate(patchSchema, patch)
    const asked: EditRequest = {
      scope: { budgets: [checked] },
      subject: { type: 'budget', id: checked },
      editsOn: (view) => {
        const after =
          amount === undefined ? undefined : readBudgetAmount(amount, view.settings.currency, ['amount'])
        const { month, categoryId, amount: before } = budgetIn(view, checked)
        return [{ month, edits: [{ categoryId, metadata, amount: after ?? before }] }]
      },
    }
    return editor.commitOne(['budgets.update', checked, { amount, metadata }], asked, options)
  }
}
