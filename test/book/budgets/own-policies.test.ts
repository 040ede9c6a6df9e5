import { describe, expect, it } from 'vitest'
import type { AllocationPolicy, AllocationProposal } from 'budgetbook'
import { expectRefused, failureOf, openTestBook, type TestBook } from '../../support/book/fixture.js'
import { callMethod, mutations } from '../../support/book/methods.js'
import { storageKinds, type TestStorageKind } from '../../support/storages/book-storages.js'
import { fillBook, type World } from '../../support/book/world.js'

const asking = mutations.filter(({ method }) => method.startsWith('budgets.'))
// oxlint-disable-next-line unicorn/no-thenable -- that mistake is what this is about
const thenable = { accepted: true, violations: [], then: () => undefined }
const policyOf = (decide: (proposal: AllocationProposal) => unknown): AllocationPolicy => ({
  name: 'mine',
  needsIsolation: false,
  decide: decide as AllocationPolicy['decide'],
})

/** A filled book, and another book object on it with a policy of its own. */
async function openWith(
  kind: TestStorageKind,
  decide: (proposal: AllocationProposal) => unknown,
): Promise<TestBook & { world: World }> {
  const test = await openTestBook(kind)
  const world = await fillBook(test.book)
  return { ...test, world, book: await test.reopen({ allocationPolicy: policyOf(decide) }) }
}

describe.each(storageKinds)('a policy of your own in $name', (kind) => {
  it.each(asking)('is asked by $method, and its refusal is passed on', async ({ method, input }) => {
    const violations = [{ code: 'no', message: 'Not on a Sunday', categoryIds: ['a'], details: { day: 0 } }]
    const test = await openWith(kind, () => ({ accepted: false, violations }))
    const call = async () => callMethod(test.book, method, input(test.world))
    const month = method === 'budgets.copy' ? '2026-03' : '2026-02'
    const error = await expectRefused(test, call, 'allocation_rejected', {
      policy: 'mine',
      month,
      violations,
    })
    expect(error.message).toBe('Not on a Sunday')
  })

  it.each(asking)(
    'that throws fails $method, with the cause, and nothing is stored',
    async ({ method, input }) => {
      const cause = new TypeError('a bug')
      const test = await openWith(kind, () => {
        throw cause
      })
      const call = async () => callMethod(test.book, method, input(test.world))
      const error = await expectRefused(test, call, 'policy_failed', { policy: 'mine', reason: 'threw' })
      expect(error.cause).toBe(cause)
    },
  )

  it.each(asking)(
    'that returns a Promise fails $method, and nothing is stored',
    async ({ method, input }) => {
      for (const decide of [
        async () => ({ accepted: true, violations: [] }),
        async () => Promise.reject(new Error('nobody waits for this')),
        () => thenable,
      ]) {
        const test = await openWith(kind, decide)
        const call = async () => callMethod(test.book, method, input(test.world))
        await expectRefused(test, call, 'policy_failed', { policy: 'mine', reason: 'promise' })
      }
    },
  )

  it.each([
    undefined,
    null,
    true,
    {},
    { accepted: true },
    { accepted: 'yes', violations: [] },
    { accepted: true, violations: {} },
    { accepted: false, violations: [null] },
    { accepted: false, violations: [{ code: 'no' }] },
    { accepted: false, violations: ['no'] },
  ])('that returns %j has made no decision', async (decision) => {
    const test = await openWith(kind, () => decision)
    const details = { policy: 'mine', reason: 'not_a_decision' }
    const remove = async () => test.book.budgets.remove(test.world.february.id)
    await expectRefused(test, remove, 'policy_failed', details)
    const preview = async () => test.book.budgets.preview('2026-02', [])
    await expectRefused(test, preview, 'policy_failed', details)
  })

  it('may accept with warnings, and they come out with the result', async () => {
    const violations = [{ code: 'hm', message: 'Are you sure?' }]
    const { book, world } = await openWith(kind, () => ({ accepted: true, violations }))
    const result = await book.budgets.update(world.february.id, { amount: 1 })
    expect(result).toMatchObject({ budget: { amount: '1.00' }, violations })
    expect(await book.budgets.preview('2026-02', [])).toEqual({ accepted: true, violations })
  })

  it('may refuse without giving a reason', async () => {
    const test = await openWith(kind, () => ({ accepted: false, violations: [] }))
    const remove = async () => test.book.budgets.remove(test.world.february.id)
    await expectRefused(test, remove, 'allocation_rejected', { violations: [] })
  })

  it('sees the month, today, the limit, both totals and every category', async () => {
    const seen: AllocationProposal[] = []
    const { book, world } = await openWith(kind, (proposal) => {
      seen.push(proposal)
      return { accepted: true, violations: [] }
    })
    const { food, travel, unused, old } = world
    await book.budgets.allocate('2026-02', [
      { categoryId: travel.id, amount: 50 },
      { categoryId: food.id, amount: null },
    ])
    const nothing = { before: null, after: null, spent: '0.00' }
    expect(seen.at(-1)).toEqual({
      month: '2026-02',
      today: '2026-02-14',
      currency: 'USD',
      monthlyLimit: '1000.00',
      existingTotal: '200.00',
      newTotal: '50.00',
      categories: [
        { categoryId: food.id, name: 'Food', before: '200.00', after: null, spent: '60.00' },
        { categoryId: travel.id, name: 'Travel', before: null, after: '50.00', spent: '0.00' },
        { categoryId: unused.id, name: 'Unused', ...nothing },
        { categoryId: old.id, name: 'Old', ...nothing },
      ],
    })
  })

  it('cannot change the book by changing what it is shown, nor afterwards what it said', async () => {
    const violations = [{ code: 'hm', message: 'Are you sure?' }]
    const { book, world, stored } = await openWith(kind, (proposal) => {
      Object.assign(proposal, { month: '2030-01', monthlyLimit: '0.00' })
      for (const category of proposal.categories) Object.assign(category, { after: '9.99', categoryId: 'x' })
      return { accepted: true, violations }
    })
    const first = await book.budgets.update(world.february.id, { amount: 7 }, { operationId: 'op' })
    violations[0]!.message = 'changed'
    const again = await book.budgets.update(world.february.id, { amount: 7 }, { operationId: 'op' })
    expect(again).toEqual(first)
    expect(first.violations).toEqual([{ code: 'hm', message: 'Are you sure?' }])
    const { budgets, categories, settings } = await stored()
    expect(budgets.map(({ month, amount }) => [month, amount])).toEqual([
      ['2026-01', '100.00'],
      ['2026-02', '7.00'],
    ])
    expect([categories[0]!.id, settings.monthlyLimit]).toEqual([world.food.id, '1000.00'])
  })

  it('is not asked by anything but budgets', async () => {
    let asked = 0
    const { reopen } = await openTestBook(kind)
    for (const { method, input, prepare } of mutations.filter((one) => !asking.includes(one))) {
      const bookId = method
      const fresh = await reopen({ bookId })
      const inside = await fillBook(fresh)
      const refusing = await reopen({ bookId, allocationPolicy: policyOf(() => asked++) })
      await prepare?.(refusing)
      await callMethod(refusing, method, input(inside))
    }
    expect(asked).toBe(0)
  })

  it('may be a class with state of its own', async () => {
    class Quota implements AllocationPolicy {
      readonly name = 'quota'
      readonly needsIsolation = false
      readonly #most = '150.00'
      decide({ newTotal }: AllocationProposal) {
        const accepted = Number(newTotal) <= Number(this.#most)
        return { accepted, violations: accepted ? [] : [{ code: 'quota', message: this.#most }] }
      }
    }
    const { book } = await openTestBook(kind, { allocationPolicy: new Quota() })
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    await book.budgets.create({ categoryId, month: '2026-01', amount: 150 })
    const create = book.budgets.create({ categoryId, month: '2026-02', amount: 151 })
    expect(await failureOf(create)).toMatchObject({ code: 'allocation_rejected', message: '150.00' })
  })

  it('is named in errors as it was when the book was opened', async () => {
    const allocationPolicy = {
      name: 'first',
      needsIsolation: false,
      decide: () => {
        throw new Error('a bug')
      },
    }
    const { book } = await openTestBook(kind, { allocationPolicy })
    Object.defineProperty(allocationPolicy, 'name', {
      get: () => {
        throw new Error('gone')
      },
    })
    const details = { policy: 'first' }
    expect(await failureOf(book.budgets.preview('2026-02', []))).toMatchObject({ details })
    expect(await failureOf(book.budgets.allocate('2026-02', []))).toMatchObject({ details })
  })
})
