import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { enforcePolicy, isMonthlyLimitViolation, warnPolicy, type Allocation } from 'budgetbook'
import { expectInvalid, expectRefused, failureOf } from '../../support/book/fixture.js'
import { openWithBudgets, plannedMonth } from '../../support/book/plans.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const month = plannedMonth

describe.each(storageKinds)('preview in $name', (kind) => {
  it('gives the verdict with its violations, and writes nothing', async () => {
    const { book, stored, a, b } = await openWithBudgets(kind)
    const before = await stored()
    expect(await book.budgets.preview(month, [{ categoryId: a, amount: 50 }])).toEqual({
      accepted: true,
      violations: [],
    })
    expect(await book.budgets.preview(month, [{ categoryId: a, amount: '50.01' }])).toEqual({
      accepted: false,
      violations: [
        {
          code: 'monthly_limit_exceeded',
          message: 'Total budgets (100.01) exceed your monthly limit (100.00)',
          categoryIds: [a],
          existingTotal: '80.00',
          newTotal: '100.01',
          monthlyLimit: '100.00',
          overage: '0.01',
          largestAccepted: '50.00',
        },
      ],
    })
    const { violations } = await book.budgets.preview(month, [
      { categoryId: a, amount: 90 },
      { categoryId: b, amount: 60 },
    ])
    expect(violations).toMatchObject([{ categoryIds: [a, b], largestAccepted: null, overage: '50.00' }])
    expect(await stored()).toEqual(before)
  })

  it('is refused for the same reasons as the write, but for the policy', async () => {
    const test = await openWithBudgets(kind)
    const { book, c } = test
    const preview = (allocations: readonly Allocation[]) => async () =>
      book.budgets.preview(month, allocations)
    await expectRefused(test, preview([{ categoryId: 'nobody', amount: 1 }]), 'not_found')
    await expectInvalid(test, preview([{ categoryId: c, amount: 'x' }]), 'invalid_amount', [
      'allocations',
      0,
      'amount',
    ])
    await book.categories.archive(c)
    await expectRefused(test, preview([{ categoryId: c, amount: 1 }]), 'category_archived')
    await book.months.close(month)
    await expectRefused(test, preview([]), 'month_closed', { months: [month] })
  })

  it.each([warnPolicy, enforcePolicy])('says exactly what the write then says (%o)', async (policyOf) => {
    const allocation = fc.record({
      category: fc.constantFrom('a', 'b', 'c'),
      amount: fc.oneof(fc.constant(null), fc.constantFrom('0', '20.00', '20.01', '50', '99.99', '100.01')),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(allocation, { selector: ({ category }) => category }),
        fc.constantFrom(null, '0', '79.99', '80.00', '100.00', '150'),
        async (allocations, monthlyLimit) => {
          const test = await openWithBudgets(kind, policyOf())
          const { book } = test
          await book.settings.update({ monthlyLimit })
          const request = allocations.map(({ category, amount }) => ({ categoryId: test[category], amount }))
          const verdict = await book.budgets.preview(month, request)
          const write = book.budgets.allocate(month, request)
          if (verdict.accepted) {
            expect((await write).violations).toEqual(verdict.violations)
            expect(verdict.violations.every(isMonthlyLimitViolation)).toBe(true)
          } else {
            expect(await failureOf(write)).toMatchObject({
              code: 'allocation_rejected',
              details: { policy: policyOf().name, month, violations: verdict.violations },
            })
          }
        },
      ),
      { numRuns: 100 },
    )
  })
})
