import * as z from 'zod/mini'
import type { Month } from '../calendar/month.js'
import type { Amount } from '../money/amount.js'
import { allowanceSchema, amountSchema, monthSchema } from './fields.js'
import { words, type Schema } from './schema.js'

/** What passes from a month to the next: what is left, what is missing, or both. */
export type Carry = 'both' | 'unspent' | 'overspent'

/** How the money of a category passes from month to month. `book.rollover` computes by it. */
export interface CategoryRolloverRule {
  /** The first month of the chain. Nothing is carried into it but `opening`. */
  readonly from: Month
  /** What passes on: money that is left (`'unspent'`), money that is missing (`'overspent'`), or both. */
  readonly carry: Carry
  /** The most that passes on, zero or more; `null` for no cap. It does not limit what is missing. */
  readonly cap: Amount | null
  /** What is carried into the first month; below zero if money is missing. */
  readonly opening: Amount
}

/** What passes on, as a caller or a storage gives it. */
export const carrySchema = z.enum(['both', 'unspent', 'overspent'], words)

/** The rule of a category, as it is stored. Loose: a newer minor version may have added fields. */
export const categoryRolloverSchema: Schema<CategoryRolloverRule, object> = z.looseObject(
  { from: monthSchema, carry: carrySchema, cap: z.nullable(allowanceSchema), opening: amountSchema },
  words,
)
