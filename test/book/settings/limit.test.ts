import { describe, expect, it } from 'vitest'
import { enforcePolicy, warnPolicy } from 'budgetbook'
import { expectRefused, openTestBook } from '../../support/book/fixture.js'
import { amountsIn, openWithBudgets, plannedMonth } from '../../support/book/plans.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const month = plannedMonth

describe.each(storageKinds)('the limit in $name', (kind) => {
  it('is inclusive under enforce, and a refusal names the most that is accepted', async () => {
    const test = await openWithBudgets(kind)
    const { book, c } = test
    const create = (amount: string) => async () => book.budgets.create({ categoryId: c, month, amount })
    const error = await expectRefused(test, create('20.01'), 'allocation_rejected', {
      policy: 'enforce',
      month,
      violations: [{ largestAccepted: '20.00' }],
    })
    expect(error.message).toBe('Total budgets (100.01) exceed your monthly limit (100.00)')
    expect(await create('20.00')()).toMatchObject({ budget: { amount: '20.00' }, violations: [] })
  })

  it('of zero allows budgets of zero and nothing else', async () => {
    const test = await openTestBook(kind, { allocationPolicy: enforcePolicy() })
    await test.book.settings.update({ monthlyLimit: 0 })
    const { id: categoryId } = await test.book.categories.create({ name: 'a' })
    const create = async (amount: string) => test.book.budgets.create({ categoryId, month, amount })
    await expectRefused(test, async () => create('0.01'), 'allocation_rejected')
    expect(await create('0')).toMatchObject({ violations: [] })
  })

  it('may be lowered at any time, and the month brought down step by step', async () => {
    const test = await openWithBudgets(kind)
    const { book, a, b, c } = test
    await book.settings.update({ monthlyLimit: '40.00' })
    expect((await book.utilization(month)).compliance).toMatchObject({
      exceedsLimit: true,
      overage: '40.00',
      message: 'Combined category budgets (80.00) exceed monthly limit (40.00) by 40.00',
    })
    await expectRefused(
      test,
      async () => book.budgets.create({ categoryId: c, month, amount: '0.01' }),
      'allocation_rejected',
    )
    const [budgetOfA] = await book.budgets.list({ categoryId: a })
    const [budgetOfB] = await book.budgets.list({ categoryId: b })
    await expectRefused(
      test,
      async () => book.budgets.update(budgetOfA!.id, { amount: '30.01' }),
      'allocation_rejected',
      { violations: [{ largestAccepted: '30.00' }] },
    )
    expect(await book.budgets.update(budgetOfB!.id, { amount: '49.99' })).toMatchObject({ violations: [] })
    await book.budgets.remove(budgetOfA!.id)
    await expectRefused(
      test,
      async () => book.budgets.update(budgetOfB!.id, { amount: 50 }),
      'allocation_rejected',
    )
  })

  it('under warn lets everything through, and says what enforce would refuse', async () => {
    const { book, c } = await openWithBudgets(kind, warnPolicy())
    const { budget, violations } = await book.budgets.create({ categoryId: c, month, amount: 30 })
    expect(budget.amount).toBe('30.00')
    expect(violations).toMatchObject([{ code: 'monthly_limit_exceeded', overage: '10.00' }])
    expect((await book.budgets.update(budget.id, { amount: 29 })).violations).toEqual([])
    expect((await book.budgets.update(budget.id, { amount: 31 })).violations).toHaveLength(1)
  })

  it('counts for each month on its own', async () => {
    const test = await openWithBudgets(kind)
    await test.book.budgets.create({ categoryId: test.c, month: '2026-03', amount: 100 })
    expect(await amountsIn(test, '2026-03')).toEqual({ [test.c]: '100.00' })
  })
})
