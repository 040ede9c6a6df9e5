import { describe, expect, it } from 'vitest'
import { expectInvalid, expectRefused } from '../../support/book/fixture.js'
import { amountsIn, openWithBudgets, plannedMonth } from '../../support/book/plans.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const month = plannedMonth

describe.each(storageKinds)('copy in $name', (kind) => {
  it('plans a month like another, metadata included, with ids and times of its own', async () => {
    const test = await openWithBudgets(kind)
    const { book, a, b } = test
    const { budgets, violations } = await book.budgets.copy({ from: month, to: '2026-03' })
    expect(violations).toEqual([])
    expect(budgets).toMatchObject([
      { categoryId: a, month: '2026-03', amount: '30.00', metadata: { kept: true } },
      { categoryId: b, month: '2026-03', amount: '50.00', metadata: {} },
    ])
    const originals = await book.budgets.list({ month })
    expect(await book.budgets.list({ month: '2026-03' })).toEqual(budgets)
    expect(new Set([...budgets, ...originals].map(({ id }) => id)).size).toBe(4)
    await book.budgets.update(budgets[0]!.id, { amount: 1 })
    expect(await book.budgets.list({ month })).toEqual(originals)
  })

  it('leaves out archived categories', async () => {
    const test = await openWithBudgets(kind)
    await test.book.categories.archive(test.a)
    await test.book.budgets.copy({ from: month, to: '2026-03' })
    expect(await amountsIn(test, '2026-03')).toEqual({ [test.b]: '50.00' })
  })

  it('refuses to overwrite, even itself', async () => {
    const test = await openWithBudgets(kind)
    const { book, c } = test
    const { budget } = await book.budgets.create({ categoryId: c, month: '2026-03', amount: 0 })
    const details = { month: '2026-03', categoryId: c, budgetId: budget.id }
    const copy = (from: string, to: string) => async () => book.budgets.copy({ from, to })
    await expectRefused(test, copy(month, '2026-03'), 'duplicate_budget', details)
    await expectRefused(test, copy(month, month), 'duplicate_budget', { month })
  })

  it('of a month without budgets gives none', async () => {
    const { book } = await openWithBudgets(kind)
    expect(await book.budgets.copy({ from: '2025-01', to: '2025-02' })).toEqual({
      budgets: [],
      violations: [],
    })
  })

  it('asks the policy about the whole month', async () => {
    const test = await openWithBudgets(kind)
    await test.book.settings.update({ monthlyLimit: '79.99' })
    const copy = async () => test.book.budgets.copy({ from: month, to: '2026-03' })
    const { details } = await expectRefused(test, copy, 'allocation_rejected', { month: '2026-03' })
    expect(details).toMatchObject({
      violations: [{ newTotal: '80.00', existingTotal: '0.00', overage: '0.01' }],
    })
  })

  it.each([
    [{ from: month }, 'required', ['to']],
    [{ from: 'x', to: month }, 'invalid_month', ['from']],
    [{ from: month, to: '2026-03', amount: 1 }, 'unknown_field', ['amount']],
    [month, 'invalid_type', []],
  ])('refuses %j', async (copy, code, path) => {
    const test = await openWithBudgets(kind)
    await expectInvalid(test, async () => test.book.budgets.copy(copy as never), code, path)
  })
})
