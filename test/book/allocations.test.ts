import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { enforcePolicy, isMonthlyLimitViolation, warnPolicy, type Allocation } from 'budgetbook'
import {
  expectInvalid,
  expectRefused,
  failureOf,
  openTestBook,
  type TestBook,
} from '../support/book-fixture.js'
import { storageKinds, type TestStorageKind } from '../support/book-storages.js'

const month = '2026-02'

/** A USD book with a limit of 100.00, the categories a, b and c, and 30.00 for a and 50.00 for b. */
async function openWithBudgets(
  kind: TestStorageKind,
  policy = enforcePolicy(),
): Promise<TestBook & { a: string; b: string; c: string }> {
  const test = await openTestBook(kind, { allocationPolicy: policy })
  const { book } = test
  await book.settings.update({ currency: 'USD', monthlyLimit: '100.00' })
  const [a, b, c] = [
    await book.categories.create({ name: 'a' }),
    await book.categories.create({ name: 'b' }),
    await book.categories.create({ name: 'c' }),
  ]
  await book.budgets.create({ categoryId: a.id, month, amount: 30, metadata: { kept: true } })
  await book.budgets.create({ categoryId: b.id, month, amount: 50 })
  return { ...test, a: a.id, b: b.id, c: c.id }
}

const amountsIn = async ({ book }: Pick<TestBook, 'book'>, of: string): Promise<Record<string, string>> =>
  Object.fromEntries((await book.budgets.list({ month: of })).map((one) => [one.categoryId, one.amount]))

describe.each(storageKinds)('allocate in $name', (kind) => {
  it('creates, changes and removes in one go, and leaves others untouched', async () => {
    const test = await openWithBudgets(kind)
    const { book, a, b, c } = test
    const { budgets, violations } = await book.budgets.allocate(month, [
      { categoryId: c, amount: 20 },
      { categoryId: a, amount: null },
    ])
    expect(budgets).toMatchObject([{ categoryId: c, month, amount: '20.00', metadata: {} }])
    expect(violations).toEqual([])
    expect(await amountsIn(test, month)).toEqual({ [b]: '50.00', [c]: '20.00' })
  })

  it('keeps id, metadata and time of creation of a budget that it changes', async () => {
    const { book, clock, a } = await openWithBudgets(kind)
    const [before] = await book.budgets.list({ categoryId: a })
    clock.set('2026-02-15T00:00:00.000Z')
    await book.budgets.allocate(month, [{ categoryId: a, amount: '31' }])
    expect(await book.budgets.list({ categoryId: a })).toEqual([
      { ...before, amount: '31.00', updatedAt: '2026-02-15T00:00:00.000Z' },
    ])
  })

  it('gives the budgets in the order of the request, unchanged ones too', async () => {
    const { book, a, b, c } = await openWithBudgets(kind)
    const { budgets } = await book.budgets.allocate(month, [
      { categoryId: c, amount: 1 },
      { categoryId: b, amount: '50.00' },
      { categoryId: a, amount: 2 },
    ])
    expect(budgets.map(({ categoryId, amount }) => [categoryId, amount])).toEqual([
      [c, '1.00'],
      [b, '50.00'],
      [a, '2.00'],
    ])
  })

  it('moves money between categories of a month that is full', async () => {
    const test = await openWithBudgets(kind)
    const { book, a, b, c } = test
    await book.budgets.allocate(month, [{ categoryId: c, amount: 20 }])
    await book.budgets.allocate(month, [
      { categoryId: a, amount: 80 },
      { categoryId: b, amount: 0 },
    ])
    expect(await amountsIn(test, month)).toEqual({ [a]: '80.00', [b]: '0.00', [c]: '20.00' })
  })

  it('does nothing for an empty list, or for removing what is not there', async () => {
    const { book, c, stored } = await openWithBudgets(kind)
    const before = await stored()
    const nothing = { budgets: [], violations: [] }
    expect(await book.budgets.allocate(month, [])).toEqual(nothing)
    expect(await book.budgets.allocate(month, [{ categoryId: c, amount: null }])).toEqual(nothing)
    expect(await stored()).toEqual(before)
  })

  it('does all of it or none', async () => {
    const test = await openWithBudgets(kind)
    const { book, a, b } = test
    const first = { categoryId: a, amount: 1 }
    const allocate = (second: unknown) => async () =>
      book.budgets.allocate(month, [first, second as Allocation])
    await expectRefused(test, allocate({ categoryId: 'nobody', amount: 1 }), 'not_found')
    await expectRefused(test, allocate({ categoryId: 'nobody', amount: null }), 'not_found')
    await expectRefused(test, allocate({ categoryId: b, amount: 100 }), 'allocation_rejected')
    await expectInvalid(test, allocate({ categoryId: b, amount: -1 }), 'negative_amount', [1, 'amount'])
    await expectInvalid(test, allocate({ categoryId: a, amount: 2 }), 'duplicate', [1, 'categoryId'])
    await expectInvalid(test, allocate({ categoryId: b }), 'required', [1, 'amount'])
    await expectInvalid(test, allocate({ categoryId: b, amount: 1, note: '' }), 'unknown_field', [1, 'note'])
    await expectInvalid(test, allocate(null), 'invalid_type', [1])
  })

  it('refuses new budgets of an archived category, and changes and removes those it has', async () => {
    const test = await openWithBudgets(kind)
    const { book, a, b, c } = test
    for (const id of [a, b, c]) await book.categories.archive(id)
    const create = async () => book.budgets.allocate(month, [{ categoryId: c, amount: 1 }])
    await expectRefused(test, create, 'category_archived', { categoryId: c })
    await book.budgets.allocate(month, [
      { categoryId: a, amount: 1 },
      { categoryId: b, amount: null },
      { categoryId: c, amount: null },
    ])
    expect(await amountsIn(test, month)).toEqual({ [a]: '1.00' })
  })

  it.each([
    ['2026-02-01', [], 'invalid_month', []],
    [month, {}, 'invalid_type', []],
    [month, undefined, 'invalid_type', []],
  ])('refuses %j with %j', async (of, allocations, code, path) => {
    const test = await openWithBudgets(kind)
    const call = async () => test.book.budgets.allocate(of, allocations as never)
    await expectInvalid(test, call, code, path)
  })
})

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
    await expectInvalid(test, preview([{ categoryId: c, amount: 'x' }]), 'invalid_amount', [0, 'amount'])
    await book.categories.archive(c)
    await expectRefused(test, preview([{ categoryId: c, amount: 1 }]), 'category_archived')
    await book.closeMonth(month)
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
