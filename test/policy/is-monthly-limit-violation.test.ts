import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { enforcePolicy, isMonthlyLimitViolation, warnPolicy, type AllocationViolation } from 'budgetbook'
import { anyValueArbitrary } from '../support/hostile-values.js'
import { proposalArbitrary, toProposal } from '../support/arbitraries/proposals.js'

// The type is what a caller in plain JavaScript does not have.
const check = isMonthlyLimitViolation as (value: unknown) => boolean

describe('isMonthlyLimitViolation', () => {
  it('knows the violations of the policies of the package, also after JSON', () => {
    fc.assert(
      fc.property(proposalArbitrary(), (plain) => {
        for (const policy of [enforcePolicy(), warnPolicy()]) {
          const { violations } = policy.decide(toProposal(plain))
          expect(violations.every(isMonthlyLimitViolation)).toBe(true)
          const copies = JSON.parse(JSON.stringify(violations)) as AllocationViolation[]
          expect(copies.every(isMonthlyLimitViolation)).toBe(true)
        }
      }),
    )
  })

  it('takes no other violation for one', () => {
    expect(isMonthlyLimitViolation({ code: 'savings_too_low', message: 'monthly_limit_exceeded' })).toBe(
      false,
    )
  })

  it('answers whatever it is asked, and no for what has no such code', () => {
    fc.assert(
      fc.property(anyValueArbitrary(), (make) => {
        expect(check(make())).toBe(false)
        expect(check({ code: make() })).toBe(false)
      }),
      { numRuns: 500 },
    )
    const unreadable = Object.defineProperty({}, 'code', {
      get: () => {
        throw new RangeError('hands off')
      },
    })
    for (const value of [undefined, null, 7, 'monthly_limit_exceeded', [], unreadable]) {
      expect(check(value)).toBe(false)
    }
  })
})
