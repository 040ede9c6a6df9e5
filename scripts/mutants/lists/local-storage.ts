import type { Mutant } from '../mutant.js'

/** What could be forgotten in the adapter. */
export const localStorageMutants: readonly Mutant[] = []
