import type { JsonObject } from '../lib/json.js'

/**
 * One thing that an allocation policy found wrong with a proposal. The type is in the lowest layer, because the
 * details of `allocation_rejected` carry it.
 */
export interface AllocationViolation {
  /** For programs; stable. Your own policy chooses its own codes. */
  readonly code: string
  /** For people; may change. */
  readonly message: string
  /** The categories that it is about, if any. */
  readonly categoryIds?: readonly string[]
  /** The month that it is about, `YYYY-MM`, if one call changes the budgets of several months. */
  readonly month?: string
  /** The facts, so that a program can write its own message. */
  readonly details?: JsonObject
}
