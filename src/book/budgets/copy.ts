import * as z from 'zod/mini'
import { monthSchema } from '../../model/fields.js'
import { validate } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import { monthIn } from '../find.js'
import { readStoredMonth } from '../read-stored.js'
import type { BudgetsApi } from './api.js'
import { budgetEditor, type EditRequest } from './budget-editor.js'
import { requireNoBudget } from './require-no-budget.js'

const copySchema = z.strictObject({ from: monthSchema, to: monthSchema })

/** Makes {@link BudgetsApi.copy}. */
export function copyBudgets(context: BookContext): BudgetsApi['copy'] {
  const editor = budgetEditor(context)
  return async (copy, options) => {
    context.requireOpen()
    const { from, to } = validate(copySchema, copy)
    const asked: EditRequest = {
      scope: { months: [to, from] },
      editsOn: (view) => {
        requireNoBudget(view, to)
        const active = new Set(view.categories.filter(({ archived }) => !archived).map(({ id }) => id))
        const source = monthIn(view, from)
        readStoredMonth(view, source, context.parts.bookId)
        return { month: to, edits: source.budgets.filter(({ categoryId }) => active.has(categoryId)) }
      },
    }
    return editor.commit(['budgets.copy', { from, to }], asked, options)
  }
}
