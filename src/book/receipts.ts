import type { AllocationViolation } from '../errors/allocation-violation.js'
import type { JsonObject } from '../lib/json.js'
import type { Receipt } from '../storage/change.js'
import { damaged } from './read-stored.js'

/** Makes a receipt, to answer a repeated operation: the ids that it created or changed, and the policy's warnings. */
export function receiptOf(ids: readonly string[], violations: readonly AllocationViolation[] = []): Receipt {
  return { ids, violations: violations as unknown as readonly JsonObject[] }
}

/** The ids of a receipt; throws `storage_corrupt` if they are missing, or are fewer than the result needs. */
export function idsOf({ ids }: Receipt, bookId: string, needed: number): readonly string[] {
  if (Array.isArray(ids) && ids.length >= needed && ids.every((id) => typeof id === 'string')) return ids
  throw damaged(bookId, 'operations', 'its receipt has no ids')
}

/** The violations of a receipt. */
export function violationsOf({ violations }: Receipt): readonly AllocationViolation[] {
  return Array.isArray(violations) ? (violations as readonly AllocationViolation[]) : []
}
