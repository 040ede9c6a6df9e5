import { FaultInjector } from './fault-injector.js'
import type { IoFaults } from './io-faults.js'
import type { IoOperation } from './io-operation.js'

/** Options of {@link createIoFaults}. */
export interface IoFaultsOptions {
  /** Told of each operation before anything is done: to take notes, or to let something happen in between. */
  readonly onOperation?: ((operation: IoOperation) => void) | undefined
}

/**
 * Faults for the input and output of a storage adapter. Let the adapter's every read and write go through
 * {@link IoFaults.perform}, with nothing armed in production; `withStorageFaults` and `withIndexedDbFaults` do so for
 * those storages. Then a test can fail the first operation of a commit, the second, and so on to the last, and see
 * that a fresh client finds the old state or the new.
 *
 * @param options - To be told of each operation.
 */
export function createIoFaults(options: IoFaultsOptions = {}): IoFaults {
  return new FaultInjector(options.onOperation)
}
