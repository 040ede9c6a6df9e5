import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, eachMonth, openBudgetBook, warnPolicy } from 'budgetbook'
import { expectInvalid, expectRefused, failureOf } from '../../support/book/fixture.js'
import { amountsIn, openWithBudgets, plannedMonth } from '../../support/book/plans.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const from = plannedMonth

describe.each(storageKinds)('a copy in $name', (kind) => {
  it('that fills leaves the budgets that are there', async () => {
    const test = await openWithBudgets(kind)
    const { book, a, b } = test
    await book.budgets.create({ categoryId: b, month: '2026-03', amount: 7 })
    const { budgets } = await book.budgets.copy({ from, to: '2026-03', mode: 'fill' })
    expect(budgets.map(({ categoryId }) => categoryId)).toEqual([a])
    expect(await amountsIn(test, '2026-03')).toEqual({ [a]: '30.00', [b]: '7.00' })
    expect(await book.budgets.copy({ from, to: '2026-03', mode: 'fill' })).toEqual({
      budgets: [],
      violations: [],
    })
  })

  it('that replaces makes the budgets those of the month that it copies', async () => {
    const test = await openWithBudgets(kind)
    const { book, a, b, c } = test
    const old = await book.budgets.create({ categoryId: b, month: '2026-03', amount: 7 })
    await book.budgets.create({ categoryId: c, month: '2026-03', amount: 8 })
    const { budgets } = await book.budgets.copy({ from, to: '2026-03', mode: 'replace' })
    expect(await amountsIn(test, '2026-03')).toEqual({ [a]: '30.00', [b]: '50.00' })
    expect(budgets.map(({ id }) => id)).toContain(old.budget.id)
  })

  it('that replaces leaves the budgets of archived categories alone', async () => {
    const test = await openWithBudgets(kind)
    const { book, a, b, c } = test
    await book.budgets.create({ categoryId: c, month: '2026-03', amount: 8 })
    await book.budgets.create({ categoryId: a, month: '2026-03', amount: 9 })
    await book.categories.archive(c)
    await book.categories.archive(a)
    await book.budgets.copy({ from, to: '2026-03', mode: 'replace' })
    expect(await amountsIn(test, '2026-03')).toEqual({ [a]: '9.00', [b]: '50.00', [c]: '8.00' })
  })

  it('to many months is one commit: all of them or none', async () => {
    const test = await openWithBudgets(kind)
    const { book, a, b, c } = test
    const plan = { [a]: '30.00', [b]: '50.00' }
    const version = book.version()
    const { budgets } = await book.budgets.copy({ from, to: ['2026-04', '2026-03'] })
    expect(book.version()).toBe(version + 1)
    expect(budgets.map(({ month }) => month)).toEqual(['2026-04', '2026-04', '2026-03', '2026-03'])
    expect(new Set(budgets.map(({ id }) => id)).size).toBe(4)
    for (const month of ['2026-03', '2026-04']) expect(await amountsIn(test, month)).toEqual(plan)
    await book.budgets.create({ categoryId: c, month: '2026-06', amount: 1 })
    const copy = async () => book.budgets.copy({ from, to: ['2026-05', '2026-06'] })
    await expectRefused(test, copy, 'duplicate_budget', { month: '2026-06', categoryId: c })
    expect(
      (await failureOf(book.budgets.copy({ from, to: ['2026-04', '2026-05', '2026-06'] }))).message,
    ).toBe(
      "There already are budgets in 2026-04, 2026-06. Pass the mode 'fill' or 'replace', or change them with budgets.update or budgets.allocate",
    )
    for (const month of ['2026-07', '2026-09']) await book.months.close(month)
    const closed = async () =>
      book.budgets.copy({ from, to: ['2026-09', '2026-08', '2026-07'], mode: 'fill' })
    await expectRefused(test, closed, 'month_closed', { months: ['2026-09', '2026-07'] })
    expect(await book.budgets.copy({ from, to: [] })).toEqual({ budgets: [], violations: [] })
  })

  it('to the month itself changes nothing, if it fills or replaces', async () => {
    const test = await openWithBudgets(kind)
    const before = await test.stored()
    for (const mode of ['fill', 'replace'] as const) await test.book.budgets.copy({ from, to: [from], mode })
    expect(await test.stored()).toEqual(before)
  })

  it('asks the policy for each month, and names the month of a violation', async () => {
    const test = await openWithBudgets(kind)
    const { book } = test
    await book.settings.update({ monthlyLimit: '79.99' })
    const months = ['2026-03', '2026-04']
    const copy = async () => book.budgets.copy({ from, to: months })
    await expectRefused(test, copy, 'allocation_rejected', { month: '2026-03' })
    const lenient = await test.reopen({ allocationPolicy: warnPolicy() })
    const first = await lenient.budgets.copy({ from, to: months }, { operationId: 'copy' })
    expect(first.violations).toMatchObject([{ month: '2026-03' }, { month: '2026-04' }])
    expect(await lenient.budgets.copy({ from, to: months }, { operationId: 'copy' })).toEqual(first)
    const [only] = (await lenient.budgets.copy({ from, to: ['2026-05'] })).violations
    expect(only).toBeDefined()
    expect(only).not.toHaveProperty('month')
  })

  it('is one request, whether one month is a text or a list', async () => {
    const { book } = await openWithBudgets(kind)
    const first = await book.budgets.copy({ from, to: '2026-03' }, { operationId: 'o' })
    expect(await book.budgets.copy({ from, to: ['2026-03'], mode: 'refuse' }, { operationId: 'o' })).toEqual(
      first,
    )
  })

  it('refuses invalid months, the same month twice, too many months, and another mode', async () => {
    const test = await openWithBudgets(kind)
    const copy = (input: object) => async () => test.book.budgets.copy({ from, ...input } as never)
    await expectInvalid(test, copy({}), 'required', ['to'])
    await expectInvalid(test, copy({ to: '2026-13' }), 'invalid_month', ['to'])
    await expectInvalid(test, copy({ to: ['2026-03', 7] }), 'invalid_type', ['to', 1])
    await expectInvalid(test, copy({ to: ['2026-03', '2026-03'] }), 'duplicate', ['to', 1])
    await expectInvalid(test, copy({ to: Array(1_201).fill('2026-03') }), 'too_big', ['to'])
    await expectInvalid(test, copy({ to: '2026-03', mode: 'merge' }), 'invalid_value', ['mode'])
  })
})

it('a copy changes at most 20,000 budgets, and counts only those that it changes', async () => {
  const book = await openBudgetBook({ storage: createMemoryAdapter() })
  const allocations = []
  for (let count = 0; count < 20; count++)
    allocations.push({ categoryId: (await book.categories.create({ name: `${count}` })).id, amount: '1.00' })
  await book.budgets.allocate('2026-01', allocations)
  const months = eachMonth('2026-02', '2109-06')
  expect(months).toHaveLength(1_001)
  await expect(book.budgets.copy({ from: '2026-01', to: months })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { issues: [{ code: 'too_big', path: ['to'], params: { maximum: 20_000 } }] },
  })
  expect(await book.budgets.list()).toHaveLength(20)
  const copied = await book.budgets.copy({ from: '2026-01', to: months.slice(1) })
  expect(copied.budgets).toHaveLength(20_000)
  const filled = await book.budgets.copy({ from: '2026-01', to: months, mode: 'fill' })
  expect(filled.budgets).toHaveLength(20)
})
