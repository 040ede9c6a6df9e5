import { describe, expect, it } from 'vitest'
import {
  createMemoryAdapter,
  openBudgetBook,
  type Amount,
  type CategoryRolloverRule,
  type CurrencyCode,
  type Month,
  type StorageAdapter,
} from 'budgetbook'
import type { BookContents, Head, View } from 'budgetbook/adapter'
import { damages, openDamagedBook, openDamagedContents } from '../../support/book/damaged-storage.js'
import { failureOf } from '../../support/book/fixture.js'

const damageOf = (name: string) => damages.find(([one]) => one === name)![1]
const corrupt = (location: string) => ({ code: 'storage_corrupt', details: { bookId: 'default', location } })

describe('a currency that never was, in the storage', () => {
  const damage = damageOf('a currency that never was')

  it('is not the fault of a caller who records or changes an expense', async () => {
    const { book, food } = await openDamagedBook(damage)
    const expense = { categoryId: food, amount: '5.00', date: '2026-02-04' }
    expect(await failureOf(book.expenses.record(expense))).toMatchObject(corrupt('settings'))
    expect(await failureOf(book.expenses.recordMany([expense]))).toMatchObject(corrupt('settings'))
    const { items } = await book.expenses.list()
    expect(await failureOf(book.expenses.update(items[0]!.id, { amount: '5.00' }))).toMatchObject(
      corrupt('settings'),
    )
  })

  it('is not the fault of a caller who names a cap or an opening', async () => {
    const { book, food } = await openDamagedBook(damage)
    const rollover = { from: '2026-02', cap: '5.00', opening: '1.00' }
    const calls = [
      book.categories.create({ name: 'New', rollover }),
      book.categories.update(food, { rollover }),
      book.categories.update('nobody', { rollover }),
    ]
    for (const call of calls) expect(await failureOf(call)).toMatchObject(corrupt('settings'))
  })

  it('is not the fault of a caller who adds budgets up', async () => {
    const { book } = await openDamagedBook(damage)
    expect(await failureOf(book.budgets.listWithTotal())).toMatchObject(corrupt('settings'))
  })
})

it('a stored budget that is not an amount is not the fault of a caller who adds budgets up', async () => {
  const { book } = await openDamagedBook(damageOf('a budget whose amount is not an amount'))
  expect(await failureOf(book.budgets.listWithTotal())).toMatchObject(corrupt('amounts'))
})

it('a stored start day that no month has is not the fault of the caller', async () => {
  const memory = createMemoryAdapter()
  const sound = await openBudgetBook({ storage: memory })
  const { id: categoryId } = await sound.categories.create({ name: 'Food' })
  const expense = { categoryId, amount: '5.00', date: '2026-02-04' }
  const { id } = await sound.expenses.record(expense)
  const damaged =
    <Asked>(scope: (head: Head) => Asked) =>
    (head: Head) =>
      scope({ ...head, settings: { ...head.settings, monthStartDay: 31 } })
  const storage: StorageAdapter = {
    ...memory,
    read: async (bookId, scope, options) => memory.read(bookId, damaged(scope), options),
    page: async (bookId, page, options) => memory.page(bookId, damaged(page), options),
    transact: async (bookId, scope, ...rest) => memory.transact(bookId, damaged(scope), ...rest),
  }
  // It opens, so that changeMonthStart can mend it.
  const book = await openBudgetBook({ storage })
  for (const call of [
    book.expenses.record(expense),
    book.expenses.update(id, { amount: 1 }),
    book.expenses.list({ month: '2026-02' }),
    book.months.get('2026-02'),
    book.months.list(),
    book.utilization(),
    book.rollover(),
    book.rollover('2026-02'),
    book.pace(),
  ]) {
    expect(await failureOf(call)).toMatchObject(corrupt('settings'))
  }
})

it('an expense that is stored in another month than that of its date is damaged', async () => {
  const memory = createMemoryAdapter()
  const sound = await openBudgetBook({ storage: memory })
  const { id: categoryId } = await sound.categories.create({ name: 'Food' })
  const { id } = await sound.expenses.record({ categoryId, amount: '5.00', date: '2026-02-04' })
  const damaged = (view: View): View => ({
    ...view,
    expenses: new Map(
      Array.from(view.expenses, ([key, one]) => [key, one && { ...one, month: '2026-04' as Month }]),
    ),
  })
  const storage: StorageAdapter = {
    ...memory,
    transact: async (bookId, scope, decide, options) =>
      memory.transact(bookId, scope, (view) => decide(damaged(view)), options),
  }
  const book = await openBudgetBook({ storage })
  expect(await failureOf(book.expenses.update(id, { amount: '9.00' }))).toMatchObject(
    corrupt(`expenses["${id}"]`),
  )
})

it.each<Partial<Record<'cap' | 'opening', unknown>>>([
  { cap: 'lots' },
  { cap: 'NaN' },
  { opening: '1e3' },
  { opening: 'Infinity' },
  { opening: null },
])('a stored rule of %j is not the fault of a caller who asks for carries', async (fields) => {
  const rollover = { from: '2026-02', carry: 'both', cap: null, opening: '0.00', ...fields }
  const damage = ({ categories }: View) => ({ categories: categories.map((one) => ({ ...one, rollover })) })
  const { book, food } = await openDamagedBook(damage)
  expect(await failureOf(book.rollover('2026-03'))).toMatchObject(corrupt(`categories["${food}"]`))
})

describe('a change of currency', () => {
  const amount = 'lots' as Amount
  const sound: CategoryRolloverRule = {
    from: '2026-01' as Month,
    carry: 'both',
    cap: null,
    opening: '0.00' as Amount,
  }
  const withRule =
    (fields: Partial<CategoryRolloverRule>) =>
    ({ categories }: BookContents) => ({
      categories: categories.map((category) => ({ ...category, rollover: { ...sound, ...fields } })),
    })
  it.each([
    ['a budget', ({ budgets }) => ({ budgets: budgets.map((budget) => ({ ...budget, amount })) })],
    ['an expense', ({ expenses }) => ({ expenses: expenses.map((expense) => ({ ...expense, amount })) })],
    ['the limit', ({ settings }) => ({ settings: { ...settings, monthlyLimit: amount } })],
    ['the limit of a closed month', () => ({ closedMonths: [{ month: '2026-01', limitAtClose: amount }] })],
    ['a cap', withRule({ cap: amount })],
    ['an opening', withRule({ opening: amount })],
    ['the currency', ({ settings }) => ({ settings: { ...settings, currency: 'XXX' as CurrencyCode } })],
  ] satisfies [string, Parameters<typeof openDamagedContents>[0] | (() => object)][])(
    'is storage_corrupt where %s is damaged',
    async (_, damage) => {
      const book = await openDamagedContents(damage as Parameters<typeof openDamagedContents>[0])
      const change = book.settings.changeCurrency({ to: 'USD', rate: '0.01' })
      expect(await failureOf(change)).toMatchObject({ code: 'storage_corrupt' })
    },
  )
})
