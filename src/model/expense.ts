import * as z from 'zod/mini'
import type { CivilDate } from '../calendar/civil-date.js'
import type { Month } from '../calendar/month.js'
import type { Amount } from '../money/amount.js'
import { amountSchema, civilDateSchema, descriptionSchema, idSchema, originFields } from './fields.js'
import type { Metadata } from './metadata.js'
import { originalAmountSchema, type OriginalAmount } from './original-amount.js'
import { laterField, words } from './schema.js'

/** Money spent, or a refund. */
export interface Expense {
  /** Unique in the book. */
  readonly id: string
  /** Its category. */
  readonly categoryId: string
  /** Above zero, or below zero for a refund. It is zero only if a change of currency rounded it to zero. */
  readonly amount: Amount
  /** The day that it counts for. The start day of months decides which month that is. */
  readonly date: CivilDate
  /** Up to 500 characters; `''` by default. */
  readonly description: string
  /** What it was in another currency; `null` if it was in the book's own. */
  readonly original: OriginalAmount | null
  /** The app's own. */
  readonly metadata: Metadata
  /** When it was recorded: an instant in UTC. */
  readonly createdAt: string
  /** When it was last changed: an instant in UTC. */
  readonly updatedAt: string
}

/**
 * An expense with its month.
 */
export type StoredExpense = Expense & {
  /** The month, by the start day in force. */
  readonly month: Month
}

/**
 * The zod schema of {@link Expense}. `original` may be absent, as in an expense of version 1.0; then it is `null`.
 *
 * @example
 * ```ts
 * import { expenseSchema } from 'budgetbook'
 *
 * console.log(expenseSchema.shape.amount.safeParse('-1.00').success) // => true
 * console.log(expenseSchema.shape.date.safeParse('2026-02-29').success) // => false
 * ```
 */
export const expenseSchema = z.object(
  {
    id: idSchema,
    categoryId: idSchema,
    amount: amountSchema,
    date: civilDateSchema,
    description: descriptionSchema,
    original: laterField(originalAmountSchema),
    ...originFields,
  },
  words,
)
