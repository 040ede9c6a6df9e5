import * as z from 'zod/mini'
import { budgetSchema } from '../../model/budget.js'
import { storedCategorySchema } from '../../model/category.js'
import { storedGroupSchema } from '../../model/category-group.js'
import { expenseSchema } from '../../model/expense.js'
import { holdSchema } from '../../model/hold.js'
import { amountSchema, monthSchema } from '../../model/fields.js'
import { loose } from '../../model/schema.js'
import { settingsSchema } from '../../model/settings.js'

const documentExpenseSchema = loose(expenseSchema)

/** The expenses of a document. */
export const documentExpensesSchema = z.array(documentExpenseSchema)

/** The groups of a document. */
export const documentGroupsSchema = z.array(loose(storedGroupSchema))

/** A document without its budgets and expenses, which are checked in steps. */
export const documentHeadSchema = z.object({
  settings: loose(settingsSchema),
  categories: z.array(loose(storedCategorySchema)),
  groups: z._default(documentGroupsSchema, []),
  closedMonths: z.array(z.looseObject({ month: monthSchema, limitAtClose: z.nullable(amountSchema) })),
})

/** The budgets of a document. */
export const documentBudgetsSchema = z.array(loose(budgetSchema))

/** The holds of a document. */
export const documentHoldsSchema = z.array(loose(holdSchema))

/** {@link documentHeadSchema}, checked. */
export type DocumentHead = z.output<typeof documentHeadSchema>

/** One of {@link documentExpensesSchema}, checked. */
export type DocumentExpense = z.output<typeof documentExpenseSchema>

/** One of {@link documentBudgetsSchema}, checked. */
export type DocumentBudget = z.output<typeof documentBudgetsSchema>[number]
