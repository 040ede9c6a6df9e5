import type { AllocationViolation } from '../errors/allocation-violation.js'
import type { JsonObject } from '../lib/json.js'
import type { Receipt } from '../storage/change.js'

/** Makes a receipt, to answer a repeated operation: the ids that it created or changed, and the policy's warnings. */
export function receiptOf(ids: readonly string[], violations: readonly AllocationViolation[] = []): Receipt {
  return { ids, violations: violations as unknown as readonly JsonObject[] }
}

/** The ids of a receipt. */
export function idsOf({ ids }: Receipt): readonly string[] {
  return Array.isArray(ids) ? ids.map(String) : []
}

/** The violations of a receipt. */
export function violationsOf({ violations }: Receipt): readonly AllocationViolation[] {
  return Array.isArray(violations) ? (violations as readonly AllocationViolation[]) : []
}
