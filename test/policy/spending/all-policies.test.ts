import process from 'node:process'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  allPolicies,
  createMemoryAdapter,
  enforcePolicy,
  enforceSpending,
  openBudgetBook,
  spendingCeiling,
  warnPolicy,
  warnSpending,
  type AllocationPolicy,
  type SpendingPolicy,
} from 'budgetbook'
import { expectRefused, failureOf } from '../../support/book/fixture.js'
import { openForHolds } from '../../support/book/holds.js'
import { openWithBudgets, plannedMonth } from '../../support/book/plans.js'
import { spendingArbitrary, toSpending } from '../../support/arbitraries/spending.js'
import { issuesOf } from '../../support/refusals.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const [memory] = storageKinds

const policies: readonly SpendingPolicy[] = [
  enforceSpending(),
  enforceSpending({ of: ['month'] }),
  enforceSpending({ of: ['limit'], perExpense: 100 }),
  warnSpending({ of: ['category', 'limit'] }),
  spendingCeiling({ name: 'Fun', categoryIds: ['c0', 'c1'], amount: 2, perMonth: true }),
]

describe('allPolicies', () => {
  it('accepts exactly what all accept, and gives what each says, refusals first', () => {
    fc.assert(
      fc.property(spendingArbitrary(), fc.subarray([...policies], { minLength: 1 }), (plain, some) => {
        const proposal = toSpending(plain)
        const decisions = some.map((policy) => policy.decide(proposal))
        const refused = decisions.filter(({ accepted }) => !accepted)
        const others = decisions.filter(({ accepted }) => accepted)
        expect(allPolicies(...some).decide(proposal)).toEqual({
          accepted: decisions.every(({ accepted }) => accepted),
          violations: [...refused, ...others].flatMap(({ violations }) => violations),
        })
      }),
      { numRuns: 1_000 },
    )
  })

  it('is nested as it is flat', () => {
    fc.assert(
      fc.property(spendingArbitrary(), (plain) => {
        const proposal = toSpending(plain)
        const [a, b, c] = policies as [SpendingPolicy, SpendingPolicy, SpendingPolicy]
        expect(allPolicies(allPolicies(a, b), c).decide(proposal)).toEqual(
          allPolicies(a, allPolicies(b, c)).decide(proposal),
        )
      }),
    )
  })

  it('has the names of all, and needs isolation if one does', () => {
    expect(allPolicies(enforceSpending(), warnSpending())).toMatchObject({
      name: 'enforce-spending and warn-spending',
      needsIsolation: true,
    })
    expect(allPolicies(warnSpending(), warnSpending()).needsIsolation).toBe(false)
  })

  it('joins policies of budgets too', async () => {
    const onlySmall = {
      name: 'small',
      needsIsolation: false,
      decide: ({ newTotal }: { readonly newTotal: string }) => ({
        accepted: Number(newTotal) <= 90,
        violations: Number(newTotal) <= 90 ? [] : [{ code: 'large', message: 'Too large' }],
      }),
    }
    const { book, c } = await openWithBudgets(memory!, allPolicies(warnPolicy(), onlySmall, enforcePolicy()))
    const create = async (amount: number) =>
      book.budgets.create({ categoryId: c, month: plannedMonth, amount })
    const { details } = await failureOf(create(30))
    expect(details).toMatchObject({ violations: [{ code: 'large' }, {}, {}] })
    expect(await failureOf(create(15))).toMatchObject({ code: 'allocation_rejected' })
    expect((await create(10)).budget.amount).toBe('10.00')
  })

  it('takes at least one policy, and nothing else', () => {
    expect(issuesOf(() => allPolicies())).toMatchObject([{ code: 'too_short', params: { minimum: 1 } }])
    for (const wrong of [
      null,
      undefined,
      {},
      'no',
      { name: 'x', decide: () => 0 },
      { needsIsolation: true, decide: () => 0 },
    ])
      expect(issuesOf(() => allPolicies(warnSpending(), wrong as never))).toMatchObject([{ path: [1] }])
  })

  it('keeps what a policy said when it was joined', () => {
    const mine = { name: 'mine', needsIsolation: true, decide: () => ({ accepted: true, violations: [] }) }
    const all = allPolicies(mine)
    mine.name = 'yours'
    mine.needsIsolation = false
    expect(all).toMatchObject({ name: 'mine', needsIsolation: true })
  })

  it.each([
    ['throws', () => raise(new Error('mine')), 'threw'],
    ['promises', async () => ({ accepted: true, violations: [] }), 'promise'],
    ['rejects', async () => Promise.reject(new Error('mine')), 'promise'],
    ['gives nothing', () => undefined, 'not_a_decision'],
    ['accepts with text', () => ({ accepted: 'yes', violations: [] }), 'not_a_decision'],
    ['accepts with a number, and no violations', () => ({ accepted: 1 }), 'not_a_decision'],
  ])('fails with a policy that %s, and names it', async (_, decide, reason) => {
    const unhandled: unknown[] = []
    const listen = (rejection: unknown) => void unhandled.push(rejection)
    process.on('unhandledRejection', listen)
    const mine = { name: 'mine', needsIsolation: false, decide: decide as never }
    const test = await openForHolds(memory!, { spendingPolicy: allPolicies(warnSpending(), mine) })
    const error = await expectRefused(test, async () => test.hold(1), 'policy_failed', {
      policy: 'mine',
      reason,
    })
    await setImmediate()
    process.off('unhandledRejection', listen)
    expect(unhandled).toEqual([])
    expect(error.message).toContain('The policy mine ')
  })

  it('gives a refusal without a violation one of its own, in front of the warnings of others', async () => {
    const mine = { name: 'mine', needsIsolation: false, decide: () => ({ accepted: false, violations: [] }) }
    const test = await openForHolds(memory!, { spendingPolicy: allPolicies(warnSpending(), mine) })
    const error = await expectRefused(test, async () => test.hold(90_000), 'spending_rejected')
    expect(error.message).toBe('The policy mine refused')
    expect(error.details).toMatchObject({
      violations: [{ code: 'policy_refused' }, { code: 'spending_limit_exceeded' }],
    })
  })

  it('of the other kind is not mistaken for one that accepts', async () => {
    const storage = createMemoryAdapter()
    const wrong = [
      enforceSpending(),
      spendingCeiling({ name: 'c', categoryIds: [], amount: 1, perMonth: true }),
    ]
    for (const policy of wrong) {
      const book = await openBudgetBook({ storage, allocationPolicy: policy as unknown as AllocationPolicy })
      const { id: categoryId } = await book.categories.create({ name: policy.name })
      const call = book.budgets.create({ categoryId, month: '2026-02', amount: '1' })
      expect(await failureOf(call)).toMatchObject({ code: 'policy_failed', details: { reason: 'threw' } })
    }
  })
})

function raise(error: Error): never {
  throw error
}
