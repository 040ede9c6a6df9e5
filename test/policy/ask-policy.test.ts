import { once } from 'node:events'
import process from 'node:process'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  enforcePolicy,
  isBudgetBookError,
  type AllocationDecision,
  type AllocationPolicy,
  type AllocationProposal,
  type BudgetBookError,
  type CurrencyCode,
} from 'budgetbook'
import { askPolicy } from '../../src/policy/ask-policy.js'
import { anyValueArbitrary } from '../support/hostile-values.js'
import { proposalArbitrary, toProposal } from '../support/arbitraries/proposals.js'
import { pathsOf, replaceAt, unreliable } from '../support/storages/unreliable.js'

const proposal = toProposal({ currency: 'USD' as CurrencyCode, scale: 2, limit: null, categories: [] })
const refuse = () => {
  throw new RangeError('hands off')
}

function policyOf(decide: (asked: AllocationProposal) => unknown): AllocationPolicy {
  return { name: 'own', needsIsolation: false, decide: decide as AllocationPolicy['decide'] }
}

function failureOf(decide: () => unknown): BudgetBookError<'policy_failed'> {
  try {
    askPolicy(policyOf(decide), proposal)
  } catch (error) {
    if (isBudgetBookError(error, 'policy_failed')) return error
    throw error
  }
  throw new Error('The policy was to fail')
}

/** An object, or what is given, with a `then` of that kind. */
function withThen(then: unknown, target: object = {}): object {
  // oxlint-disable-next-line unicorn/no-thenable -- what a policy must not return is what is tried here
  return Object.defineProperty(target, 'then', { value: then })
}

/** The rejections that nobody handled while `run` and all that follows from it at once is done. */
async function unhandledDuring(run: () => void): Promise<unknown[]> {
  const seen: unknown[] = []
  const listen = (reason: unknown) => void seen.push(reason)
  process.on('unhandledRejection', listen)
  try {
    run()
    await setImmediate()
    await setImmediate()
  } finally {
    process.off('unhandledRejection', listen)
  }
  return seen
}

const violating = (fields: object) => ({
  accepted: true,
  violations: [{ code: 'a', message: 'A', ...fields }],
})

function nested(levels: number): object {
  return levels === 1 ? {} : { in: nested(levels - 1) }
}

describe('asking a policy', () => {
  it('takes details that are nested in 64 levels', () => {
    const decision = violating({ details: nested(64) })
    expect(
      askPolicy(
        policyOf(() => decision),
        proposal,
      ),
    ).toEqual(decision)
  })

  it('gives its decision, whatever else its violations carry', () => {
    const violations = [
      {
        code: 'not_even',
        message: 'Not even',
        categoryIds: ['c0'],
        details: { by: [1, { of: null }] },
        own: 'x',
      },
      { code: '', message: '' },
    ]
    for (const accepted of [true, false]) {
      expect(
        askPolicy(
          policyOf(() => ({ accepted, violations })),
          proposal,
        ),
      ).toStrictEqual({ accepted, violations })
    }
  })

  it('hands the proposal on as it is, to a policy that may be an instance of a class', () => {
    class AtMost {
      readonly name = 'at-most'
      readonly needsIsolation = false
      readonly asked: AllocationProposal[] = []
      decide(asked: AllocationProposal): AllocationDecision {
        this.asked.push(asked)
        return { accepted: true, violations: [] }
      }
    }
    const policy = new AtMost()
    askPolicy(policy, proposal)
    expect(policy.asked[0]).toBe(proposal)
  })

  it('does not share what it gives with what the policy keeps', () => {
    const kept = {
      accepted: true,
      violations: [{ code: 'a', message: 'A', categoryIds: ['c0'], details: { n: 1 } }],
    }
    const decision = askPolicy(
      policyOf(() => kept),
      proposal,
    )
    kept.accepted = false
    kept.violations[0]!.categoryIds.push('c1')
    kept.violations[0]!.details.n = 2
    kept.violations.pop()
    expect(decision).toEqual({
      accepted: true,
      violations: [{ code: 'a', message: 'A', categoryIds: ['c0'], details: { n: 1 } }],
    })
  })

  it('leaves the decisions of the policies of the package as they are', () => {
    const enforce = enforcePolicy()
    fc.assert(
      fc.property(proposalArbitrary(), (plain) => {
        const asked = toProposal(plain)
        expect(askPolicy(enforce, asked)).toStrictEqual(enforce.decide(asked))
      }),
    )
  })

  it('fails where the policy throws, with what it threw as the cause', () => {
    for (const cause of [new Error('broken'), undefined, 'text', Symbol('thrown')]) {
      const error = failureOf(() => {
        throw cause as Error
      })
      expect(error.details).toEqual({ policy: 'own', reason: 'threw' })
      expect(error.cause).toBe(cause)
      expect(error.message).toBe('The policy own threw an error; see cause')
    }
  })

  it.each<[string, () => unknown]>([
    ['a Promise of a decision', async () => ({ accepted: true, violations: [] })],
    ['a Promise that rejects', async () => refuse()],
    ['a thenable', () => withThen(() => undefined)],
    [
      'a thenable that is a decision as well',
      () => withThen(() => undefined, { accepted: true, violations: [] }),
    ],
    [
      'a callable thenable',
      () =>
        withThen(
          () => undefined,
          () => 0,
        ),
    ],
    [
      'a thenable that rejects',
      () => withThen((_: unknown, reject: (reason: unknown) => void) => reject('no')),
    ],
    ['a thenable that throws', () => withThen(refuse)],
    [
      'a Promise with a broken constructor',
      () => Object.defineProperty(Promise.resolve(), 'constructor', { get: refuse }),
    ],
    [
      'a Promise without catch',
      () => Object.assign(Promise.reject(new Error('caught')), { catch: undefined }),
    ],
  ])('fails where the policy returns %s, and leaves no rejection unhandled', async (_, decide) => {
    const unhandled = await unhandledDuring(() => {
      const error = failureOf(decide)
      expect(error.details).toEqual({ policy: 'own', reason: 'promise' })
      expect(error.message).toBe('The policy own returned a Promise; a policy must decide synchronously')
    })
    expect(unhandled).toEqual([])
  })

  it('would notice an unhandled rejection', async () => {
    const reason = new Error('nobody waits for this one')
    const listening = once(process, 'unhandledRejection')
    const unhandled = await unhandledDuring(() => void Promise.reject(reason))
    await listening
    expect(unhandled).toEqual([reason])
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['true', true],
    ['text', 'accepted'],
    ['an empty object', {}],
    ['a list', []],
    ['no violations', { accepted: true }],
    ['no verdict', { violations: [] }],
    ['a verdict that is not true or false', { accepted: 1, violations: [] }],
    ['violations that are not a list', { accepted: true, violations: { length: 0 } }],
    ['a violation of null', { accepted: true, violations: [null] }],
    ['a violation that is text', { accepted: true, violations: ['too much'] }],
    ['a hole among the violations', { accepted: true, violations: Array(1) }],
    ['a violation without a code', { accepted: true, violations: [{ message: 'A' }] }],
    ['a violation without a message', { accepted: true, violations: [{ code: 'a' }] }],
    ['a violation whose code is a number', { accepted: true, violations: [{ code: 1, message: 'A' }] }],
    [
      'one that is right and one that is not',
      { accepted: true, violations: [{ code: 'a', message: 'A' }, 7] },
    ],
    ['a category id that is a number', violating({ categoryIds: [1] })],
    ['category ids that are text', violating({ categoryIds: 'c0' })],
    ['details that are a list', violating({ details: [1] })],
    ['details that are nested in more than 64 levels', violating({ details: nested(65) })],
    ['a then that is not a method', withThen(true)],
  ])('fails where the policy returns %s', (_, decision) => {
    const error = failureOf(() => decision)
    expect(error.details).toEqual({ policy: 'own', reason: 'not_a_decision' })
    expect(error.message).toBe('The policy own must return a decision: { accepted, violations }')
    expect(error.cause).toBeUndefined()
  })

  it('fails where what the policy returns cannot be read, with the reason as the cause', () => {
    const unreadable = (field: string) =>
      Object.defineProperty({ accepted: true, violations: [] }, field, { get: refuse })
    for (const field of ['then', 'accepted', 'violations']) {
      const error = failureOf(() => unreadable(field))
      expect(error.details).toEqual({ policy: 'own', reason: 'not_a_decision' })
      expect(error.cause).toBeInstanceOf(RangeError)
    }
  })

  it('fails where JSON cannot carry the violations, with the reason as the cause', () => {
    const cyclic: Record<string, unknown> = { code: 'a', message: 'A' }
    cyclic['details'] = cyclic
    const lists = [
      [cyclic],
      [{ code: 'a', message: 'A', details: { amount: 10n } }],
      [{ code: 'a', message: 'A', toJSON: refuse }],
      Object.assign([], { toJSON: () => undefined }),
      Object.assign([], { toJSON: () => ({ length: 0 }) }),
    ]
    for (const violations of lists) {
      const error = failureOf(() => ({ accepted: true, violations }))
      expect(error.details).toEqual({ policy: 'own', reason: 'not_a_decision' })
      expect(error.cause).toBeInstanceOf(Error)
    }
  })

  it('gives a decision or policy_failed, whatever the policy returns', () => {
    const decision = {
      accepted: true,
      violations: [{ code: 'a', message: 'A', categoryIds: ['c0'], details: {} }],
    }
    const answers = (decide: () => unknown) => {
      try {
        askPolicy(policyOf(decide), proposal)
      } catch (error) {
        if (!isBudgetBookError(error, 'policy_failed')) throw error
      }
    }
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(decision)), anyValueArbitrary(), (path, make) => {
        answers(() => replaceAt(decision, path, make()))
      }),
      { numRuns: 1_000 },
    )
    for (let reads = 0; reads < 20; reads++) {
      answers(() => unreliable(decision, reads, refuse))
      answers(() => unreliable(decision, reads, () => undefined))
    }
  })
})
