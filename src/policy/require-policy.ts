import { invalidInput, requireMethods } from '../errors/invalid-input.js'
import type { Policy } from './ask-policy.js'

/** Checks a caller's policy, and keeps its name and what it needs: the caller may change its object later. */
export function requirePolicy<Proposal>(policy: unknown): Policy<Proposal> {
  requireMethods(policy, 'A policy', ['decide'])
  const given = policy as Policy<Proposal>
  const { name, needsIsolation } = given
  if (typeof name !== 'string' || typeof needsIsolation !== 'boolean') {
    throw invalidInput('invalid_type', 'A policy must have a name (text) and needsIsolation (true or false)')
  }
  return { name, needsIsolation, decide: (proposal) => given.decide(proposal) }
}
