import { describe, expect, it } from 'vitest'
import type { NewCategory } from 'budgetbook'
import { expectInvalid, expectRefused, openTestBook, startOfClock } from '../../support/book/fixture.js'
import { resealed } from '../../support/book/seal.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const later = '2026-02-15T00:00:00.000Z'
const names = (categories: readonly { name: string }[]): string[] => categories.map(({ name }) => name)

describe.each(storageKinds)('categories in $name', (kind) => {
  it('are created with what was given, and found again', async () => {
    const { book } = await openTestBook(kind)
    const created = await book.categories.create({ name: '  Food & Dining ', metadata: { icon: 'fork' } })
    expect(created).toEqual({
      id: 'id-1',
      name: 'Food & Dining',
      archived: false,
      groupId: null,
      rollover: null,
      metadata: { icon: 'fork' },
      createdAt: startOfClock,
      updatedAt: startOfClock,
    })
    expect(await book.categories.get('id-1')).toEqual(created)
    expect((await book.categories.create({ name: 'Travel' })).metadata).toEqual({})
  })

  it('are listed in the order in which they were created, archived ones only when asked for', async () => {
    const { book } = await openTestBook(kind)
    for (const name of ['b', 'c', 'a']) await book.categories.create({ name })
    await book.categories.archive('id-2')
    expect(names(await book.categories.list())).toEqual(['b', 'a'])
    expect(names(await book.categories.list({ includeArchived: false }))).toEqual(['b', 'a'])
    expect(names(await book.categories.list({ includeArchived: true }))).toEqual(['b', 'c', 'a'])
  })

  it.each([
    ['CAFÉ', 'café'],
    ['Cafe\u0301', 'CAFÉ'],
    ['Straße', 'STRASSE'],
    ['ﬁsh', 'Fish'],
    ['Ｆｏｏｄ', ' food '],
    ['ΟΔΟΣ', 'οδος'],
    ['Food', 'Fo\u200Bod'],
    ['❤️', '❤'],
    ['Food & Dining', 'Food  &\tdining'],
  ])('have names that differ by more than case and Unicode form: %s is %s', async (name, same) => {
    const test = await openTestBook(kind)
    await test.book.categories.create({ name })
    const other = await test.book.categories.create({ name: 'Other' })
    const details = { name, categoryId: 'id-1' }
    await expectRefused(
      test,
      async () => test.book.categories.create({ name: same }),
      'duplicate_category',
      details,
    )
    const rename = async () => test.book.categories.update(other.id, { name: same })
    await expectRefused(test, rename, 'duplicate_category', details)
  })

  it('tell a dotless i from an i, and store one space for white space', async () => {
    const { book } = await openTestBook(kind)
    for (const name of ['Sınır', 'Sinir', 'Food  &\n Dining']) await book.categories.create({ name })
    expect(names(await book.categories.list())).toEqual(['Sınır', 'Sinir', 'Food & Dining'])
  })

  it('keep a name that an older version took, until they are renamed', async () => {
    const source = await openTestBook(kind)
    const { book } = source
    for (const name of ['Food', 'b', 'c']) await book.categories.create({ name })
    const document = await book.exportBook()
    const old = ['Food', 'Fo\u200Bod', 'a  b\u3164']
    const categories = document.categories.map((category, index) => ({ ...category, name: old[index] }))
    await book.importBook(
      resealed(document, (body) => {
        body['categories'] = categories
      }),
    )
    const [food, again, last] = await book.categories.list()
    expect(names(await book.categories.list())).toEqual(old)
    await book.categories.update(food!.id, { name: 'Food', metadata: { a: 1 } })
    await book.categories.archive(last!.id)
    const details = { name: 'Food', categoryId: food!.id }
    const rename = async () => book.categories.update(again!.id, { name: 'FOOD' })
    await expectRefused(source, rename, 'duplicate_category', details)
    await book.categories.update(again!.id, { name: 'Meals' })
    expect(names(await book.categories.list({ includeArchived: true }))).toEqual([
      'Food',
      'Meals',
      'a  b\u3164',
    ])
  })

  it('keep their name taken while they are archived, and free it when they are removed', async () => {
    const test = await openTestBook(kind)
    const { id } = await test.book.categories.create({ name: 'Food' })
    await test.book.categories.archive(id)
    const create = async () => test.book.categories.create({ name: 'food' })
    await expectRefused(test, create, 'duplicate_category')
    await test.book.categories.remove(id)
    expect(await create()).toMatchObject({ name: 'food' })
  })

  it.each([
    [{ name: '' }, 'too_short', ['name']],
    [{ name: ' \t\n ' }, 'too_short', ['name']],
    [{ name: '\u200B' }, 'too_short', ['name']],
    [{ name: '\u3164' }, 'too_short', ['name']],
    [{ name: 'a\0b' }, 'unsupported_text', ['name']],
    [{ name: '\ud800' }, 'unsupported_text', ['name']],
    [{ name: 5 }, 'invalid_type', ['name']],
    [{}, 'required', ['name']],
    [{ name: 'a', metadata: [] }, 'invalid_type', ['metadata']],
    [{ name: 'a', metadata: { when: new Date(0) } }, 'not_json', ['metadata', 'when']],
    [{ name: 'a', metadata: { list: [1, Number.NaN] } }, 'not_json', ['metadata', 'list', 1]],
    [{ name: 'a', metadata: null }, 'invalid_type', ['metadata']],
    [{ name: 'a', id: 'mine' }, 'unknown_field', ['id']],
    [null, 'invalid_type', []],
  ])('are not created from %j', async (category, code, path) => {
    const test = await openTestBook(kind)
    await expectInvalid(test, async () => test.book.categories.create(category as NewCategory), code, path)
  })

  it('may have a name of 100 characters, whatever they take, and 4 KiB of metadata, but no more', async () => {
    const test = await openTestBook(kind)
    const name = '👩‍🚀😀'.repeat(25)
    const metadata = { text: 'x'.repeat(4_085) }
    expect(JSON.stringify(metadata)).toHaveLength(4_096)
    const create = async (category: NewCategory) => test.book.categories.create(category)
    expect(await create({ name, metadata })).toMatchObject({ name, metadata })
    await expectInvalid(test, async () => create({ name: `${name}x` }), 'too_long', ['name'])
    const longer = { text: `${metadata.text}x` }
    await expectInvalid(test, async () => create({ name: 'x', metadata: longer }), 'too_long', ['metadata'])
  })

  it('change name and metadata, each on its own', async () => {
    const { book, clock } = await openTestBook(kind)
    const { id } = await book.categories.create({ name: 'Food', metadata: { a: 1, b: 2 } })
    clock.set(later)
    const renamed = await book.categories.update(id, { name: ' FOOD ' })
    expect(renamed).toMatchObject({ name: 'FOOD', metadata: { a: 1, b: 2 }, createdAt: startOfClock })
    expect(renamed.updatedAt).toBe(later)
    expect(await book.categories.update(id, { name: undefined, metadata: { c: 3 } })).toMatchObject({
      name: 'FOOD',
      metadata: { c: 3 },
    })
  })

  it('stay as they are, to the time of their last change, where nothing changes', async () => {
    const { book, clock } = await openTestBook(kind)
    const created = await book.categories.create({ name: 'Food' })
    clock.set(later)
    expect(await book.categories.update(created.id, {})).toEqual(created)
    expect(await book.categories.update(created.id, { name: ' Food', metadata: {} })).toEqual(created)
    expect(await book.categories.restore(created.id)).toEqual(created)
  })

  it('are archived and restored', async () => {
    const { book, clock } = await openTestBook(kind)
    const { id } = await book.categories.create({ name: 'Food' })
    clock.set(later)
    expect(await book.categories.archive(id)).toMatchObject({ id, archived: true, updatedAt: later })
    expect(await book.categories.archive(id)).toEqual(await book.categories.get(id))
    expect(await book.categories.restore(id)).toMatchObject({ id, archived: false })
    expect(await book.categories.list()).toHaveLength(1)
  })

  it('are removed when they were never used, or are no more', async () => {
    const test = await openTestBook(kind)
    const { book } = test
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    const { budget } = await book.budgets.create({ categoryId, month: '2026-01', amount: 0 })
    await book.expenses.recordMany([
      { categoryId, amount: 1, date: '2026-02-01' },
      { categoryId, amount: -1, date: '2026-03-01' },
    ])
    const remove = async () => book.categories.remove(categoryId)
    await expectRefused(test, remove, 'category_in_use', { categoryId, budgetCount: 1, expenseCount: 2 })
    await book.budgets.remove(budget.id)
    await expectRefused(test, remove, 'category_in_use', { budgetCount: 0, expenseCount: 2 })
    for (const { id } of (await book.expenses.list()).items) await book.expenses.remove(id)
    await expect(remove()).resolves.toBeUndefined()
    expect(await book.categories.list({ includeArchived: true })).toEqual([])
  })

  it('answer not_found for an id that is not one of theirs', async () => {
    const test = await openTestBook(kind)
    const { categories } = test.book
    const details = { type: 'category', id: 'nobody' }
    for (const call of [
      async () => categories.get('nobody'),
      async () => categories.update('nobody', { name: 'x' }),
      async () => categories.archive('nobody'),
      async () => categories.restore('nobody'),
      async () => categories.remove('nobody'),
    ]) {
      await expectRefused(test, call, 'not_found', details)
    }
  })

  it.each([
    ['', 'too_short'],
    [7, 'invalid_type'],
    [undefined, 'invalid_type'],
  ])('refuse the id %j', async (id, code) => {
    const test = await openTestBook(kind)
    await expectInvalid(test, async () => test.book.categories.get(id as string), code, ['id'])
    await expectInvalid(test, async () => test.book.categories.remove(id as string), code, ['id'])
  })

  it('look for ids of up to 200 characters', async () => {
    const test = await openTestBook(kind)
    await expectRefused(test, async () => test.book.categories.get('x'.repeat(200)), 'not_found')
    await expectInvalid(test, async () => test.book.categories.get('x'.repeat(201)), 'too_long', ['id'])
  })

  it('belong to one book: another book of the same storage has its own', async () => {
    const { book, reopen } = await openTestBook(kind)
    const other = await reopen({ bookId: 'other' })
    await book.categories.create({ name: 'Food' })
    expect(await other.categories.list()).toEqual([])
    expect(await other.categories.create({ name: 'Food' })).toMatchObject({ name: 'Food' })
  })
})
