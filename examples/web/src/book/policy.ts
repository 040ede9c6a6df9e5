import { enforcePolicy, warnPolicy, type AllocationPolicy } from 'budgetbook'
import { recall, remember } from '../glue/remembered.js'

/** What happens to a budget that takes the month above its limit. */
export type PolicyMode = 'warn' | 'enforce'

const key = 'policy'
const policies: Readonly<Record<PolicyMode, AllocationPolicy>> = {
  warn: warnPolicy(),
  enforce: enforcePolicy(),
}
const listeners = new Set<() => void>()

/** The mode of this browser. All tabs share it. */
export function getPolicyMode(): PolicyMode {
  return recall(key) === 'enforce' ? 'enforce' : 'warn'
}

/** Switches the mode, in every tab. */
export function setPolicyMode(mode: PolicyMode): void {
  remember(key, mode)
  for (const listener of listeners) listener()
}

/** Calls the listener when this tab or another one switches the mode. */
export function subscribeToPolicyMode(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

/** Warns or enforces, as the user chose last. So one book can switch between the two, and no hook reads again. */
export const chosenPolicy: AllocationPolicy = {
  name: 'chosen',
  needsIsolation: true,
  decide: (proposal) => policies[getPolicyMode()].decide(proposal),
}
