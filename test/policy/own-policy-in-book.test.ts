import { describe, expect, it } from 'vitest'
import {
  openBudgetBook,
  type AllocationDecision,
  type AllocationPolicy,
  type AllocationProposal,
} from 'budgetbook'
import { expectRefused, openTestBook } from '../support/book-fixture.js'
import { storageKinds } from '../support/book-storages.js'
import { deepFreeze } from '../support/deep-freeze.js'

const accept: AllocationDecision = { accepted: true, violations: [] }

/** A policy that remembers what it was asked, and decides what `answer` says. */
function recording(answer: (proposal: AllocationProposal) => unknown = () => accept) {
  const asked: AllocationProposal[] = []
  const decide = (proposal: AllocationProposal) => {
    asked.push(proposal)
    return answer(proposal) as AllocationDecision
  }
  return { asked, policy: { name: 'own', needsIsolation: false, decide } satisfies AllocationPolicy }
}

describe.each(storageKinds)('a policy of your own, in a book over $name', (kind) => {
  it('is shown the month with all categories, changed or not, archived ones too', async () => {
    const { asked, policy } = recording()
    const { book, clock } = await openTestBook(kind, { allocationPolicy: policy, timeZone: 'Asia/Kolkata' })
    // In Kolkata it is the next day already.
    clock.set('2026-02-27T18:30:00.000Z')
    await book.settings.update({ currency: 'USD', monthlyLimit: '5000', monthStartDay: 25 })
    const { id: travel } = await book.categories.create({ name: 'Travel' })
    const { id: old } = await book.categories.create({ name: 'Old' })
    const { id: gifts } = await book.categories.create({ name: 'Gifts' })
    await book.budgets.create({ categoryId: old, month: '2026-02', amount: '10.50' })
    await book.budgets.create({ categoryId: gifts, month: '2026-03', amount: '999' })
    await book.categories.archive(old)
    await book.expenses.recordMany([
      { categoryId: gifts, amount: '8', date: '2026-02-25' },
      { categoryId: gifts, amount: '-0.5', date: '2026-03-24' },
      { categoryId: gifts, amount: '100', date: '2026-03-25' },
      { categoryId: travel, amount: '100', date: '2026-02-24' },
    ])
    asked.length = 0
    await book.budgets.preview('2026-02', [{ categoryId: travel, amount: 20 }])
    await book.budgets.create({ categoryId: travel, month: '2026-02', amount: 20 })
    const before = { month: '2026-02', today: '2026-02-28', currency: 'USD', monthlyLimit: '5000.00' }
    const proposal = {
      ...before,
      existingTotal: '10.50',
      newTotal: '30.50',
      categories: [
        { categoryId: travel, name: 'Travel', before: null, after: '20.00', spent: '0.00' },
        { categoryId: old, name: 'Old', before: '10.50', after: '10.50', spent: '0.00' },
        { categoryId: gifts, name: 'Gifts', before: null, after: null, spent: '7.50' },
      ],
    }
    expect(asked).toEqual([proposal, proposal])
  })

  it('is asked whatever changes a budget: also where one is changed, removed or copied', async () => {
    const { asked, policy } = recording()
    const { book } = await openTestBook(kind, { allocationPolicy: policy })
    const { id: travel } = await book.categories.create({ name: 'Travel' })
    const { id: gifts } = await book.categories.create({ name: 'Gifts' })
    const { budget } = await book.budgets.create({ categoryId: travel, month: '2026-02', amount: 20 })
    await book.budgets.update(budget.id, { amount: '25' })
    await book.budgets.allocate('2026-02', [
      { categoryId: gifts, amount: 5 },
      { categoryId: travel, amount: 30 },
    ])
    await book.budgets.copy({ from: '2026-02', to: '2026-03' })
    await book.budgets.remove(budget.id)
    const seen = asked.map(({ month, existingTotal, newTotal, categories }) => {
      const changes = categories.map(({ before, after }) => `${before} -> ${after}`)
      return [month, existingTotal, newTotal, ...changes]
    })
    expect(seen).toEqual([
      ['2026-02', '0.00', '20.00', 'null -> 20.00', 'null -> null'],
      ['2026-02', '20.00', '25.00', '20.00 -> 25.00', 'null -> null'],
      ['2026-02', '25.00', '35.00', '25.00 -> 30.00', 'null -> 5.00'],
      ['2026-03', '0.00', '35.00', 'null -> 30.00', 'null -> 5.00'],
      ['2026-02', '35.00', '5.00', '30.00 -> null', '5.00 -> 5.00'],
    ])
  })

  it('has the last word: what it refuses is not written, and its violations are told', async () => {
    const violations = [
      {
        code: 'not_even',
        message: 'Amounts are even',
        categoryIds: ['id-1'],
        details: { step: 10 },
        rule: 7,
      },
      { code: 'too_early', message: 'Not before spring' },
    ]
    const { policy } = recording(() => ({ accepted: false, violations }))
    const test = await openTestBook(kind, { allocationPolicy: policy })
    const { id: categoryId } = await test.book.categories.create({ name: 'Travel' })
    const allocation = { categoryId, amount: 7 }
    expect(await test.book.budgets.preview('2026-02', [allocation])).toEqual({ accepted: false, violations })
    const error = await expectRefused(
      test,
      () => test.book.budgets.create({ ...allocation, month: '2026-02' }),
      'allocation_rejected',
    )
    expect(error.details).toEqual({ policy: 'own', month: '2026-02', violations })
    expect(error.message).toBe('Amounts are even')
  })

  it('may refuse without a word', async () => {
    const { policy } = recording(() => ({ accepted: false, violations: [] }))
    const test = await openTestBook(kind, { allocationPolicy: policy })
    const { id: categoryId } = await test.book.categories.create({ name: 'Travel' })
    const error = await expectRefused(
      test,
      () => test.book.budgets.allocate('2026-02', [{ categoryId, amount: 1 }]),
      'allocation_rejected',
      { violations: [] },
    )
    expect(error.message).toBe('The policy own refused')
  })

  it('may accept and warn', async () => {
    const violations = [{ code: 'round', message: 'Round numbers please' }]
    const { policy } = recording(() => ({ accepted: true, violations }))
    const { book } = await openTestBook(kind, { allocationPolicy: policy })
    const { id: categoryId } = await book.categories.create({ name: 'Travel' })
    const made = await book.budgets.create({ categoryId, month: '2026-02', amount: 7 })
    expect(made.violations).toEqual(violations)
    expect(await book.budgets.get(made.budget.id)).toEqual(made.budget)
  })

  it.each<[string, () => unknown, string]>([
    [
      'throws',
      () => {
        throw new RangeError('broken')
      },
      'threw',
    ],
    ['returns a Promise', async () => accept, 'promise'],
    ['returns a Promise that rejects', async () => Promise.reject(new Error('later')), 'promise'],
    ['returns nothing', () => undefined, 'not_a_decision'],
    ['returns what JSON cannot carry', () => ({ accepted: true, violations: [{ n: 1n }] }), 'not_a_decision'],
  ])('fails the call and writes nothing where it %s', async (_, answer, reason) => {
    const { policy } = recording(answer)
    const test = await openTestBook(kind, { allocationPolicy: policy })
    const { id: categoryId } = await test.book.categories.create({ name: 'Travel' })
    const allocation = { categoryId, amount: 7 }
    const calls = [
      () => test.book.budgets.create({ ...allocation, month: '2026-02' }),
      () => test.book.budgets.allocate('2026-02', [allocation]),
      () => test.book.budgets.preview('2026-02', [allocation]),
    ]
    for (const call of calls) await expectRefused(test, call, 'policy_failed', { policy: 'own', reason })
  })

  it('cannot change the book through what it is shown, nor later through what it returned', async () => {
    const kept = [{ code: 'round', message: 'Round numbers please' }]
    const { policy } = recording((proposal) => {
      const open = proposal as unknown as {
        newTotal: string
        categories: { after: string | null; name: string }[]
      }
      for (const category of open.categories) Object.assign(category, { after: '0.01', name: 'Mine' })
      open.newTotal = '0.01'
      open.categories.length = 0
      return { accepted: true, violations: kept }
    })
    const { book } = await openTestBook(kind, { allocationPolicy: policy })
    const { id: categoryId } = await book.categories.create({ name: 'Travel' })
    const options = { operationId: 'once' }
    const request = { categoryId, month: '2026-02', amount: 7 }
    const first = await book.budgets.create(request, options)
    kept[0]!.message = 'Other words'
    kept.length = 0
    const again = await book.budgets.create(request, options)
    expect(first).toEqual(again)
    expect(first.violations).toEqual([{ code: 'round', message: 'Round numbers please' }])
    expect(first.budget.amount).toBe('7.00')
    expect((await book.categories.get(categoryId)).name).toBe('Travel')
  })

  it('is itself never changed', async () => {
    const policy = deepFreeze<AllocationPolicy>({
      name: 'own',
      needsIsolation: false,
      decide: () => deepFreeze(accept),
    })
    const { book } = await openTestBook(kind, { allocationPolicy: policy })
    const { id: categoryId } = await book.categories.create({ name: 'Travel' })
    const { violations } = await book.budgets.create({ categoryId, month: '2026-02', amount: 7 })
    expect(violations).toEqual([])
  })

  it('runs only where the storage keeps writers apart, if it says that it needs that', async () => {
    const policy = { ...recording().policy, needsIsolation: true }
    const storage = kind.create().connect()
    const { reach, isolation } = await storage.open()
    const opening = openBudgetBook({ storage, allocationPolicy: policy })
    if (reach === isolation) await expect(opening).resolves.toBeDefined()
    else {
      await expect(opening).rejects.toMatchObject({
        code: 'isolation_insufficient',
        details: { policy: 'own', reach, isolation },
      })
    }
  })
})
