import { describe, expect, it } from 'vitest'
import type { AllocationDecision, AllocationPolicy, AllocationProposal } from 'budgetbook'
import { openTestBook } from '../support/book/fixture.js'
import { storageKinds } from '../support/storages/book-storages.js'
import { deepFreeze } from '../support/deep-freeze.js'

const accept: AllocationDecision = { accepted: true, violations: [] }

/** A policy that accepts everything, and remembers what it was asked. */
function recording() {
  const asked: AllocationProposal[] = []
  const decide = (proposal: AllocationProposal) => {
    asked.push(proposal)
    return accept
  }
  return { asked, policy: { name: 'own', needsIsolation: false, decide } satisfies AllocationPolicy }
}

describe.each(storageKinds)('a policy in a book over $name', (kind) => {
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
})
