import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { BudgetBook, Expense, ExpenseFilter } from 'budgetbook'
import { expectInvalid, openTestBook, type TestBook } from '../../support/book/fixture.js'
import { storageKinds, type TestStorageKind } from '../../support/storages/book-storages.js'
import { civilDateArbitrary, startDayArbitrary } from '../../support/arbitraries/calendar.js'

/** A book with the categories a and b. */
async function openWithCategories(
  kind: TestStorageKind,
  options = {},
): Promise<TestBook & { a: string; b: string }> {
  const test = await openTestBook(kind, options)
  const a = await test.book.categories.create({ name: 'a' })
  const b = await test.book.categories.create({ name: 'b' })
  return { ...test, a: a.id, b: b.id }
}

/** Pages through a list to its end. */
async function pagesOf(book: BudgetBook, filter: ExpenseFilter): Promise<Expense[][]> {
  const pages: Expense[][] = []
  let cursor: string | null | undefined
  while (cursor !== null) {
    const { items, nextCursor } = await book.expenses.list({ ...filter, cursor })
    pages.push([...items])
    cursor = nextCursor
  }
  return pages
}

const newestFirst = (one: Expense, other: Expense): number => {
  const key = ({ date, createdAt, id }: Expense) => `${date} ${createdAt} ${id}`
  return key(one) < key(other) ? 1 : -1
}

describe.each(storageKinds)('the list of expenses in $name', (kind) => {
  it('is newest first: by date, then by time of recording, then by id', async () => {
    const ids = ['b', 'd', 'c', 'a', 'e', 'f']
    const test = await openWithCategories(kind, {
      generateId: () => ids.shift() ?? `category-${Math.random()}`,
    })
    const { book, clock } = test
    const categoryId = (await book.categories.list())[0]!.id
    await book.expenses.record({ categoryId, amount: 1, date: '2026-02-02' })
    await book.expenses.record({ categoryId, amount: 2, date: '2026-02-02' })
    clock.set('2026-02-14T09:29:59.999Z')
    await book.expenses.record({ categoryId, amount: 3, date: '2026-02-02' })
    await book.expenses.record({ categoryId, amount: 4, date: '2026-03-01' })
    const { items, nextCursor } = await book.expenses.list()
    expect(items.map(({ id }) => id)).toEqual(['f', 'c', 'a', 'e'])
    expect(nextCursor).toBeNull()
  })

  it('is empty in a new book', async () => {
    const { book } = await openTestBook(kind)
    expect(await book.expenses.list()).toEqual({ items: [], nextCursor: null })
  })

  it('has filters that intersect, with dates inclusive', async () => {
    const { book, a, b } = await openWithCategories(kind)
    await book.settings.update({ monthStartDay: 25 })
    const dates = ['2026-01-24', '2026-01-25', '2026-02-24', '2026-02-25']
    for (const date of dates) await book.expenses.record({ categoryId: a, amount: 1, date })
    await book.expenses.record({ categoryId: b, amount: 1, date: '2026-02-01' })
    const listed = async (filter: ExpenseFilter) =>
      (await book.expenses.list(filter)).items.map(({ date }) => date)
    expect(await listed({ month: '2026-01' })).toEqual(['2026-02-24', '2026-02-01', '2026-01-25'])
    expect(await listed({ month: '2026-01', categoryId: a })).toEqual(['2026-02-24', '2026-01-25'])
    expect(await listed({ from: '2026-02-24' })).toEqual(['2026-02-25', '2026-02-24'])
    expect(await listed({ to: '2026-01-25' })).toEqual(['2026-01-25', '2026-01-24'])
    expect(await listed({ from: '2026-01-25', to: '2026-02-24', categoryId: b })).toEqual(['2026-02-01'])
    expect(await listed({ month: '2026-01', from: '2026-02-01' })).toEqual(['2026-02-24', '2026-02-01'])
    expect(await listed({ month: '2026-01', to: '2026-01-31' })).toEqual(['2026-01-25'])
    expect(await listed({ month: '2026-01', from: '2026-02-25' })).toEqual([])
    expect(await listed({ from: '2026-02-25', to: '2026-02-24' })).toEqual([])
    expect(await listed({ month: '2024-01' })).toEqual([])
    expect(await listed({ categoryId: 'nobody' })).toEqual([])
  })

  it('has 100 items on a page unless told otherwise, and 1,000 at most', async () => {
    const { book, a } = await openWithCategories(kind)
    await book.expenses.recordMany(Array.from({ length: 1_001 }, () => ({ categoryId: a, amount: 1 })))
    expect((await book.expenses.list()).items).toHaveLength(100)
    expect((await pagesOf(book, { limit: 1_000 })).map((page) => page.length)).toEqual([1_000, 1])
  })

  it('ends without a cursor where the last page is full', async () => {
    const { book, a } = await openWithCategories(kind)
    for (const amount of [1, 2, 3, 4]) await book.expenses.record({ categoryId: a, amount })
    expect((await pagesOf(book, { limit: 2 })).map((page) => page.length)).toEqual([2, 2])
  })

  it('goes on where it was while expenses come and go, the last one of the page included', async () => {
    const { book, a } = await openWithCategories(kind)
    const record = async (date: string) => book.expenses.record({ categoryId: a, amount: 1, date })
    const days = ['01', '02', '03', '04', '05'].map((day) => `2026-02-${day}`)
    for (const day of days) await record(day)
    const first = await book.expenses.list({ limit: 2 })
    await book.expenses.remove(first.items[1]!.id)
    await record('2026-02-28')
    await record('2026-02-02')
    const { items } = await book.expenses.list({ cursor: first.nextCursor! })
    expect(items.map(({ date }) => date)).toEqual(['2026-02-03', '2026-02-02', '2026-02-02', '2026-02-01'])
  })

  it.each([
    [{ limit: 0 }, 'too_small', ['limit']],
    [{ limit: 1_001 }, 'too_big', ['limit']],
    [{ limit: 1.5 }, 'invalid_type', ['limit']],
    [{ limit: '10' }, 'invalid_type', ['limit']],
    [{ month: '2026' }, 'invalid_month', ['month']],
    [{ from: '2026-02' }, 'invalid_date', ['from']],
    [{ to: 'now' }, 'invalid_date', ['to']],
    [{ categoryId: '' }, 'too_short', ['categoryId']],
    [{ page: 2 }, 'unknown_field', ['page']],
    [null, 'invalid_type', []],
  ])('refuses the filter %j', async (filter, code, path) => {
    const test = await openTestBook(kind)
    await expectInvalid(test, async () => test.book.expenses.list(filter as ExpenseFilter), code, path)
  })

  it.each([
    '',
    'garbage',
    '2026-02-14',
    '2026-02-14~',
    '2026-02-30~2026-02-14T09:30:00.000Z~id-1',
    '2026-02-14~2026-02-14T09:30:00.000~id-1',
    '2026-02-14~2026-02-14T09:30:00.000Z~',
    '2026-02-14 2026-02-14T09:30:00.000Z~id-1',
    '\0',
  ])('refuses the cursor %j', async (cursor) => {
    const test = await openTestBook(kind)
    await expectInvalid(test, async () => test.book.expenses.list({ cursor }), 'invalid_value', ['cursor'])
  })

  it('refuses any cursor that no page gave, or starts somewhere', async () => {
    const { book } = await openTestBook(kind)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (cursor) => {
        await expect(book.expenses.list({ cursor })).rejects.toMatchObject({ code: 'invalid_input' })
      }),
    )
  })
})

describe.each(storageKinds)('paging in $name', (kind) => {
  it('gives every matching expense once, in order, whatever the dates, filters and page size', async () => {
    const dates = fc.array(fc.tuple(civilDateArbitrary(), fc.boolean()), { maxLength: 25 })
    const date = fc.option(civilDateArbitrary(), { nil: undefined })
    const filter = fc.record({ from: date, to: date, byCategory: fc.boolean(), byMonth: fc.option(fc.nat()) })
    await fc.assert(
      fc.asyncProperty(
        dates,
        startDayArbitrary(),
        filter,
        fc.integer({ min: 1, max: 7 }),
        async (entries, monthStartDay, { from, to, byCategory, byMonth }, limit) => {
          const { book, a, b, stored } = await openWithCategories(kind)
          await book.settings.update({ monthStartDay })
          await book.expenses.recordMany(
            entries.map(([on, first]) => ({ categoryId: first ? a : b, amount: 1, date: on })),
          )
          const { expenses } = await stored()
          const month = byMonth === null ? undefined : expenses[byMonth % expenses.length]?.month
          const expected = expenses
            .filter((one) => (from === undefined || one.date >= from) && (to === undefined || one.date <= to))
            .filter(
              (one) => (!byCategory || one.categoryId === a) && (month === undefined || one.month === month),
            )
            .map(({ month: _, ...expense }) => expense)
            .sort(newestFirst)
          const categoryId = byCategory ? a : undefined
          const pages = await pagesOf(book, { from, to, month, categoryId, limit })
          expect(pages.flat()).toEqual(expected)
          for (const page of pages.slice(0, -1)) expect(page).toHaveLength(limit)
        },
      ),
    )
  })
})
