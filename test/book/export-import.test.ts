import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { enforcePolicy, isBudgetBookError, type BookDocument } from 'budgetbook'
import { expectInvalid, expectRefused, failureOf, openTestBook } from '../support/book/fixture.js'
import { storageKinds } from '../support/storages/book-storages.js'
import { resealed } from '../support/book/seal.js'
import { fillBook } from '../support/book/world.js'

const paidInDinars = { amount: '18.500', currency: 'KWD', rate: '3.25' }

/** A document with some of everything. */
async function someDocument(): Promise<BookDocument> {
  const { book } = await openTestBook(storageKinds[0]!)
  const { food, travel, old, home, dinner } = await fillBook(book)
  await book.categories.update(food.id, {
    name: 'Fóôd "&" 😀',
    groupId: home.id,
    rollover: { from: '2026-01', cap: '20.00', opening: '-1.50' },
    metadata: { n: [1, -1.5e-7, null, { a: true }] },
  })
  await book.categories.update(travel.id, { groupId: home.id })
  await book.categories.move(old.id, { before: null })
  await book.expenses.update(dinner.id, { amount: '60.00', original: paidInDinars })
  await book.months.close('2026-01')
  await book.months.close('2025-01')
  return book.exportBook()
}

type Rows = Record<string, unknown>[]

const replaceIn = (entity: unknown, fields: object): unknown => Object.assign(entity as object, fields)
const originalIn = (expenses: Rows): unknown => expenses.find(({ original }) => original)!['original']

const directions = storageKinds.flatMap((from) => storageKinds.map((to) => ({ from, to })))

describe.each(directions)('a document from $from.name to $to.name', ({ from, to }) => {
  it('carries everything over', async () => {
    const source = await openTestBook(from)
    const { food, old, home, leisure, dinner } = await fillBook(source.book)
    await source.book.categories.update(food.id, { groupId: home.id, rollover: { from: '2026-01' } })
    await source.book.categories.move(old.id, { before: food.id })
    await source.book.groups.move(leisure.id, { before: home.id })
    await source.book.expenses.update(dinner.id, { original: paidInDinars })
    await source.book.months.close('2026-01')
    const document = await source.book.exportBook()
    const target = await openTestBook(to)
    await target.book.categories.create({ name: 'Goes away' })
    await expect(target.book.importBook(document)).resolves.toBeUndefined()
    expect(await target.stored()).toEqual(await source.stored())
    expect(await target.book.exportBook()).toEqual(document)
    for (const month of ['2026-01', '2026-02']) {
      expect(await target.book.utilization(month)).toEqual(await source.book.utilization(month))
      expect(await target.book.rollover(month)).toEqual(await source.book.rollover(month))
    }
    const record = async () =>
      target.book.expenses.record({ categoryId: food.id, amount: 1, date: '2026-01-01' })
    await expectRefused(target, record, 'month_closed')
  })
})

describe.each(storageKinds)('exportBook in $name', (kind) => {
  it('gives plain JSON that says what it is', async () => {
    const { book } = await openTestBook(kind)
    await fillBook(book)
    const document = await book.exportBook()
    expect(document).toMatchObject({ format: 'budgetbook', version: '1.2' })
    expect(JSON.parse(JSON.stringify(document))).toEqual(document)
    expect(document.expenses.every((expense) => !('month' in expense))).toBe(true)
  })

  it('gives the same document for the same contents', async () => {
    const { book, reopen } = await openTestBook(kind)
    await fillBook(book)
    expect(await (await reopen()).exportBook()).toEqual(await book.exportBook())
  })

  it('shares nothing with the book', async () => {
    const { book, stored } = await openTestBook(kind)
    await fillBook(book)
    const before = await stored()
    const document = await book.exportBook()
    Object.assign(document.settings, { currency: 'JPY' })
    Object.assign(document.budgets[0]!, { amount: '9.99' })
    ;(document.categories as unknown[]).length = 0
    expect(await stored()).toEqual(before)
  })
})

describe.each(storageKinds)('importBook in $name', (kind) => {
  it('takes a document that another program has sealed', async () => {
    const document = await someDocument()
    expect(resealed(document, () => undefined)).toEqual(document)
  })

  it('takes the document as JSON gives it back, in whatever order its fields are', async () => {
    const document = await someDocument()
    const reversed = Object.fromEntries(Object.entries(document).reverse())
    const test = await openTestBook(kind)
    await test.book.importBook(JSON.parse(JSON.stringify(reversed)))
    expect(await test.book.exportBook()).toEqual(document)
  })

  it('says of a document without a checksum that it has none', async () => {
    const { checksum: _, ...document } = await someDocument()
    const { book } = await openTestBook(kind)
    const failure = await failureOf(book.importBook(document))
    expect(failure).toMatchObject({ code: 'storage_corrupt', details: { reason: 'it has no checksum' } })
  })

  it('replaces everything, and can be repeated', async () => {
    const document = await someDocument()
    const { book, stored } = await openTestBook(kind)
    await fillBook(book)
    await book.importBook(document)
    const once = await stored()
    await book.importBook(document)
    expect(await stored()).toEqual(once)
  })

  it('asks no policy: a month above the limit comes over as it is', async () => {
    const source = await openTestBook(kind)
    await fillBook(source.book)
    await source.book.settings.update({ monthlyLimit: 0 })
    const target = await openTestBook(kind, { allocationPolicy: enforcePolicy() })
    await target.book.importBook(await source.book.exportBook())
    expect((await target.book.utilization('2026-01')).compliance.overage).toBe('100.00')
  })

  it('shares nothing with the document', async () => {
    const document = structuredClone(await someDocument())
    const { book, stored } = await openTestBook(kind)
    await book.importBook(document)
    const before = await stored()
    Object.assign(document.budgets[0]!, { amount: '9.99' })
    Object.assign(document.categories[0]!.metadata, { changed: true })
    expect(await stored()).toEqual(before)
  })

  it.each([
    [undefined, 'invalid_type', []],
    [null, 'invalid_type', []],
    ['{}', 'invalid_type', []],
    [[], 'invalid_type', []],
    [{}, 'invalid_value', ['format']],
    [{ format: 'other', version: '1.0' }, 'invalid_value', ['format']],
  ])('refuses %j as no document', async (document, code, path) => {
    const test = await openTestBook(kind)
    await expectInvalid(test, async () => test.book.importBook(document), code, path)
  })

  it.each(['2.0', '10.0', '999999.0'])('refuses version %s, a newer major one', async (version) => {
    const document = resealed(await someDocument(), (body) => Object.assign(body, { version }))
    const test = await openTestBook(kind)
    await expectRefused(test, async () => test.book.importBook(document), 'storage_future_version', {
      found: version,
      supported: '1.2',
    })
  })

  it('reads a newer minor version', async () => {
    const document = await someDocument()
    const { book } = await openTestBook(kind)
    await book.importBook(resealed(document, (body) => Object.assign(body, { version: '1.7' })))
    expect(await book.exportBook()).toEqual(document)
  })

  it.each([undefined, null, '', '1', '0.9', '1.0.0', 'x', 1])('refuses %j as no version', async (version) => {
    const document = resealed(await someDocument(), (body) => Object.assign(body, { version }))
    const test = await openTestBook(kind)
    await expectRefused(test, async () => test.book.importBook(document), 'storage_corrupt')
  })
})

describe('a damaged document', () => {
  it('with any one character changed is refused, or means the same', async () => {
    const document = await someDocument()
    const text = JSON.stringify(document)
    const test = await openTestBook(storageKinds[0]!)
    await fillBook(test.book)
    const before = await test.stored()
    const replacement = fc.oneof(
      fc.constantFrom(...Array.from('0123456789"{}[],:.-+eE \\tn\u0000')),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    )
    const position = fc.nat({ max: text.length - 1 })
    await fc.assert(
      fc.asyncProperty(position, replacement, async (at, character) => {
        const damaged = text.slice(0, at) + character + text.slice(at + 1)
        let parsed: unknown
        try {
          parsed = JSON.parse(damaged)
        } catch {
          return // no JSON any more: nothing to import
        }
        try {
          await test.book.importBook(parsed)
        } catch (error) {
          expect(isBudgetBookError(error)).toBe(true)
          expect(await test.stored()).toEqual(before)
          return
        }
        expect(parsed).toEqual(document)
        // Back to where it was, for the next character.
        const refilled = await openTestBook(storageKinds[0]!)
        await fillBook(refilled.book)
        await test.book.importBook(await refilled.book.exportBook())
      }),
      { numRuns: 2_000 },
    )
  })

  it('is refused at each and every digit and letter', async () => {
    const text = JSON.stringify(await someDocument())
    const test = await openTestBook(storageKinds[0]!)
    const before = await test.stored()
    for (let at = 0; at < text.length; at++) {
      const character = text[at]!
      if (!/[0-9a-z]/i.test(character)) continue
      const other = character === '7' ? '3' : '7'
      let parsed: unknown
      try {
        parsed = JSON.parse(text.slice(0, at) + other + text.slice(at + 1))
      } catch {
        continue
      }
      await expect(test.book.importBook(parsed)).rejects.toMatchObject({ name: 'BudgetBookError' })
    }
    expect(await test.stored()).toEqual(before)
  })

  it.each<[string, (body: Record<string, Rows>) => void]>([
    ['a budget of a category that is not there', ({ budgets }) => (budgets![0]!['categoryId'] = 'nobody')],
    [
      'an expense of a category that is not there',
      ({ expenses }) => (expenses![0]!['categoryId'] = 'nobody'),
    ],
    ['two categories of one id', ({ categories }) => (categories![1]!['id'] = categories![0]!['id'])],
    ['two categories of one name', ({ categories }) => (categories![1]!['name'] = 'FÓÔD "&" 😀')],
    ['two groups of one id', ({ groups }) => (groups![1]!['id'] = groups![0]!['id'])],
    ['two groups of one name', ({ groups }) => (groups![1]!['name'] = 'HOME')],
    ['no name of a group', ({ groups }) => (groups![0]!['name'] = '')],
    ['a group that is a number', ({ categories }) => (categories![0]!['groupId'] = 5)],
    ['a negative cap', ({ categories }) => replaceIn(categories![0]!['rollover'], { cap: '-20.00' })],
    ['no such carry', ({ categories }) => replaceIn(categories![0]!['rollover'], { carry: 'all' })],
    [
      'a rule that begins never',
      ({ categories }) => replaceIn(categories![0]!['rollover'], { from: '2026-13' }),
    ],
    [
      'a rule without an opening',
      ({ categories }) => replaceIn(categories![0]!['rollover'], { opening: null }),
    ],
    [
      'an original amount at another scale',
      ({ expenses }) => replaceIn(originalIn(expenses!), { amount: '18.50' }),
    ],
    [
      'an original currency that never was',
      ({ expenses }) => replaceIn(originalIn(expenses!), { currency: 'X' }),
    ],
    ['a rate of zero', ({ expenses }) => replaceIn(originalIn(expenses!), { rate: '0' })],
    ['two budgets of one id', ({ budgets }) => (budgets![1]!['id'] = budgets![0]!['id'])],
    [
      'two budgets of one category and month',
      ({ budgets }) => (budgets![1]!['month'] = budgets![0]!['month']),
    ],
    ['two expenses of one id', ({ expenses }) => (expenses![1]!['id'] = expenses![0]!['id'])],
    ['a month closed twice', ({ closedMonths }) => closedMonths!.push(closedMonths![0]!)],
    ['a negative budget', ({ budgets }) => (budgets![0]!['amount'] = '-1.00')],
    ['an amount at another scale', ({ expenses }) => (expenses![0]!['amount'] = '1.0')],
    ['an amount as a number', ({ expenses }) => (expenses![0]!['amount'] = 1)],
    ['a limit at another scale', (body) => Object.assign(body['settings']!, { monthlyLimit: '1' })],
    ['a negative limit', (body) => Object.assign(body['settings']!, { monthlyLimit: '-1.00' })],
    [
      'a negative limit of a closed month',
      ({ closedMonths }) => (closedMonths![0]!['limitAtClose'] = '-1.00'),
    ],
    [
      'a limit of a closed month at another scale',
      ({ closedMonths }) => (closedMonths![0]!['limitAtClose'] = '1'),
    ],
    ['an unknown currency', (body) => Object.assign(body['settings']!, { currency: 'XXX' })],
    [
      'a start day that not every month has',
      (body) => Object.assign(body['settings']!, { monthStartDay: 29 }),
    ],
    ['an invalid date', ({ expenses }) => (expenses![0]!['date'] = '2026-02-30')],
    ['an invalid month', ({ budgets }) => (budgets![0]!['month'] = '2026-13')],
    ['no name', ({ categories }) => (categories![0]!['name'] = ' ')],
    ['no time of creation', ({ categories }) => delete categories![0]!['createdAt']],
    ['no list of expenses', (body) => delete body['expenses']],
    ['an object in place of a list', (body) => Object.assign(body, { budgets: {} })],
  ])('that was resealed with %s is refused', async (_, damage) => {
    const document = resealed(await someDocument(), damage as (body: Record<string, unknown>) => void)
    const test = await openTestBook(storageKinds[0]!)
    await fillBook(test.book)
    await expectRefused(test, async () => test.book.importBook(document), 'storage_corrupt', {
      bookId: 'default',
    })
  })

  it('is refused however deep it goes', async () => {
    const test = await openTestBook(storageKinds[0]!)
    for (let depth = 1_000; depth < 200_000; depth = Math.ceil(depth * 1.1)) {
      const document = {
        format: 'budgetbook',
        version: '1.0',
        settings: JSON.parse('['.repeat(depth) + ']'.repeat(depth)),
      }
      await expect(test.book.importBook(document)).rejects.toMatchObject({ name: 'BudgetBookError' })
    }
  })
})
