import * as z from 'zod/mini'
import type { JsonObject } from '../../../lib/json.js'
import { budgetSchema } from '../../../model/budget.js'
import { storedCategorySchema } from '../../../model/category.js'
import { storedGroupSchema } from '../../../model/category-group.js'
import { expenseSchema } from '../../../model/expense.js'
import type { StoredHold } from '../../../model/hold.js'
import { settingsSchema } from '../../../model/settings.js'
import { amountSchema, idSchema, totalSchema, wholeNumberSchema } from '../../../model/fields.js'
import { entityToStore } from '../../later-fields.js'
import { loose } from '../../../model/schema.js'
import type { CategorySpending, Head } from '../../view.js'
import { holdsToStore, storedHoldsSchema } from './stored-holds.js'

/*
 * How adapters that store JSON write the parts of a book. Entities are loose: fields that a newer minor version added
 * are kept.
 */

/** The fields of a head. */
export const storedHeadFields = {
  version: z.string(),
  settings: loose(settingsSchema),
  categories: z.array(loose(storedCategorySchema)),
  groups: z._default(z.array(loose(storedGroupSchema)), []),
  holds: storedHoldsSchema,
}

/** The fields of a month's state. */
export const storedMonthFields = {
  closed: z.boolean(),
  limitAtClose: z.nullable(amountSchema),
  budgets: z.array(loose(budgetSchema)),
  spending: z.array(z.object({ categoryId: idSchema, spent: totalSchema, count: wholeNumberSchema(1) })),
}

/** An expense. */
export const storedExpenseSchema = loose(expenseSchema)

/** An operation. */
export const storedOperationSchema = z.looseObject({
  id: z.string(),
  fingerprint: z.string(),
  receipt: z.custom<JsonObject>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  ),
})

/** A head that has the holds of its book. */
export interface HeadWithHolds extends Head {
  /** All holds, in their order. */
  readonly holds: readonly StoredHold[]
}

/** The fields of a head as they are stored. Groups and holds are absent while there are none. */
export function headToStore({ groups, holds, ...others }: HeadWithHolds): object {
  return {
    ...others,
    categories: others.categories.map(entityToStore),
    ...(groups.length > 0 ? { groups: groups.map(entityToStore) } : {}),
    ...(holds.length > 0 ? { holds: holdsToStore(holds) } : {}),
  }
}

type StoredSpending = { readonly categoryId: string } & CategorySpending

/** A month's totals, as they are stored. */
export function spendingToStore(spending: ReadonlyMap<string, CategorySpending>): StoredSpending[] {
  return Array.from(spending, ([categoryId, { spent, count }]) => ({ categoryId, spent, count }))
}

/** A month's totals, as adapters use them. */
export function spendingFromStored(list: readonly StoredSpending[]): Map<string, CategorySpending> {
  return new Map(list.map(({ categoryId, spent, count }) => [categoryId, { spent, count }]))
}
