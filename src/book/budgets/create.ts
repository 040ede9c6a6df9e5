import * as z from 'zod/mini'
import { amountInputSchema, idSchema, metadataSchema, monthSchema } from '../../model/fields.js'
import { validate } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import type { BudgetsApi } from './api.js'
import { readBudgetAmount } from './budget-amount.js'
import { budgetEditor, type EditRequest } from './budget-editor.js'
import { requireNoBudget } from './require-no-budget.js'

const newBudgetSchema = z.strictObject({
  categoryId: idSchema,
  month: monthSchema,
  amount: amountInputSchema,
  metadata: z.optional(metadataSchema),
})

/** Makes {@link BudgetsApi.create}. */
export function createBudget(context: BookContext): BudgetsApi['create'] {
  const editor = budgetEditor(context)
  return async (budget, options) => {
    context.requireOpen()
    const checked = validate(newBudgetSchema, budget)
    const { month, categoryId, metadata } = checked
    const asked: EditRequest = {
      scope: { months: [month] },
      editsOn: (view) => {
        const amount = readBudgetAmount(checked.amount, view.settings.currency, ['amount'])
        requireNoBudget(view, month, categoryId)
        return [{ month, edits: [{ categoryId, metadata, amount }] }]
      },
    }
    return editor.commitOne(['budgets.create', checked], asked, options)
  }
}
