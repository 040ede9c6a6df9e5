import { describe, expect, it } from 'vitest'
import type { NewHold } from 'budgetbook'
import { expectInvalid, expectRefused, startOfClock } from '../../support/book/fixture.js'
import { figuresOf, later, oneDay, openForHolds } from '../../support/book/holds.js'
import { storageKinds } from '../../support/storages/book-storages.js'

describe.each(storageKinds)('holds.place in $name', (kind) => {
  it('sets money aside, with every default filled in', async () => {
    const { book, food, stored } = await openForHolds(kind)
    const result = await book.holds.place({ categoryId: food, amount: 12.5 })
    const hold = {
      id: 'id-4',
      categoryId: food,
      amount: '12.50',
      date: '2026-02-14',
      expiresAt: null,
      description: '',
      metadata: {},
      createdAt: startOfClock,
      updatedAt: startOfClock,
    }
    expect(result).toEqual({ hold, violations: [] })
    expect(await book.holds.get('id-4')).toEqual(hold)
    expect(await book.holds.list()).toEqual([hold])
    expect((await stored()).holds).toEqual([{ ...hold, month: '2026-02' }])
  })

  it('keeps every field that it is given', async () => {
    const { book, travel } = await openForHolds(kind)
    const fields = {
      categoryId: travel,
      amount: '120.00',
      date: '2024-02-29',
      expiresAt: later(1),
      description: 'a "b"\n\\c 😀',
      metadata: { card: ['blue', null, { n: 1 }] },
    }
    const { hold } = await book.holds.place(fields)
    expect(hold).toMatchObject(fields)
    expect(await book.holds.get(hold.id)).toEqual(hold)
  })

  it('is of the month that the start day gives its date', async () => {
    const { book, travel, stored } = await openForHolds(kind)
    await book.settings.changeMonthStart(28)
    await book.holds.place({ categoryId: travel, amount: 1, date: '2026-02-27' })
    await book.holds.place({ categoryId: travel, amount: 1, date: '2026-02-28' })
    const months = new Map((await stored()).holds.map(({ date, month }) => [String(date), String(month)]))
    expect(Object.fromEntries(months)).toEqual({ '2026-02-27': '2026-01', '2026-02-28': '2026-02' })
  })

  it('changes held and free in the report, and nothing else', async () => {
    const { book, food, travel } = await openForHolds(kind)
    await book.expenses.record({ categoryId: food, amount: '30.00' })
    const before = await book.utilization('2026-02')
    await book.holds.place({ categoryId: food, amount: '80.00' })
    await book.holds.place({ categoryId: travel, amount: '5.00' })
    const { categories, unbudgeted, summary, compliance } = await book.utilization('2026-02')
    expect(categories).toEqual([{ ...before.categories[0], held: '80.00', free: '-10.00' }])
    expect(unbudgeted).toEqual([
      { categoryId: travel, name: 'Travel', spent: '0.00', expenseCount: 0, held: '5.00' },
    ])
    expect(summary).toEqual({ ...before.summary, held: '85.00', free: '-15.00' })
    expect(compliance).toEqual(before.compliance)
    expect(before.summary).toMatchObject({ held: '0.00', free: '70.00', totalRemaining: '70.00' })
  })

  it.each<[string, Partial<Record<keyof NewHold, unknown>>, string, string]>([
    ['zero', { amount: 0 }, 'zero_amount', 'amount'],
    ['negative zero', { amount: '-0.00' }, 'zero_amount', 'amount'],
    ['an amount below zero', { amount: '-0.01' }, 'negative_amount', 'amount'],
    ['too many decimals', { amount: '1.005' }, 'too_many_decimals', 'amount'],
    ['an amount that is too long', { amount: '1000000000000000' }, 'too_many_digits', 'amount'],
    ['no amount', { amount: undefined }, 'required', 'amount'],
    ['text that is not an amount', { amount: '1,00' }, 'invalid_amount', 'amount'],
    ['a category that is not text', { categoryId: 7 }, 'invalid_type', 'categoryId'],
    ['an invalid date', { date: '2026-02-29' }, 'invalid_date', 'date'],
    ['an expiry without milliseconds', { expiresAt: '2026-03-01T00:00:00Z' }, 'invalid_value', 'expiresAt'],
    ['an expiry that is a date', { expiresAt: '2026-03-01' }, 'invalid_value', 'expiresAt'],
    [
      'an expiry in another zone',
      { expiresAt: '2026-03-01T00:00:00.000+01:00' },
      'invalid_value',
      'expiresAt',
    ],
    ['an expiry on an invalid day', { expiresAt: '2026-02-30T00:00:00.000Z' }, 'invalid_value', 'expiresAt'],
    [
      'an expiry after the year 9999',
      { expiresAt: '+010000-01-01T00:00:00.000Z' },
      'invalid_value',
      'expiresAt',
    ],
    ['an expiry that is not text', { expiresAt: new Date(9e12) }, 'invalid_type', 'expiresAt'],
    ['an expiry of now', { expiresAt: startOfClock }, 'invalid_value', 'expiresAt'],
    ['an expiry before now', { expiresAt: later(-1) }, 'invalid_value', 'expiresAt'],
    ['a long description', { description: 'x'.repeat(501) }, 'too_long', 'description'],
    ['metadata that is not an object', { metadata: 5 }, 'invalid_type', 'metadata'],
    ['a misspelled field', { expires: null } as object, 'unknown_field', 'expires'],
    ['a field of a hold', { id: 'x' } as object, 'unknown_field', 'id'],
    [
      'an original amount',
      { original: { amount: 1, currency: 'EUR', rate: 1 } } as object,
      'unknown_field',
      'original',
    ],
  ])('refuses %s', async (_, fields, code, path) => {
    const test = await openForHolds(kind)
    const input = { categoryId: test.food, amount: 1, ...fields } as NewHold
    await expectInvalid(test, async () => test.book.holds.place(input), code, [path])
  })

  it('says in which decimals the currency has, whatever it is', async () => {
    const test = await openForHolds(kind)
    await test.book.settings.changeCurrency({ to: 'KWD', rate: 1 })
    expect((await test.book.holds.place({ categoryId: test.food, amount: '0.001' })).hold.amount).toBe(
      '0.001',
    )
    await test.book.settings.changeCurrency({ to: 'JPY', rate: 1000 })
    expect((await test.book.holds.list())[0]!.amount).toBe('1')
    const place = async () => test.book.holds.place({ categoryId: test.food, amount: '0.5' })
    await expectInvalid(test, place, 'too_many_decimals', ['amount'])
  })

  it('takes the largest amount, and reports sums of it exactly', async () => {
    const { book, hold } = await openForHolds(kind)
    await hold('999999999999999.99')
    await hold('999999999999999.99')
    expect(await figuresOf(book)).toEqual({
      spent: '0.00',
      held: '1999999999999999.98',
      free: '-1999999999999899.98',
    })
  })

  it('refuses an unknown, an archived category and a closed month', async () => {
    const test = await openForHolds(kind)
    const { book, food, travel } = test
    const place = (categoryId: string, date: string) => async () =>
      book.holds.place({ categoryId, amount: 1, date })
    await expectRefused(test, place('nobody', '2026-02-01'), 'not_found', { type: 'category', id: 'nobody' })
    await book.categories.archive(travel)
    const archived = { categoryId: travel, name: 'Travel' }
    await expectRefused(test, place(travel, '2026-02-01'), 'category_archived', archived)
    await book.months.close('2026-02')
    await expectRefused(test, place(food, '2026-02-01'), 'month_closed', { months: ['2026-02'] })
    expect(await book.holds.list()).toEqual([])
  })

  it('refuses an id that another hold has, open or not', async () => {
    const test = await openForHolds(kind)
    const first = await test.hold(1, { expiresAt: later(1) })
    const broken = await test.reopen({ generateId: () => first })
    const place = (date: string) => async () => broken.holds.place({ categoryId: test.food, amount: 1, date })
    await expectRefused(test, place('2026-02-01'), 'conflict', { reason: 'id_taken' })
    // In another month, too.
    await expectRefused(test, place('2026-03-01'), 'conflict', { reason: 'id_taken' })
  })
})

describe('a month', () => {
  it('takes 10,000 open holds and no more; expired ones do not count, and other months do', async () => {
    const test = await openForHolds(storageKinds[0]!)
    const { book, food, clock, storage } = test
    await book.holds.place({ categoryId: food, amount: 1, expiresAt: later(oneDay) })
    const [one] = (await test.stored()).holds
    await storage.replace(
      'default',
      (contents) => ({
        contents: {
          ...contents,
          holds: Array.from({ length: 10_000 }, (_, at) => ({
            ...one!,
            id: `h${at}`,
            expiresAt: at === 0 ? later(oneDay) : null,
          })),
        },
        receipt: {},
      }),
      { operation: null, source: 'test', signal: undefined },
    )
    const place = async (date: string) => book.holds.place({ categoryId: food, amount: 1, date })
    await expectRefused(test, async () => place('2026-02-28'), 'too_many_holds', {
      month: '2026-02',
      maximum: 10_000,
    })
    await place('2026-03-01')
    clock.set(later(oneDay))
    await place('2026-02-28')
    await expectRefused(test, async () => place('2026-02-28'), 'too_many_holds')
    await book.holds.commit('h1')
    await place('2026-02-28')
    expect((await test.stored()).holds).toHaveLength(10_001)
  })
})
