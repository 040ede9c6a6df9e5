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

/** The settings of a document. */
export const documentSettingsSchema = loose(settingsSchema)

/** The categories of a document. */
export const documentCategoriesSchema = z.array(loose(storedCategorySchema))

/** The closed months of a document. */
export const documentMonthsSchema = z.array(
  z.looseObject({ month: monthSchema, limitAtClose: z.nullable(amountSchema) }),
)

/** The budgets of a document. */
export const documentBudgetsSchema = z.array(loose(budgetSchema))

/** The holds of a document. */
export const documentHoldsSchema = z.array(loose(holdSchema))

/** A document without its budgets, expenses and holds, checked. */
export interface DocumentHead {
  readonly settings: z.output<typeof documentSettingsSchema>
  readonly categories: z.output<typeof documentCategoriesSchema>
  readonly groups: z.output<typeof documentGroupsSchema>
  readonly closedMonths: z.output<typeof documentMonthsSchema>
}

/** One of {@link documentExpensesSchema}, checked. */
export type DocumentExpense = z.output<typeof documentExpenseSchema>

/** One of {@link documentBudgetsSchema}, checked. */
export type DocumentBudget = z.output<typeof documentBudgetsSchema>[number]
