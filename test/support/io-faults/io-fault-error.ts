import type { IoFaultKind } from './io-faults.js'
import type { IoOperation } from './io-operation.js'

const what: Record<IoFaultKind, string> = {
  fail: 'failed',
  crash: 'met a process that has crashed',
  tear: 'was done in half, and the process crashed',
  corrupt: 'was corrupted',
  quota: 'found the storage full',
  lose_acknowledgement: 'was done, but not acknowledged',
  stall: 'would have to wait, which a synchronous operation cannot',
}

/**
 * What comes out of an operation that was made to fail, unless the test gave an error of its own. Its name is
 * `'IoFaultError'`, or `'QuotaExceededError'` where the storage is full, as browsers name it.
 */
export class IoFaultError extends Error {
  /** `'IoFaultError'` or `'QuotaExceededError'`. */
  override readonly name: string
  /** What went wrong. */
  readonly kind: IoFaultKind
  /** With which operation. */
  readonly operation: IoOperation

  /**
   * @param kind - What went wrong.
   * @param operation - With which operation.
   */
  constructor(kind: IoFaultKind, operation: IoOperation) {
    const { name, target } = operation
    super(`${target === undefined ? name : `${name} of ${target}`} ${what[kind]}, as the test wanted it`)
    this.name = kind === 'quota' ? 'QuotaExceededError' : 'IoFaultError'
    this.kind = kind
    this.operation = operation
  }
}
