import { expect } from 'vitest'
import type { Outcome } from '../page/outcome.js'

/** Expects exactly one tab to be accepted in each round of a race, and all others to be refused alike. */
export function expectOneAccepted(outcomes: readonly (readonly Outcome[])[], refusal: Outcome): void {
  const [first = []] = outcomes
  const rounds = first.map((_, round) => {
    const ofRound = outcomes.map((ofTab) => ofTab[round])
    const count = (outcome: Outcome) => ofRound.filter((one) => one === outcome).length
    return { accepted: count('accepted'), [refusal]: count(refusal) }
  })
  expect(rounds).toEqual(first.map(() => ({ accepted: 1, [refusal]: outcomes.length - 1 })))
}
