import { useSyncExternalStore } from 'react'
import { getPolicyMode, subscribeToPolicyMode, type PolicyMode } from '../book/policy.js'

/** Whether a budget above the limit is refused or only warned of. */
export function usePolicyMode(): PolicyMode {
  return useSyncExternalStore(subscribeToPolicyMode, getPolicyMode)
}
