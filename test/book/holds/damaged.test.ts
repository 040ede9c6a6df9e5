import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, enforceSpending, openBudgetBook, type BudgetBook } from 'budgetbook'
import type { BookContents, StoredHold } from 'budgetbook/adapter'
import { failureOf, startOfClock } from '../../support/book/fixture.js'
import { figuresOf } from '../../support/book/holds.js'

const sound = {
  id: 'h',
  categoryId: 'food',
  amount: '10.50',
  date: '2026-02-14',
  expiresAt: null,
  description: '',
  metadata: {},
  createdAt: startOfClock,
  updatedAt: startOfClock,
  month: '2026-02',
} as unknown as StoredHold

/** A book whose storage holds what code of an older version, or damage, has left of a hold. */
async function openWith(hold: object, settings: object = {}, options: object = {}): Promise<BudgetBook> {
  const storage = createMemoryAdapter()
  const writer = await openBudgetBook({
    storage,
    generateId: () => 'food',
    now: () => new Date(startOfClock),
  })
  await writer.settings.update({ currency: 'USD', monthlyLimit: 20 })
  await writer.categories.create({ name: 'Food' })
  const damaged = (contents: BookContents): BookContents => ({
    ...contents,
    settings: { ...contents.settings, ...settings },
    holds: [{ ...sound, ...hold }],
  })
  await storage.replace('default', (contents) => ({ contents: damaged(contents), receipt: {} }), {
    operation: null,
    source: 'test',
    signal: undefined,
  })
  return openBudgetBook({ storage, now: () => new Date(startOfClock), timeZone: 'UTC', ...options })
}

describe('a hold in the decimals of an earlier currency', () => {
  const inYen = { currency: 'JPY', monthlyLimit: '20' }

  it('is rounded up wherever it is read', async () => {
    const book = await openWith({}, inYen)
    expect(await book.holds.get('h')).toMatchObject({ amount: '11' })
    expect(await book.holds.list()).toMatchObject([{ amount: '11' }])
    expect(await figuresOf(book)).toEqual({ spent: '0', held: '11', free: '-11' })
    expect((await book.pace('2026-02')).summary.upcoming).toBe('11')
    const document = await book.exportBook()
    expect(document.holds).toMatchObject([{ amount: '11' }])
    await book.importBook(document)
    expect((await book.holds.commit('h')).expense.amount).toBe('11')
  })

  it('slips past no limit', async () => {
    const book = await openWith({}, inYen, { spendingPolicy: enforceSpending({ of: ['limit'] }) })
    const spend = async (amount: number) => book.expenses.spend({ categoryId: 'food', amount })
    expect(await failureOf(spend(10))).toMatchObject({ code: 'spending_rejected' })
    await spend(9)
    expect((await book.holds.commit('h', { amount: 11 })).expense.amount).toBe('11')
  })

  it('gets the decimals of a currency that has more', async () => {
    const book = await openWith({}, { currency: 'CLF', monthlyLimit: null })
    expect(await book.holds.get('h')).toMatchObject({ amount: '10.5000' })
  })

  it('is converted as it is read', async () => {
    const book = await openWith({}, inYen)
    await book.settings.changeCurrency({ to: 'USD', rate: '2' })
    expect(await book.holds.list()).toMatchObject([{ amount: '22.00' }])
  })
})

describe('a hold whose category is gone', () => {
  it('does not count, is not exported, and can be released', async () => {
    const book = await openWith(
      { categoryId: 'gone' },
      {},
      { spendingPolicy: enforceSpending({ of: ['limit'] }) },
    )
    expect(await figuresOf(book)).toMatchObject({ held: '0.00' })
    expect((await book.pace('2026-02')).summary.upcoming).toBe('0.00')
    await book.expenses.spend({ categoryId: 'food', amount: 20 })
    const document = await book.exportBook()
    expect(document.holds).toEqual([])
    expect(await failureOf(book.holds.commit('h'))).toMatchObject({
      code: 'not_found',
      details: { type: 'category', id: 'gone' },
    })
    await book.holds.release('h')
  })
})

describe('a hold that is damaged', () => {
  const readings: Readonly<Record<string, (book: BudgetBook) => Promise<unknown>>> = {
    get: async ({ holds }) => holds.get('h'),
    list: async ({ holds }) => holds.list(),
    commit: async ({ holds }) => holds.commit('h'),
    utilization: async (book) => book.utilization('2026-02'),
    pace: async (book) => book.pace('2026-02'),
    spend: async ({ expenses }) => expenses.spend({ categoryId: 'food', amount: 1 }),
    place: async ({ holds }) => holds.place({ categoryId: 'food', amount: 1 }),
    preview: async ({ expenses }) => expenses.previewSpend([{ categoryId: 'food', amount: 1 }]),
    changeCurrency: async ({ settings }) => settings.changeCurrency({ to: 'JPY', rate: 2 }),
    exportBook: async (book) => book.exportBook(),
  }

  it.each(Object.keys(readings))('in its amount is storage_corrupt in %s', async (name) => {
    for (const amount of ['x', '', '1.00001', 'ab.cd', null, 5]) {
      const book = await openWith({ amount }, {}, { spendingPolicy: enforceSpending({ of: ['limit'] }) })
      expect(await failureOf(readings[name]!(book))).toMatchObject({
        code: 'storage_corrupt',
        details: { bookId: 'default' },
      })
    }
  })

  it.each(['get', 'list', 'commit'])('in its month is storage_corrupt in %s', async (name) => {
    const book = await openWith({ date: '2026-03-01' })
    expect(await failureOf(readings[name]!(book))).toMatchObject({
      code: 'storage_corrupt',
      details: { location: 'holds["h"]' },
    })
  })
})
