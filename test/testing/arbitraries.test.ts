import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import {
  budgetSchema,
  categoryGroupSchema,
  categorySchema,
  createMemoryAdapter,
  expenseSchema,
  foldName,
  listCurrencies,
  monthOf,
  openBudgetBook,
  parseAmount,
  parseDate,
  parseMonth,
  settingsSchema,
} from 'budgetbook'
import { BookState, type BookContents } from 'budgetbook/adapter'
import {
  amountArbitrary,
  bookContentsArbitrary,
  budgetArbitrary,
  categoryArbitrary,
  categoryGroupArbitrary,
  civilDateArbitrary,
  currencyArbitrary,
  expenseArbitrary,
  idArbitrary,
  metadataArbitrary,
  monthArbitrary,
  monthStartDayArbitrary,
  settingsArbitrary,
} from 'budgetbook/testing'
import { metadataSchema } from '../../src/model/fields.js'

/** Enough values for whatever comes often to have come; the same ones each time, for chance must not fail a test. */
const many = <Value>(arbitrary: fc.Arbitrary<Value>): Value[] =>
  fc.sample(arbitrary, { numRuns: 1_000, seed: 1 })

/** The same value for each that the library's own check lets through unchanged. */
function areKept<Value>(arbitrary: fc.Arbitrary<Value>, check: (value: Value) => unknown): void {
  fc.assert(
    fc.property(arbitrary, (value) => {
      expect(check(value)).toEqual(value)
    }),
  )
}

async function bookOf(contents: BookContents) {
  const storage = createMemoryAdapter()
  await storage.replace('default', () => ({ contents, receipt: {} }), { operation: null, source: 'test' })
  return openBudgetBook({ storage })
}

describe('every value passes the check of its kind, and comes out unchanged', () => {
  it('amounts, within their bounds', () => {
    const amounts = currencyArbitrary().chain((currency) =>
      fc.tuple(fc.constant(currency), amountArbitrary(currency)),
    )
    fc.assert(fc.property(amounts, ([currency, amount]) => parseAmount(amount, currency) === amount))
    const bounded = amountArbitrary('USD', { min: '-3.00', max: '0.01' }).map(Number)
    fc.assert(fc.property(bounded, (amount) => amount >= -3 && amount <= 0.01))
    const far = amountArbitrary('JPY', { min: '7000000', max: '7000001' })
    expect(new Set(many(far))).toEqual(new Set(['7000000', '7000001']))
  })

  it('dates and months', () => {
    areKept(civilDateArbitrary(), parseDate)
    areKept(monthArbitrary(), parseMonth)
  })

  it.each([
    ['settings', settingsSchema, settingsArbitrary()],
    ['categories', categorySchema, currencyArbitrary().chain(categoryArbitrary)],
    ['groups', categoryGroupSchema, categoryGroupArbitrary()],
    ['budgets', budgetSchema, currencyArbitrary().chain(budgetArbitrary)],
    ['expenses', expenseSchema, currencyArbitrary().chain(expenseArbitrary)],
    ['metadata', metadataSchema, metadataArbitrary()],
    ['ids', categorySchema.shape.id, idArbitrary()],
  ] as [string, z.ZodType, fc.Arbitrary<unknown>][])('%s', (_, schema, arbitrary) => {
    areKept(arbitrary, (value) => schema.parse(value))
  })

  it('books: what one exports, another imports', async () => {
    await fc.assert(
      fc.asyncProperty(bookContentsArbitrary(), async (contents) => {
        const document = await (await bookOf(contents)).exportBook()
        const other = await openBudgetBook({ storage: createMemoryAdapter() })
        await other.importBook(document)
        expect(await other.exportBook()).toEqual(document)
        expect(new BookState({ contents, operations: [] }).snapshot().contents.expenses).toEqual(
          contents.expenses,
        )
      }),
    )
  })
})

describe('the edges come often', () => {
  it('currencies of every scale', () => {
    const scales = new Map(listCurrencies().map(({ code, minorUnits }) => [code, minorUnits]))
    const found = many(currencyArbitrary()).map((currency) => scales.get(currency))
    for (const scale of [0, 2, 3, 4]) {
      expect(found.filter((one) => one === scale).length).toBeGreaterThan(150)
    }
  })

  it('amounts: zero, one minor unit, one whole, 15 digits, refunds', () => {
    const amounts = new Set<string>(many(amountArbitrary('USD')))
    const edges = [
      '0.00',
      '0.01',
      '-0.01',
      '1.00',
      '-1.00',
      '0.99',
      '999999999999999.99',
      '-999999999999999.99',
    ]
    for (const edge of edges) expect(amounts).toContain(edge)
  })

  it('dates: ends of months, leap days, both ends of the calendar', () => {
    const dates = new Set<string>(many(civilDateArbitrary()))
    for (const edge of ['2024-02-29', '2000-02-29', '1900-02-28', '2026-12-31', '0001-01-01', '9999-12-31']) {
      expect(dates).toContain(edge)
    }
    expect(new Set(many(monthStartDayArbitrary())).size).toBe(28)
  })

  it('settings: without a limit, with one of zero', () => {
    const limits = many(settingsArbitrary()).map(({ monthlyLimit }) => monthlyLimit)
    expect(limits).toContain(null)
    expect(limits.some((limit) => limit !== null && Number(limit) === 0)).toBe(true)
  })

  it('texts: names of every object, quotes, line breaks, letters of two units, the longest id', () => {
    const ids = many(idArbitrary())
    for (const hard of ['__proto__', 'constructor', '"', "'", '\\', '\n', '\u{1F4D2}'])
      expect(ids).toContain(hard)
    expect(ids.some((id) => Array.from(id).length === 200)).toBe(true)
    const keys = new Set(many(metadataArbitrary()).flatMap((metadata) => Object.keys(metadata)))
    expect(keys).toContain('"')
    expect(many(metadataArbitrary()).some((metadata) => Object.keys(metadata).length === 0)).toBe(true)
  })

  it('rollover rules and original amounts: of every kind, and none', () => {
    const rules = many(categoryArbitrary()).map(({ rollover }) => rollover)
    for (const carry of ['both', 'unspent', 'overspent', undefined]) {
      expect(rules.filter((rule) => rule?.carry === carry).length).toBeGreaterThan(100)
    }
    expect(rules.some((rule) => rule?.cap === null)).toBe(true)
    expect(rules.some((rule) => rule?.opening.startsWith('-'))).toBe(true)
    const originals = many(expenseArbitrary('USD')).map(({ original }) => original)
    expect(originals.filter((original) => original === null).length).toBeGreaterThan(100)
    expect(new Set(originals.map((original) => original?.currency)).size).toBeGreaterThan(50)
  })

  it('books: closed months with entries, refunds, several expenses in a month, categories with nothing', () => {
    const books = fc.sample(bookContentsArbitrary(), { numRuns: 200, seed: 1 })
    const has = (condition: (contents: BookContents) => boolean) =>
      expect(books.filter(condition).length).toBeGreaterThan(10)
    has(({ categories }) => categories.length === 0)
    has(({ closedMonths, budgets, expenses }) =>
      closedMonths.some(({ month }) => [...budgets, ...expenses].some((entry) => entry.month === month)),
    )
    has(({ expenses }) => expenses.some(({ amount }) => amount.startsWith('-')))
    has(({ expenses }) => new Set(expenses.map(({ month }) => month)).size < expenses.length)
    has(({ categories, expenses }) =>
      categories.some(({ id }) => !expenses.some(({ categoryId }) => categoryId === id)),
    )
    has(({ groups }) => groups.length === 0)
    has(({ groups, categories }) =>
      groups.some(({ id }) => !categories.some(({ groupId }) => groupId === id)),
    )
    has(({ categories }) => new Set(categories.map(({ groupId }) => groupId)).size > 1)
    has(({ settings, expenses }) =>
      expenses.some(({ date, month }) => settings.monthStartDay > 1 && month !== date.slice(0, 7)),
    )
  })
})

it('books are consistent in themselves', () => {
  fc.assert(
    fc.property(bookContentsArbitrary(), (contents) => {
      const { settings, categories, groups, closedMonths, budgets, expenses } = contents
      const areUnique = (keys: readonly string[]) => expect(new Set(keys).size).toBe(keys.length)
      areUnique(categories.map(({ id }) => id))
      areUnique(categories.map(({ name, groupId }) => JSON.stringify([groupId, foldName(name)])))
      areUnique(groups.map(({ id }) => id))
      areUnique(groups.map(({ name }) => foldName(name)))
      const groupIds = [null, ...groups.map(({ id }) => id)]
      for (const { groupId, rollover } of categories) {
        expect(groupIds).toContain(groupId)
        if (rollover) expect(parseAmount(rollover.opening, settings.currency)).toBe(rollover.opening)
      }
      areUnique(closedMonths.map(({ month }) => month))
      areUnique(budgets.map(({ id }) => id))
      areUnique(budgets.map(({ month, categoryId }) => `${month} ${categoryId}`))
      areUnique(expenses.map(({ id }) => id))
      for (const { date, month } of expenses) expect(month).toBe(monthOf(date, settings.monthStartDay))
    }),
  )
})
