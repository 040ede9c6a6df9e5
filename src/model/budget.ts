import * as z from 'zod/mini'
import type { Month } from '../calendar/month.js'
import type { Amount } from '../money/amount.js'
import { allowanceSchema, idSchema, monthSchema, originFields } from './fields.js'
import type { Metadata } from './metadata.js'
import { words } from './schema.js'

/** What is budgeted for a category in a month. A category has at most one budget in a month. */
export interface Budget {
  /** Unique in the book. */
  readonly id: string
  /** Its category. */
  readonly categoryId: string
  /** Its month. */
  readonly month: Month
  /** Zero or more. Zero means that nothing shall be spent. */
  readonly amount: Amount
  /** The app's own. */
  readonly metadata: Metadata
  /** When it was created: an instant in UTC. */
  readonly createdAt: string
  /** When it was last changed: an instant in UTC. */
  readonly updatedAt: string
}

/**
 * The zod schema of {@link Budget}.
 *
 * @example
 * ```ts
 * import { budgetSchema } from 'budgetbook'
 *
 * console.log(budgetSchema.shape.amount.safeParse('0.00').success) // => true
 * console.log(budgetSchema.shape.amount.safeParse('-1.00').success) // => false
 * ```
 */
export const budgetSchema = z.object(
  {
    id: idSchema,
    categoryId: idSchema,
    month: monthSchema,
    amount: allowanceSchema,
    ...originFields,
  },
  words,
)
