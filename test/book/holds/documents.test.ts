import { describe, expect, it } from 'vitest'
import type { BookDocument } from 'budgetbook'
import { expectRefused, failureOf, openTestBook } from '../../support/book/fixture.js'
import { later, oneDay, openForHolds } from '../../support/book/holds.js'
import { resealed } from '../../support/book/seal.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const tomorrow = later(oneDay)

/** A book with an open hold, one that expires tomorrow, and one in another month. */
async function openWithHolds(kind: (typeof storageKinds)[number]) {
  const test = await openForHolds(kind)
  await test.hold('1.00', { date: '2026-02-28', description: 'Café "x"', metadata: { a: [1, null] } })
  await test.hold('2.00', { expiresAt: tomorrow, categoryId: test.travel })
  await test.hold('4.00', { date: '2024-02-29' })
  return test
}

describe.each(storageKinds)('a document of a book with holds in $name', (kind) => {
  it('carries them over, in the order in which they were placed', async () => {
    const { book, stored } = await openWithHolds(kind)
    const document = await book.exportBook()
    expect(document.holds).toEqual(await book.holds.list())
    expect(document.holds.every((hold) => !('month' in hold))).toBe(true)
    const target = await openForHolds(kind)
    await target.hold('9.00')
    await target.book.importBook(JSON.parse(JSON.stringify(document)))
    expect(await target.stored()).toEqual(await stored())
    expect(await target.book.exportBook()).toEqual(document)
    expect(await target.book.utilization('2026-02')).toEqual(await book.utilization('2026-02'))
  })

  it('carries over expired ones that nobody has removed yet', async () => {
    const { book, clock } = await openWithHolds(kind)
    clock.set(tomorrow)
    const document = await book.exportBook()
    expect([document.holds.length, (await book.holds.list()).length]).toEqual([3, 2])
    const target = await openTestBook(kind)
    await target.book.importBook(document)
    expect(await target.book.holds.list()).toHaveLength(3)
    target.clock.set(tomorrow)
    expect(await target.book.holds.list()).toHaveLength(2)
  })

  it('replaces the holds of the book, also with none', async () => {
    const { book, stored } = await openWithHolds(kind)
    const empty = await (await openTestBook(kind)).book.exportBook()
    await book.importBook(empty)
    expect((await stored()).holds).toEqual([])
  })

  it('may be of a version without holds', async () => {
    const { book, stored } = await openWithHolds(kind)
    const older = resealed(await book.exportBook(), (body) => {
      body['version'] = '1.1'
      delete body['holds']
    })
    await book.importBook(older)
    expect((await stored()).holds).toEqual([])
    expect((await book.exportBook()).version).toBe('1.2')
  })

  it('is not asked whether the policy accepts its holds', async () => {
    const { book } = await openWithHolds(kind)
    const spendingPolicy = {
      name: 'no',
      needsIsolation: false,
      decide: () => ({ accepted: false, violations: [] }),
    }
    const target = await openTestBook(kind, { spendingPolicy })
    await target.book.importBook(await book.exportBook())
    expect(await target.book.holds.list()).toHaveLength(3)
  })
})

describe('a document with a wrong hold', () => {
  const change = (document: BookDocument, fields: object): unknown =>
    resealed(document, (body) => Object.assign((body['holds'] as object[])[0]!, fields))

  it.each<[string, object, RegExp]>([
    ['an unknown category', { categoryId: 'nobody' }, /no category nobody/],
    ['the id of another hold', { id: 'id-5' }, /hold id is there twice/],
    ['an amount of zero', { amount: '0.00' }, /holds\[0\]\.amount|above zero|zero/],
    ['an amount below zero', { amount: '-1.00' }, /holds\[0\]\.amount|above zero|zero/],
    ['the decimals of another currency', { amount: '1.000' }, /decimals|canonical/],
    ['an amount that is not canonical', { amount: '01.00' }, /canonical/],
    ['an expiry that is not an instant', { expiresAt: '2026-03-01' }, /instant/],
    ['no expiry', { expiresAt: undefined }, /holds/],
    ['an invalid date', { date: '2026-02-29' }, /holds/],
    ['invalid metadata', { metadata: null }, /holds/],
  ])('is refused: %s', async (_, fields, reason) => {
    const source = await openWithHolds(storageKinds[0]!)
    const document = change(await source.book.exportBook(), fields)
    const target = await openForHolds(storageKinds[0]!)
    await target.hold('9.00')
    const error = await expectRefused(target, async () => target.book.importBook(document), 'storage_corrupt')
    expect(error.message).toMatch(reason)
  })

  it.each([[null], [{}], ['none'], [[null]], [[5]]])('is refused: its holds are %j', async (holds) => {
    const { book } = await openWithHolds(storageKinds[0]!)
    const document = resealed(await book.exportBook(), (body) => Object.assign(body, { holds }))
    expect(await failureOf(book.importBook(document))).toMatchObject({ code: 'storage_corrupt' })
    expect(await book.holds.list()).toHaveLength(3)
  })
})
