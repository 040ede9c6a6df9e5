import * as z from 'zod/mini'
import type { CivilDate } from '../calendar/civil-date.js'
import type { Month } from '../calendar/month.js'
import type { Amount } from '../money/amount.js'
import { amountSchema, civilDateSchema, descriptionSchema, idSchema, originFields } from './fields.js'
import type { Metadata } from './metadata.js'
import { words } from './schema.js'

/** Money spent, or a refund. */
export interface Expense {
  /** Unique in the book. */
  readonly id: string
  /** Its category. */
  readonly categoryId: string
  /** Above zero; below zero it is a refund. Zero only after a change of currency has rounded it so. */
  readonly amount: Amount
  /** The day it counts for; which month that is depends on the month's start day. */
  readonly date: CivilDate
  /** Up to 500 characters; `''` by default. */
  readonly description: string
  /** The app's own. */
  readonly metadata: Metadata
  /** When it was recorded: an instant in UTC. */
  readonly createdAt: string
  /** When it was last changed: an instant in UTC. */
  readonly updatedAt: string
}

/**
 * An expense together with the month it was sorted into.
 */
export type StoredExpense = Expense & {
  /** The month, by the start day in force. */
  readonly month: Month
}

/**
 * The zod schema of {@link Expense}.
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
    ...originFields,
  },
  words,
)
