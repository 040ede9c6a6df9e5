import * as z from 'zod/mini'
import type { CivilDate } from '../calendar/civil-date.js'
import type { Month } from '../calendar/month.js'
import type { Amount } from '../money/amount.js'
import {
  civilDateSchema,
  descriptionSchema,
  idSchema,
  originFields,
  positiveSchema,
  timestampSchema,
} from './fields.js'
import type { Metadata } from './metadata.js'
import { words } from './schema.js'

/** Money that is set aside before it is spent: an authorization, a request. A hold is not an expense. */
export interface Hold {
  /** Unique in the book. */
  readonly id: string
  /** Its category. */
  readonly categoryId: string
  /** Above zero. */
  readonly amount: Amount
  /** The day that it counts for. The start day of months decides which month that is. */
  readonly date: CivilDate
  /** From this instant on, the hold does not count: an instant in UTC. `null` if it never expires. */
  readonly expiresAt: string | null
  /** Up to 500 characters; `''` by default. */
  readonly description: string
  /** The app's own. */
  readonly metadata: Metadata
  /** When it was placed: an instant in UTC. */
  readonly createdAt: string
  /** When it was last changed: an instant in UTC. */
  readonly updatedAt: string
}

/**
 * A hold with its month.
 */
export type StoredHold = Hold & {
  /** The month, by the start day in force. */
  readonly month: Month
}

/**
 * The zod schema of {@link Hold}.
 *
 * @example
 * ```ts
 * import { holdSchema } from 'budgetbook'
 *
 * console.log(holdSchema.shape.amount.safeParse('25.00').success) // => true
 * console.log(holdSchema.shape.amount.safeParse('0.00').success) // => false
 * ```
 */
export const holdSchema = z.object(
  {
    id: idSchema,
    categoryId: idSchema,
    amount: positiveSchema,
    date: civilDateSchema,
    expiresAt: z.nullable(timestampSchema),
    description: descriptionSchema,
    ...originFields,
  },
  words,
)

/** The order of holds: the one that was placed first comes first. */
export function compareHolds(a: Hold, b: Hold): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1
}

/** Whether a hold counts at an instant. An expired hold does not count, whether it is still stored or not. */
export function isLive({ expiresAt }: Pick<Hold, 'expiresAt'>, now: string): boolean {
  return expiresAt === null || expiresAt > now
}
