import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { createMemoryAdapter, monthOf, openBudgetBook, type StorageAdapter } from 'budgetbook'
import { computeRollover } from 'budgetbook/planning'
import type { BookContents } from 'budgetbook/adapter'
import { plainRolloverArbitrary } from '../../support/arbitraries/rollover.js'
import { expectInvalid, expectRefused, failureOf, openTestBook } from '../../support/book/fixture.js'
import { minorUnitsOf } from '../../support/arbitraries/money.js'
import { expectedRollover, type PlainRollover } from '../../support/rollover-oracle.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const instant = '2026-01-01T00:00:00.000Z'
const made = { metadata: {}, createdAt: instant, updatedAt: instant }

/** A book that holds an input of `computeRollover`, its rules in its categories. */
async function bookOf(input: PlainRollover) {
  const rules = new Map(input.rules.map((rule) => [rule.categoryId, rule]))
  const zero =
    minorUnitsOf(input.settings.currency) === 0
      ? '0'
      : `0.${'0'.repeat(minorUnitsOf(input.settings.currency))}`
  const document = {
    settings: { ...input.settings, monthlyLimit: null },
    categories: input.categories.map((category, at) => {
      const rule = rules.get(category.id)
      return {
        ...category,
        id: `c${at}`,
        name: `${at}`,
        groupId: null,
        rollover: rule
          ? {
              from: rule.from,
              carry: rule.carry ?? 'both',
              cap: rule.cap ?? null,
              opening: rule.opening ?? zero,
            }
          : null,
        ...made,
      }
    }),
    groups: [],
    closedMonths: [],
    budgets: input.budgets.map((budget, at) => ({
      id: `b${at}`,
      ...budget,
      categoryId: idOf(input, budget),
      ...made,
    })),
    expenses: input.expenses.map((expense, at) => ({
      id: `e${at}`,
      ...expense,
      month: monthOf(expense.date, input.settings.monthStartDay),
      description: '',
      original: null,
      ...made,
      categoryId: idOf(input, expense),
    })),
    holds: [],
  }
  const storage = createMemoryAdapter()
  await storage.replace('default', () => ({ contents: document as unknown as BookContents, receipt: {} }), {
    operation: null,
    source: 'test',
    signal: undefined,
  })
  return openBudgetBook({ storage, thresholds: input.thresholds })
}

// Some ids of that generator are no ids of a book: the empty text, for one.
const idOf = ({ categories }: PlainRollover, { categoryId }: { categoryId: string }): string =>
  `c${categories.findIndex(({ id }) => id === categoryId)}`

const renamed = (input: PlainRollover): PlainRollover => ({
  ...input,
  categories: input.categories.map((category, at) => ({ ...category, id: `c${at}`, name: `${at}` })),
  budgets: input.budgets.map((budget) => ({ ...budget, categoryId: idOf(input, budget) })),
  expenses: input.expenses.map((expense) => ({ ...expense, categoryId: idOf(input, expense) })),
  rules: input.rules.map((rule) => ({ ...rule, categoryId: idOf(input, rule) })),
})

describe('book.rollover', () => {
  it('of any book is what the definition gives for its budgets and expenses', async () => {
    await fc.assert(
      fc.asyncProperty(plainRolloverArbitrary(), async (input) => {
        const book = await bookOf(input)
        const plain = renamed(input)
        const report = await book.rollover(input.month)
        expect(report).toEqual(computeRollover(plain))
        expect(report).toMatchObject(expectedRollover(plain, minorUnitsOf(input.settings.currency)))
      }),
      { numRuns: 150 },
    )
  })
})

describe.each(storageKinds)('rollover in $name', (kind) => {
  it('is kept with the category, with every default filled in', async () => {
    const { book, reopen } = await openTestBook(kind)
    await book.settings.update({ currency: 'KWD' })
    const { id } = await book.categories.create({ name: 'Car' })
    const rollover = { from: '2026-01', carry: 'both', cap: null, opening: '0.000' }
    expect(await book.categories.update(id, { rollover: { from: '2026-01' } })).toMatchObject({ rollover })
    const capped = { from: '2025-12', carry: 'unspent' as const, cap: '50', opening: '-1.5' }
    await book.categories.update(id, { rollover: capped })
    const stored = { ...capped, cap: '50.000', opening: '-1.500' }
    expect((await (await reopen()).categories.get(id)).rollover).toEqual(stored)
    expect((await book.categories.update(id, { name: 'Cars' })).rollover).toEqual(stored)
    expect((await book.categories.update(id, { rollover: null })).rollover).toBe(null)
  })

  it('follows late expenses, closed months or not, and changes no report', async () => {
    const { book } = await openTestBook(kind)
    const car = await book.categories.create({ name: 'Car' })
    await book.budgets.copy({ from: '2026-01', to: [] })
    for (const month of ['2025-12', '2026-01', '2026-02'])
      await book.budgets.create({ categoryId: car.id, month, amount: '100' })
    const before = JSON.stringify(await book.utilization('2026-02'))
    expect((await book.rollover()).categories).toEqual([])
    await book.categories.update(car.id, { rollover: { from: '2025-12', cap: '120' } })
    const carried = async () => {
      const { month, categories, summary } = await book.rollover()
      expect(month).toBe('2026-02')
      expect(categories[0]).toMatchObject(summary)
      return categories[0]?.steps.map(({ carriedIn, dropped }) => [carriedIn, dropped])
    }
    expect(await carried()).toEqual([
      ['0.00', '0.00'],
      ['100.00', '80.00'],
      ['120.00', '100.00'],
    ])
    await book.months.close('2025-12')
    await book.months.reopen('2025-12')
    await book.expenses.record({ categoryId: car.id, amount: '250', date: '2025-12-31' })
    await book.months.close('2025-12')
    expect(await carried()).toEqual([
      ['0.00', '0.00'],
      ['-150.00', '0.00'],
      ['-50.00', '0.00'],
    ])
    expect(JSON.stringify(await book.utilization('2026-02'))).toBe(before)
  })

  it('is converted with the currency, and keeps it from being changed otherwise', async () => {
    const test = await openTestBook(kind)
    const { book } = test
    const rollover = { from: '2026-01', cap: '10.00', opening: '-0.05' }
    const { id } = await book.categories.create({ name: 'Car', rollover })
    const update = async () => book.settings.update({ currency: 'JPY' })
    await expectRefused(test, update, 'currency_locked', { currency: 'INR', requested: 'JPY' })
    await book.settings.changeCurrency({ to: 'JPY', rate: '10' })
    // -0.5, half to even.
    expect((await book.categories.get(id)).rollover).toMatchObject({ cap: '100', opening: '0' })
    expect((await book.rollover('2026-01')).categories[0]).toMatchObject({ carriedIn: '0', carriedOut: '0' })
  })

  it('refuses invalid rules, with the path of the field', async () => {
    const test = await openTestBook(kind)
    const { book } = test
    const { id } = await book.categories.create({ name: 'Car' })
    const set = (rollover: object) => async () => book.categories.update(id, { rollover: rollover as never })
    await expectInvalid(test, set({}), 'required', ['rollover', 'from'])
    await expectInvalid(test, set({ from: '2026-13' }), 'invalid_month', ['rollover', 'from'])
    await expectInvalid(test, set({ from: '2026-01', cap: '-1' }), 'negative_amount', ['rollover', 'cap'])
    await expectInvalid(test, set({ from: '2026-01', cap: '1.005' }), 'too_many_decimals', [
      'rollover',
      'cap',
    ])
    await expectInvalid(test, set({ from: '2026-01', opening: 'x' }), 'invalid_amount', [
      'rollover',
      'opening',
    ])
    await expectInvalid(test, set({ from: '2026-01', carry: 'none' }), 'invalid_value', ['rollover', 'carry'])
    await expectInvalid(test, set({ from: '2026-01', categoryId: id }), 'unknown_field', [
      'rollover',
      'categoryId',
    ])
    await expectInvalid(test, async () => book.rollover('2026-13'), 'invalid_month', ['month'])
    await set({ from: '1900-01' })()
    await expectInvalid(test, async () => book.rollover('2026-02'), 'too_big', ['month'])
    expect((await book.rollover('1999-12')).categories[0]?.steps).toHaveLength(1_200)
    await expect(book.rollover('1899-12')).resolves.toMatchObject({ categories: [] })
  })

  it('is the current month’s without a month, by the start day and the clock of the book', async () => {
    const { book, clock } = await openTestBook(kind)
    await book.settings.update({ monthStartDay: 25 })
    await book.categories.create({ name: 'Car', rollover: { from: '2026-01', opening: '5' } })
    clock.set('2026-02-24T23:59:59.999Z')
    expect((await book.rollover()).month).toBe('2026-01')
    clock.set('2026-02-25T00:00:00.000Z')
    expect(await book.rollover()).toMatchObject({ month: '2026-02', summary: { carriedIn: '5.00' } })
  })
})

describe('a damaged book', () => {
  it('is to blame for what rollover and pace cannot compute, not the caller', async () => {
    const storage = createMemoryAdapter()
    const book = await openBudgetBook({ storage })
    const { id } = await book.categories.create({ name: 'Car', rollover: { from: '2026-01' } })
    await book.budgets.create({ categoryId: id, month: '2026-01', amount: '5' })
    const spoil = (change: (view: object) => object): StorageAdapter => ({
      ...storage,
      read: async (...args) => change(await storage.read(...args)) as never,
    })
    const without = await openBudgetBook({ storage: spoil((view) => ({ ...view, categories: [] })) })
    expect((await failureOf(without.pace('2026-01'))).code).toBe('storage_corrupt')
    expect((await failureOf(without.totals())).code).toBe('storage_corrupt')
  })
})
