import { BudgetBookError } from '../../../errors/error.js'
import type { Operation } from '../../adapter.js'
import type { Receipt } from '../../change.js'
import { copyJsonObject } from '../../../lib/json.js'

/** An operation that was done, with its receipt. */
export interface OperationRecord extends Operation {
  /** What a repeated call returns. */
  readonly receipt: Receipt
}

/** The receipt of a recorded operation, or `null`. Throws `operation_mismatch` for another request with the same id. */
function findReceipt(record: OperationRecord | undefined, operation: Operation): Receipt | null {
  if (!record) return null
  if (record.fingerprint === operation.fingerprint) return record.receipt
  throw new BudgetBookError(
    'operation_mismatch',
    `The operation id ${operation.id} was used for another request. Use a new id for a new request`,
    {
      operationId: operation.id,
    },
  )
}

/** The last operations of a book. */
export class OperationLog {
  readonly #limit: number
  readonly #records = new Map<string, OperationRecord>()

  /** @param limit - How many operations are kept. The oldest are dropped first. */
  constructor(limit: number, records: Iterable<OperationRecord> = []) {
    this.#limit = limit
    for (const record of records) this.#records.set(record.id, record)
  }

  find(operation: Operation | null): Receipt | null {
    const receipt = operation && findReceipt(this.#records.get(operation.id), operation)
    return receipt && copyJsonObject(receipt)
  }

  add(operation: Operation | null, receipt: Receipt): void {
    if (!operation) return
    this.#records.set(operation.id, { ...operation, receipt: copyJsonObject(receipt) })
    for (const id of this.#records.keys()) {
      if (this.#records.size <= this.#limit) break
      this.#records.delete(id)
    }
  }

  records(): OperationRecord[] {
    return [...this.#records.values()]
  }
}
