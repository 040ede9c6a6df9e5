import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  enforceSpending,
  isSpendingLimitViolation,
  spendingCeiling,
  type AllocationViolation,
} from 'budgetbook'
import { spendingArbitrary, toSpending } from '../../support/arbitraries/spending.js'
import { anyValueArbitrary } from '../../support/hostile-values.js'

// The type is what a caller in plain JavaScript does not have.
const check = isSpendingLimitViolation as (value: unknown) => boolean

const sound = {
  code: 'spending_limit_exceeded',
  message: 'x',
  of: 'limit',
  bound: '1.00',
  before: '0.00',
  after: '2.00',
  overage: '1.00',
  largestAccepted: '1.00',
}

describe('isSpendingLimitViolation', () => {
  it('knows the violations of the policies of the package, also after JSON', () => {
    fc.assert(
      fc.property(spendingArbitrary(), (plain) => {
        const ceiling = spendingCeiling({ name: 'x', categoryIds: ['c0'], amount: 0, perMonth: true })
        for (const policy of [enforceSpending({ of: ['category', 'month', 'limit'] }), ceiling]) {
          const { violations } = policy.decide(toSpending(plain))
          const copies = JSON.parse(JSON.stringify(violations)) as AllocationViolation[]
          expect([...violations, ...copies].every(isSpendingLimitViolation)).toBe(true)
        }
      }),
    )
  })

  it('takes no other violation for one, also of the same code without the amounts', () => {
    expect(check(sound)).toBe(true)
    expect(check({ ...sound, code: 'monthly_limit_exceeded' })).toBe(false)
    for (const field of ['of', 'bound', 'before', 'after', 'overage', 'largestAccepted'])
      for (const wrong of [undefined, null, 5]) expect(check({ ...sound, [field]: wrong })).toBe(false)
  })

  it('answers whatever it is asked', () => {
    fc.assert(
      fc.property(anyValueArbitrary(), (make) => {
        expect(check(make())).toBe(false)
        expect(check({ ...sound, code: make() })).toBe(false)
      }),
      { numRuns: 500 },
    )
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    expect(check(proxy)).toBe(false)
  })
})
