import { describe, expect, it } from 'vitest'
import { computePace } from 'budgetbook/planning'
import { expectInvalid, failureOf, openTestBook } from '../../support/book/fixture.js'
import { fillBook } from '../../support/book/world.js'
import { storageKinds } from '../../support/storages/book-storages.js'

describe.each(storageKinds)('pace in $name', (kind) => {
  it('is that of the totals, with the date of the book', async () => {
    const { book, clock } = await openTestBook(kind)
    const { food, travel, hotel } = await fillBook(book)
    const options = {
      shapes: [{ categoryId: travel.id, shape: 'fixed' as const }],
      upcoming: [{ categoryId: food.id, amount: '10.00', date: '2026-02-20' }],
      minDays: 1,
    }
    for (const instant of [
      '2026-01-31T12:00:00.000Z',
      '2026-02-10T12:00:00.000Z',
      '2026-03-01T12:00:00.000Z',
    ]) {
      clock.set(instant)
      const today = book.today()
      for (const month of ['2026-01', '2026-02', '2026-05']) {
        const totals = await book.totals({ from: month, to: month })
        const holds = hotel.date.startsWith(month) ? [hotel] : []
        const input = { month, today, ...totals }
        expect(await book.pace(month)).toEqual(computePace({ ...input, upcoming: holds }))
        const upcoming = [...options.upcoming, ...holds]
        expect(await book.pace(month, options)).toEqual(computePace({ ...input, ...options, upcoming }))
      }
    }
  })

  it('is the current month’s without a month', async () => {
    const { book, clock } = await openTestBook(kind)
    await book.settings.update({ monthStartDay: 28 })
    clock.set('2026-02-27T12:00:00.000Z')
    expect(await book.pace()).toMatchObject({ month: '2026-01', today: '2026-02-27', daysLeft: 1 })
    clock.set('2026-02-28T12:00:00.000Z')
    expect(await book.pace(undefined, {})).toMatchObject({ month: '2026-02', daysElapsed: 1 })
  })

  it('refuses what computePace refuses, misspelled options and an aborted signal', async () => {
    const test = await openTestBook(kind)
    const { book } = test
    const pace = (month: unknown, options?: object) => async () => book.pace(month as string, options)
    await expectInvalid(test, pace('2026'), 'invalid_month', ['month'])
    await expectInvalid(test, pace('2026-02', { minDays: 32 }), 'invalid_value', ['minDays'])
    await expectInvalid(test, pace('2026-02', { minDay: 3 }), 'unknown_field', ['minDay'])
    const shapes = [{ categoryId: 'x', shape: 'daily' }]
    await expectInvalid(test, pace('2026-02', { shapes }), 'unknown_category', ['shapes', 0, 'categoryId'])
    await expectInvalid(test, pace('2026-02', { signal: {} }), 'invalid_type', ['signal'])
    const aborted = await failureOf(book.pace('2026-02', { signal: AbortSignal.abort() }))
    expect(aborted.code).toBe('aborted')
  })
})
