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
 *
 * @example
 * ```ts
 * import { createIoFaults } from 'budgetbook/testing'
 *
 * const faults = createIoFaults()
 * const files = new Map([['book', 'old']]) // stands in for a disk
 * const write = async (path: string, data: string) =>
 *   faults.perform({ name: 'write', access: 'write', target: path, data, run: async (text) => files.set(path, text) })
 * const rename = async (from: string, to: string) =>
 *   faults.perform({
 *     name: 'rename',
 *     access: 'commit',
 *     target: to,
 *     run: async () => files.set(to, files.get(from) ?? '').delete(from),
 *   })
 * const save = async (text: string) => {
 *   await write('new-book', text)
 *   await rename('new-book', 'book')
 * }
 *
 * for (let at = 1; ; at++) {
 *   const fault = faults.arm('tear', { at })
 *   await save('new').catch((error: Error) => console.log(error.message))
 *   // => write of new-book was done in half, and the process crashed, as the test wanted it
 *   // => rename of book was done in half, and the process crashed, as the test wanted it
 *   faults.restart()
 *   if (!fault.struck) break
 *   console.log(files.get('book'), files.get('new-book'))
 *   // => old n
 *   // => old new
 * }
 * console.log(files.get('book')) // => new
 * ```
 */
export function createIoFaults(options: IoFaultsOptions = {}): IoFaults {
  return new FaultInjector(options.onOperation)
}
