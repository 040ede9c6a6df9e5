import type { JsonObject } from '../lib/json.js'

/**
 * One thing that an allocation policy found wrong with a proposal. It stands at the bottom of the layers because
 * the details of `allocation_rejected` carry it.
 */
export interface AllocationViolation {
  /** Stable and for programs; a policy of your own chooses its own. */
  readonly code: string
  /** For people; may change. */
  readonly message: string
  /** The categories it is about, where it is about some. */
  readonly categoryIds?: readonly string[]
  /** Whatever a program needs to say it in its own words. */
  readonly details?: JsonObject
}
