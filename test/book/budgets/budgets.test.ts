import { describe, expect, it } from 'vitest'
import { isBudgetBookError, type BudgetPatch, type NewBudget } from 'budgetbook'
import { expectInvalid, failureOf, expectRefused, startOfClock } from '../../support/book/fixture.js'
import { openWithCategories } from '../../support/book/plans.js'
import { storageKinds } from '../../support/storages/book-storages.js'

describe.each(storageKinds)('a budget in $name', (kind) => {
  it('is created with what was given, and found again', async () => {
    const { book, food } = await openWithCategories(kind)
    const { budget, violations } = await book.budgets.create({
      categoryId: food,
      month: '2026-02',
      amount: 12.5,
      metadata: { note: 'x' },
    })
    expect(violations).toEqual([])
    expect(budget).toEqual({
      id: 'id-3',
      categoryId: food,
      month: '2026-02',
      amount: '12.50',
      metadata: { note: 'x' },
      createdAt: startOfClock,
      updatedAt: startOfClock,
    })
    expect(await book.budgets.get('id-3')).toEqual(budget)
  })

  it('may be zero, which says: spend nothing here', async () => {
    const { book, food } = await openWithCategories(kind)
    const { budget } = await book.budgets.create({ categoryId: food, month: '2026-02', amount: '0' })
    expect(budget.amount).toBe('0.00')
  })

  it('is the only one of its category in its month', async () => {
    const test = await openWithCategories(kind)
    const { book, food, travel } = test
    const { budget } = await book.budgets.create({ categoryId: food, month: '2026-02', amount: 1 })
    const again = async () => book.budgets.create({ categoryId: food, month: '2026-02', amount: 2 })
    const details = { month: '2026-02', categoryId: food, budgetId: budget.id }
    await expectRefused(test, again, 'duplicate_budget', details)
    await book.budgets.create({ categoryId: travel, month: '2026-02', amount: 2 })
    await book.budgets.create({ categoryId: food, month: '2026-03', amount: 2 })
    await book.budgets.remove(budget.id)
    expect(await again()).toMatchObject({ budget: { amount: '2.00' } })
  })

  it('needs a category that is there and not archived', async () => {
    const test = await openWithCategories(kind)
    const { book, food } = test
    const create = async (categoryId: string) =>
      book.budgets.create({ categoryId, month: '2026-02', amount: 1 })
    await expectRefused(test, async () => create('nobody'), 'not_found', { type: 'category', id: 'nobody' })
    await book.categories.archive(food)
    const details = { categoryId: food, name: 'Food' }
    await expectRefused(test, async () => create(food), 'category_archived', details)
    await book.categories.restore(food)
    expect(await create(food)).toMatchObject({ budget: { amount: '1.00' } })
  })

  it.each([
    [{ month: '2026-13' }, 'invalid_month', ['month']],
    [{ month: '2026-1' }, 'invalid_month', ['month']],
    [{ month: undefined }, 'required', ['month']],
    [{ amount: '-0.01' }, 'negative_amount', ['amount']],
    [{ amount: '10.005' }, 'too_many_decimals', ['amount']],
    [{ amount: 0.1 + 0.2 }, 'too_many_decimals', ['amount']],
    [{ amount: '1,000' }, 'invalid_amount', ['amount']],
    [{ amount: Number.NaN }, 'invalid_amount', ['amount']],
    [{ amount: '1234567890123456' }, 'too_many_digits', ['amount']],
    [{ amount: null }, 'invalid_type', ['amount']],
    [{ amount: undefined }, 'required', ['amount']],
    [{ categoryId: '' }, 'too_short', ['categoryId']],
    [{ categoryId: undefined }, 'required', ['categoryId']],
    [{ metadata: 'x' }, 'invalid_type', ['metadata']],
    [{ id: 'mine' }, 'unknown_field', ['id']],
  ])('is not created with %j', async (wrong, code, path) => {
    const test = await openWithCategories(kind)
    const budget = { categoryId: test.food, month: '2026-02', amount: 1, ...wrong } as NewBudget
    await expectInvalid(test, async () => test.book.budgets.create(budget), code, path)
  })

  it('says all that is wrong with it at once', async () => {
    const test = await openWithCategories(kind)
    const create = async () => test.book.budgets.create({ categoryId: '', month: 'x', amount: true } as never)
    const error = await expectRefused(test, create, 'invalid_input')
    const issues = isBudgetBookError(error, 'invalid_input') ? error.details.issues : []
    expect(issues.map(({ path }) => path.join('.')).sort()).toEqual(['amount', 'categoryId', 'month'])
  })

  it('changes amount and metadata, each on its own, and nothing else', async () => {
    const { book, clock, food } = await openWithCategories(kind)
    const { budget } = await book.budgets.create({
      categoryId: food,
      month: '2026-02',
      amount: 1,
      metadata: { a: 1 },
    })
    clock.set('2026-02-15T00:00:00.000Z')
    const raised = { ...budget, amount: '2.00', updatedAt: '2026-02-15T00:00:00.000Z' }
    expect(await book.budgets.update(budget.id, { amount: 2 })).toEqual({ budget: raised, violations: [] })
    const noted = { ...raised, metadata: { b: 2 } }
    expect((await book.budgets.update(budget.id, { metadata: { b: 2 } })).budget).toEqual(noted)
    clock.set('2026-02-16T00:00:00.000Z')
    expect((await book.budgets.update(budget.id, {})).budget).toEqual(noted)
    expect(await book.budgets.get(budget.id)).toEqual(noted)
  })

  it.each([
    [{ month: '2026-03' }, 'unknown_field', ['month']],
    [{ categoryId: 'id-2' }, 'unknown_field', ['categoryId']],
    [{ amount: null }, 'invalid_type', ['amount']],
    [{ amount: '-1' }, 'negative_amount', ['amount']],
    [{ metadata: null }, 'invalid_type', ['metadata']],
    [undefined, 'invalid_type', []],
  ])('is not changed by %j', async (patch, code, path) => {
    const test = await openWithCategories(kind)
    const { budget } = await test.book.budgets.create({
      categoryId: test.food,
      month: '2026-02',
      amount: 1,
    })
    const update = async () => test.book.budgets.update(budget.id, patch as BudgetPatch)
    await expectInvalid(test, update, code, path)
  })

  it('of an archived category can still be changed and removed', async () => {
    const { book, food } = await openWithCategories(kind)
    const { budget } = await book.budgets.create({ categoryId: food, month: '2026-02', amount: 1 })
    await book.categories.archive(food)
    expect((await book.budgets.update(budget.id, { amount: 2 })).budget.amount).toBe('2.00')
    await expect(book.budgets.remove(budget.id)).resolves.toBeUndefined()
    expect(await book.budgets.list()).toEqual([])
  })

  it('is removed, and the expenses of its category stay', async () => {
    const { book, food } = await openWithCategories(kind)
    const { budget } = await book.budgets.create({ categoryId: food, month: '2026-02', amount: 1 })
    await book.expenses.record({ categoryId: food, amount: 5 })
    await book.budgets.remove(budget.id)
    expect((await book.utilization('2026-02')).summary).toMatchObject({
      totalBudget: '0.00',
      unbudgetedSpent: '5.00',
    })
  })

  it('answers not_found for an id that the book does not have', async () => {
    const test = await openWithCategories(kind)
    const { budgets } = test.book
    const details = { type: 'budget', id: 'nobody' }
    for (const call of [
      async () => budgets.get('nobody'),
      async () => budgets.update('nobody', { amount: 1 }),
      async () => budgets.remove('nobody'),
    ]) {
      await expectRefused(test, call, 'not_found', details)
    }
  })
})

describe.each(storageKinds)('the list of budgets in $name', (kind) => {
  it('has the newest month first, each in the order of creation, and filters that intersect', async () => {
    const { book, food, travel } = await openWithCategories(kind)
    for (const [month, categoryId] of [
      ['2026-01', travel],
      ['2026-02', travel],
      ['2026-02', food],
      ['2025-12', food],
    ] as const) {
      await book.budgets.create({ categoryId, month, amount: 1 })
    }
    const listed = async (filter?: object) =>
      (await book.budgets.list(filter)).map(({ month, categoryId }) => [month, categoryId])
    const all = [
      ['2026-02', travel],
      ['2026-02', food],
      ['2026-01', travel],
      ['2025-12', food],
    ]
    expect(await listed()).toEqual(all)
    expect(await listed({})).toEqual(all)
    expect(await listed({ month: '2026-02' })).toEqual(all.slice(0, 2))
    expect(await listed({ categoryId: food })).toEqual([all[1], all[3]])
    expect(await listed({ month: '2026-01', categoryId: food })).toEqual([])
    expect(await listed({ categoryId: 'nobody' })).toEqual([])
  })

  it('comes with its sum at the scale of the currency, and refuses a category that is not there', async () => {
    const { book, food, travel } = await openWithCategories(kind)
    await book.budgets.create({ categoryId: food, month: '2026-01', amount: '0.10' })
    await book.budgets.create({ categoryId: food, month: '2026-02', amount: '0.20' })
    await book.budgets.create({ categoryId: travel, month: '2026-02', amount: '0.30' })
    for (const [filter, total] of [
      [undefined, '0.60'],
      [{ month: '2026-02' }, '0.50'],
      [{ categoryId: food }, '0.30'],
      [{ month: '2026-01', categoryId: travel }, '0.00'],
    ] as const) {
      const budgets = await book.budgets.list(filter)
      expect(await book.budgets.listWithTotal(filter)).toEqual({ budgets, total })
    }
    expect(await failureOf(book.budgets.listWithTotal({ categoryId: 'nobody' }))).toMatchObject({
      code: 'not_found',
      details: { type: 'category', id: 'nobody' },
    })
  })

  it.each([
    [{ month: 'February' }, 'invalid_month', ['month']],
    [{ categoryId: 3 }, 'invalid_type', ['categoryId']],
    [{ category: 'x' }, 'unknown_field', ['category']],
    [null, 'invalid_type', []],
  ])('refuses the filter %j', async (filter, code, path) => {
    const test = await openWithCategories(kind)
    await expectInvalid(test, async () => test.book.budgets.list(filter as object), code, path)
  })

  it('gives copies: changing what came out changes nothing in the book', async () => {
    const { book, food } = await openWithCategories(kind)
    const { budget } = await book.budgets.create({
      categoryId: food,
      month: '2026-02',
      amount: 1,
      metadata: { a: 1 },
    })
    for (const given of [budget, await book.budgets.get(budget.id), ...(await book.budgets.list())]) {
      Object.assign(given, { amount: '9.00', month: '2030-01' })
      Object.assign(given.metadata, { a: 9 })
    }
    expect(await book.budgets.get(budget.id)).toMatchObject({
      amount: '1.00',
      month: '2026-02',
      metadata: { a: 1 },
    })
  })
})
