import { describe, expect, it } from 'vitest'
import { expectInvalid, expectRefused } from '../../support/book/fixture.js'
import { figuresOf, later, oneDay, openForHolds } from '../../support/book/holds.js'
import { storageKinds } from '../../support/storages/book-storages.js'

describe.each(storageKinds)('holds in $name', (kind) => {
  it('are listed by the time at which they were placed, then by id', async () => {
    const { book, hold, clock } = await openForHolds(kind)
    clock.set(later(10))
    const second = [await hold(1, { date: '2026-03-01' }), await hold(2, { date: '2026-01-01' })]
    clock.set(later(5))
    const first = await hold(3)
    const ids = (await book.holds.list()).map(({ id }) => id)
    expect(ids).toEqual([first, ...second.toSorted()])
  })

  it('are listed by month and category', async () => {
    const test = await openForHolds(kind)
    const { book, hold, food, travel } = test
    await book.settings.changeMonthStart(25)
    const [a, b, c] = [
      await hold(1, { date: '2026-02-24' }),
      await hold(2, { date: '2026-02-25' }),
      await hold(3, { date: '2026-02-25', categoryId: travel }),
    ]
    const idsOf = async (filter?: object) => (await book.holds.list(filter)).map(({ id }) => id)
    expect(await idsOf()).toEqual([a, b, c])
    expect(await idsOf({ month: '2026-01' })).toEqual([a])
    expect(await idsOf({ month: '2026-02' })).toEqual([b, c])
    expect(await idsOf({ categoryId: food })).toEqual([a, b])
    expect(await idsOf({ month: '2026-02', categoryId: travel })).toEqual([c])
    expect(await idsOf({ month: '2030-01' })).toEqual([])
    expect(await idsOf({ month: undefined, categoryId: undefined })).toEqual([a, b, c])
  })

  it('refuse invalid filters and invalid ids', async () => {
    const test = await openForHolds(kind)
    const { holds } = test.book
    await expectInvalid(test, async () => holds.list({ month: '2026' }), 'invalid_month', ['month'])
    await expectInvalid(test, async () => holds.list({ categoryId: '' }), 'too_short', ['categoryId'])
    await expectInvalid(test, async () => holds.list({ day: 1 } as object), 'unknown_field', ['day'])
    await expectInvalid(test, async () => holds.get(5 as never), 'invalid_type', ['id'])
    await expectInvalid(test, async () => holds.release(''), 'too_short', ['id'])
    const unknown = async () => holds.list({ categoryId: 'nobody' })
    await expectRefused(test, unknown, 'not_found', { type: 'category', id: 'nobody' })
  })

  it('are given back by release, open or expired, also in a closed month', async () => {
    const { book, hold, clock, stored } = await openForHolds(kind)
    const [open, expiring] = [await hold('40.00'), await hold('30.00', { expiresAt: later(oneDay) })]
    await book.months.close('2026-02')
    await expect(book.holds.release(open)).resolves.toBeUndefined()
    expect(await figuresOf(book)).toEqual({ spent: '0.00', held: '30.00', free: '70.00' })
    clock.set(later(oneDay))
    await expect(book.holds.release(expiring)).resolves.toBeUndefined()
    expect((await stored()).holds).toEqual([])
  })

  it('are the caller’s own copies', async () => {
    const { book, food } = await openForHolds(kind)
    const metadata = { tags: ['a'] }
    const { hold } = await book.holds.place({ categoryId: food, amount: 1, metadata })
    metadata.tags.push('b')
    Object.assign(hold, { amount: '9.00' })
    ;(hold.metadata['tags'] as string[]).push('c')
    const again = await book.holds.get(hold.id)
    expect(again).toMatchObject({ amount: '1.00', metadata: { tags: ['a'] } })
    ;(again.metadata['tags'] as string[]).push('d')
    const [listed] = await book.holds.list()
    expect(listed?.metadata).toEqual({ tags: ['a'] })
  })
})
