import * as z from 'zod/mini'
import { copyEntity } from '../../model/entity-copies.js'
import type { Budget } from '../../model/budget.js'
import { idSchema, monthSchema } from '../../model/fields.js'
import { validate } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { CallOptions } from '../call-options.js'
import { findCategory } from '../find.js'
import { sumStoredAmounts } from '../read-stored.js'
import type { BudgetFilter, BudgetsApi } from './api.js'

const filterSchema = z.strictObject({ month: z.optional(monthSchema), categoryId: z.optional(idSchema) })

/** Makes {@link BudgetsApi.list}. */
export function listBudgets(context: BookContext): BudgetsApi['list'] {
  return async (filter = {}, options) => (await readFiltered(context, filter, options)).budgets
}

/** Makes {@link BudgetsApi.listWithTotal}. */
export function listBudgetsWithTotal(context: BookContext): BudgetsApi['listWithTotal'] {
  return async (filter = {}, options) => {
    const { view, categoryId, budgets } = await readFiltered(context, filter, options)
    if (categoryId !== undefined) findCategory(view, categoryId)
    const amounts = budgets.map(({ amount }) => amount)
    return { budgets, total: sumStoredAmounts(amounts, view, context.parts.bookId) }
  }
}

interface Filtered {
  readonly view: View
  readonly categoryId: string | undefined
  readonly budgets: Budget[]
}

async function readFiltered(
  context: BookContext,
  filter: BudgetFilter,
  options: CallOptions | undefined,
): Promise<Filtered> {
  context.requireOpen()
  const { month, categoryId } = validate(filterSchema, filter)
  const scope = () => ({ months: month === undefined ? ('all' as const) : [month] })
  const view = await context.read(scope, options)
  const budgets = [...view.months.values()]
    .sort((a, b) => (a.month > b.month ? -1 : 1))
    .flatMap((state) => state.budgets)
    .filter((budget) => categoryId === undefined || budget.categoryId === categoryId)
    .map(copyEntity)
  return { view, categoryId, budgets }
}
