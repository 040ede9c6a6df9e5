import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  enforcePolicy,
  isMonthlyLimitViolation,
  warnPolicy,
  type AllocationProposal,
  type CurrencyCode,
  type MonthlyLimitViolation,
} from 'budgetbook'
import { deepFreeze } from '../support/deep-freeze.js'
import { textOfUnits, unitsOfText } from '../support/exact-decimal.js'
import { anyValueArbitrary } from '../support/hostile-values.js'
import {
  proposalArbitrary,
  singleChangeArbitrary,
  toProposal,
  totalsOf,
  type PlainProposal,
} from '../support/arbitraries/proposals.js'
import { answers, issuesOf } from '../support/refusals.js'
import { pathsOf, replaceAt } from '../support/storages/unreliable.js'

const dollars = { currency: 'USD' as CurrencyCode, scale: 2 }

const enforce = (plain: PlainProposal) => enforcePolicy().decide(toProposal(plain))
const warn = (plain: PlainProposal) => warnPolicy().decide(toProposal(plain))

/** The same proposal with another amount for the category that it changes. */
function withAmount(plain: PlainProposal, amount: bigint): PlainProposal {
  const categories = plain.categories.map(({ before, after }) => ({
    before,
    after: before === after ? after : amount,
  }))
  return { ...plain, categories }
}

/** The only violation of a proposal that is to be refused. */
function violationOf(plain: PlainProposal): MonthlyLimitViolation {
  const { violations } = enforce(plain)
  expect(violations).toHaveLength(1)
  const [violation] = violations.filter(isMonthlyLimitViolation)
  return violation!
}

const refused = (plain: PlainProposal) => !enforce(plain).accepted

describe('enforcePolicy', () => {
  it('refuses exactly what is above the limit and above what there was', () => {
    fc.assert(
      fc.property(proposalArbitrary(), (plain) => {
        const { existing, next } = totalsOf(plain)
        const wrong = plain.limit !== null && next > plain.limit && next > existing
        expect(enforce(plain).accepted).toBe(!wrong)
        expect(enforce(plain).violations).toHaveLength(wrong ? 1 : 0)
      }),
      { numRuns: 500 },
    )
  })

  it('says by how much, and what it is about', () => {
    fc.assert(
      fc.property(proposalArbitrary().filter(refused), (plain) => {
        const { existing, next } = totalsOf(plain)
        const limit = plain.limit ?? 0n
        const text = (units: bigint) => textOfUnits(units, plain.scale)
        const changed = toProposal(plain).categories.filter(({ before, after }) => before !== after)
        expect(violationOf(plain)).toStrictEqual({
          code: 'monthly_limit_exceeded',
          message: `Total budgets (${text(next)}) exceed your monthly limit (${text(limit)})`,
          categoryIds: changed.map(({ categoryId }) => categoryId),
          existingTotal: text(existing),
          newTotal: text(next),
          monthlyLimit: text(limit),
          overage: text(next - limit),
          largestAccepted: changed.length === 1 ? expect.any(String) : null,
        })
      }),
    )
  })

  it('names the largest amount that it would accept: that one passes, one minor unit more does not', () => {
    fc.assert(
      fc.property(singleChangeArbitrary().filter(refused), (plain) => {
        const { largestAccepted } = violationOf(plain)
        const largest = unitsOfText(largestAccepted!, plain.scale)
        expect(enforce(withAmount(plain, largest))).toEqual({ accepted: true, violations: [] })
        expect(enforce(withAmount(plain, largest + 1n)).accepted).toBe(false)
        expect(violationOf(withAmount(plain, largest + 1n)).largestAccepted).toBe(largestAccepted)
      }),
      { numRuns: 300 },
    )
  })

  it('lets a month that is over be brought down step by step, and at no step up again', () => {
    const months = fc.record({
      budgets: fc.array(fc.bigInt({ min: 1n, max: 1_000n }), { minLength: 1, maxLength: 6 }),
      steps: fc.array(fc.record({ which: fc.nat(), percent: fc.bigInt({ min: 0n, max: 99n }) }), {
        maxLength: 12,
      }),
      limit: fc.bigInt({ min: 0n, max: 500n }),
    })
    fc.assert(
      fc.property(months, ({ budgets, steps, limit }) => {
        const held = [...budgets]
        for (const { which, percent } of steps) {
          const index = which % held.length
          const propose = (amount: bigint): PlainProposal => ({
            ...dollars,
            limit,
            categories: held.map((before, at) => ({ before, after: at === index ? amount : before })),
          })
          const lower = (held[index]! * percent) / 100n
          expect(enforce(propose(lower)).accepted).toBe(true)
          held[index] = lower
          const over = held.reduce((a, b) => a + b) >= limit
          expect(enforce(propose(lower + 1n)).accepted).toBe(!over)
        }
      }),
    )
  })

  it('accepts anything where there is no limit', () => {
    fc.assert(
      fc.property(proposalArbitrary(), (plain) => {
        expect(enforce({ ...plain, limit: null })).toEqual({ accepted: true, violations: [] })
      }),
    )
  })

  it('needs writers kept apart, and its name is enforce', () => {
    expect(enforcePolicy()).toMatchObject({ name: 'enforce', needsIsolation: true })
  })
})

describe('warnPolicy', () => {
  it('accepts everything, and reports exactly what enforcePolicy refuses, in the same words', () => {
    fc.assert(
      fc.property(proposalArbitrary(), (plain) => {
        expect(warn(plain)).toStrictEqual({ accepted: true, violations: enforce(plain).violations })
      }),
      { numRuns: 300 },
    )
  })

  it('needs no isolation, and its name is warn', () => {
    expect(warnPolicy()).toMatchObject({ name: 'warn', needsIsolation: false })
  })
})

describe.each([enforcePolicy(), warnPolicy()])('the policy $name', (policy) => {
  it('changes no proposal', () => {
    fc.assert(
      fc.property(proposalArbitrary(), (plain) => {
        expect(policy.decide(deepFreeze(toProposal(plain)))).toStrictEqual(policy.decide(toProposal(plain)))
      }),
    )
  })

  it('gives a decision that survives JSON', () => {
    fc.assert(
      fc.property(proposalArbitrary(), (plain) => {
        const decision = policy.decide(toProposal(plain))
        expect(JSON.parse(JSON.stringify(decision))).toStrictEqual(decision)
      }),
    )
  })

  it.each([undefined, null, 7])('refuses %s in place of a proposal', (asked) => {
    const issues = issuesOf(() => policy.decide(asked as unknown as AllocationProposal))
    expect(issues).toMatchObject([
      { code: 'invalid_type', path: [], message: 'A proposal must be an object' },
    ])
  })

  it('gives a decision or invalid_input, whatever it is asked', () => {
    const proposal = toProposal({ ...dollars, limit: 100n, categories: [{ before: null, after: 101n }] })
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(proposal)), anyValueArbitrary(), (path, make) => {
        const asked = replaceAt(proposal, path, make()) as typeof proposal
        answers(() => policy.decide(asked))
      }),
      { numRuns: 500 },
    )
  })
})
