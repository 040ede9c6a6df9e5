import { describe, expect, it } from 'vitest'
import {
  createMemoryAdapter,
  openBudgetBook,
  type HistoryEntry,
  type HistoryFilter,
  type StorageAdapter,
} from 'budgetbook'
import { failureOf, openTestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const kinds = storageKinds.filter(({ name }) => name !== 'localStorage')

describe.each(kinds)('the entries of a book in $name', (kind) => {
  it('say who changed what from what to what, and when', async () => {
    const { book, clock } = await openTestBook(kind, { history: { keep: 'all' } })
    const food = await book.categories.create({ name: 'Food' }, { actor: 'ana', operationId: 'one' })
    clock.set('2026-02-15T00:00:00.000Z')
    const { budget } = await book.budgets.create({ categoryId: food.id, month: '2026-02', amount: '5' })
    const after = await book.budgets.update(
      budget.id,
      { amount: '6', metadata: { why: '<"é">' } },
      { actor: 'bo' },
    )
    const { items, nextCursor } = await book.history.list()
    expect(nextCursor).toBeNull()
    expect(items).toStrictEqual([
      {
        id: expect.any(String) as string,
        at: '2026-02-15T00:00:00.000Z',
        operationId: null,
        actor: 'bo',
        changes: [{ type: 'budget', id: budget.id, before: budget, after: after.budget }],
      },
      {
        id: expect.any(String) as string,
        at: '2026-02-15T00:00:00.000Z',
        operationId: null,
        actor: null,
        changes: [{ type: 'budget', id: budget.id, before: null, after: budget }],
      },
      {
        id: expect.any(String) as string,
        at: '2026-02-14T09:30:00.000Z',
        operationId: 'one',
        actor: 'ana',
        changes: [{ type: 'category', id: food.id, before: null, after: food }],
      },
    ])
  })

  it('are there one by one too, for as long as they are kept', async () => {
    const { book, reopen } = await openTestBook(kind, { history: { keep: 2 } })
    for (const name of ['a', 'b', 'c']) await book.categories.create({ name })
    const { items } = await book.history.list()
    for (const entry of items) expect(await book.history.get(entry.id)).toEqual(entry)
    const [{ id }] = items as [HistoryEntry]
    Object.assign((await book.history.get(id)).changes[0] as object, { id: 'changed' })
    expect(await book.history.get(id)).toEqual(items[0])
    // Whoever reads it need not keep a history.
    expect(await (await reopen()).history.get(id)).toEqual(items[0])
    const oldest = items.at(-1)!.id
    await book.categories.create({ name: 'd' })
    for (const gone of [oldest, 'none']) {
      const { code, details } = await failureOf(book.history.get(gone))
      expect([code, details]).toEqual(['not_found', { type: 'history_entry', id: gone }])
    }
    const other = await reopen({ bookId: 'other', history: { keep: 2 } })
    expect((await failureOf(other.history.get(id))).code).toBe('not_found')
    for (const wrong of ['', 7, undefined])
      expect((await failureOf(book.history.get(wrong as string))).code).toBe('invalid_input')
    await book.close()
    expect((await failureOf(book.history.get(id))).code).toBe('closed')
  })

  it('are copies: what a caller does to one is nobody’s business', async () => {
    const { book } = await openTestBook(kind, { history: { keep: 'all' } })
    await book.categories.create({ name: 'Food' })
    const { items } = await book.history.list()
    const before = structuredClone(items)
    Object.assign((items[0]!.changes[0] as { after: object }).after, { name: 'Changed' })
    expect((await book.history.list()).items).toEqual(before)
  })

  it('come in pages, each once, while others come', async () => {
    const { book } = await openTestBook(kind, { history: { keep: 'all' } })
    const ids: string[] = []
    for (const name of ['a', 'b', 'c', 'd', 'e']) ids.unshift((await book.categories.create({ name })).id)
    const found: unknown[] = []
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await book.history.list({ limit: 2, cursor })
      found.push(...page.items.flatMap(({ changes }) => (changes === 'whole_book' ? [] : changes[0]!.id)))
      cursor = page.nextCursor
      if (found.length === 2) await book.categories.create({ name: 'late' })
    }
    expect(found).toEqual(ids)
    expect((await book.history.list({ limit: 6 })).nextCursor).toBeNull()
  })

  it('pass the filters of a month and a category, however far they are apart', async () => {
    const { book } = await openTestBook(kind, { history: { keep: 'all' } })
    const { id: food } = await book.categories.create({ name: 'Food' })
    const { id: fun } = await book.categories.create({ name: 'Fun' })
    const old = await book.expenses.record({ categoryId: food, amount: '1', date: '2026-01-31' })
    await book.expenses.update(old.id, { date: '2026-02-01' })
    for (let count = 0; count < 120; count++)
      await book.expenses.record({ categoryId: fun, amount: '1', date: '2026-03-01' })
    await book.holds.place({ categoryId: food, amount: '1', date: '2026-01-05' })
    await book.months.close('2026-01')
    const types = async (filter: Parameters<typeof book.history.list>[0]) =>
      (await book.history.list(filter)).items.map(
        ({ changes }) => changes !== 'whole_book' && changes[0]!.type,
      )
    expect(await types({ month: '2026-01' })).toEqual(['month', 'hold', 'expense', 'expense'])
    expect(await types({ month: '2026-02' })).toEqual(['expense'])
    expect(await types({ categoryId: food })).toEqual(['hold', 'expense', 'expense', 'category'])
    expect(await types({ categoryId: food, month: '2026-02' })).toEqual(['expense'])
    const first = await book.history.list({ categoryId: food, limit: 1 })
    expect(await types({ categoryId: food, limit: 2, cursor: first.nextCursor })).toEqual([
      'expense',
      'expense',
    ])
    await book.months.reopen('2026-01')
    await book.settings.changeMonthStart(15)
    // The first of February counts for January now, the fifth for December, and work on the whole book may have changed anything.
    expect(await types({ month: '2026-01' })).toEqual([false, 'month', 'month', 'expense', 'expense'])
  })

  it('are those of the last commits, as many as are kept', async () => {
    const test = await openTestBook(kind, { history: { keep: 3 } })
    for (const name of ['a', 'b', 'c', 'd']) await test.book.categories.create({ name })
    expect((await test.book.history.list()).items).toHaveLength(3)
    const few = await test.reopen({ history: { keep: 1 } })
    expect((await few.history.list()).items).toHaveLength(3)
    await few.categories.create({ name: 'e' })
    expect((await test.book.history.list()).items).toHaveLength(1)
  })

  it('come from books with a history only, and anyone may read them', async () => {
    const test = await openTestBook(kind)
    await test.book.categories.create({ name: 'Food' }, { actor: 'ana' })
    expect(await test.book.history.list()).toEqual({ items: [], nextCursor: null })
    const kept = await test.reopen({ history: { keep: 'all' } })
    await kept.categories.create({ name: 'Fun' })
    expect((await test.book.history.list()).items).toHaveLength(1)
    expect((await failureOf(test.book.history.undo('any'))).details).toEqual({ reason: 'off' })
  })

  it('are in a document that asks for them, oldest first, and an import leaves them out', async () => {
    const test = await openTestBook(kind, { history: { keep: 'all' } })
    const { book } = test
    for (let count = 0; count < 130; count++) await book.categories.create({ name: `Name ${count}` })
    const { history, ...plain } = await book.exportBook({ history: true })
    expect(history).toHaveLength(130)
    expect(history?.toReversed()).toEqual((await book.history.list({ limit: 1_000 })).items)
    expect({ ...(await book.exportBook()), checksum: '' }).toEqual({ ...plain, checksum: '' })
    const other = await test.reopen({ bookId: 'other' })
    await other.importBook(JSON.parse(JSON.stringify(await book.exportBook({ history: true }))))
    expect((await other.history.list()).items).toMatchObject([{ changes: 'whole_book' }])
    expect(await other.exportBook()).toEqual(await book.exportBook())
    const strange = JSON.parse(JSON.stringify({ ...plain, history: [] })) as object
    expect((await failureOf(other.importBook(strange))).code).toBe('storage_corrupt')
  })

  it('stay when a book is imported, and go with the book', async () => {
    const test = await openTestBook(kind, { history: { keep: 'all' } })
    await test.book.categories.create({ name: 'Food' })
    await test.book.importBook(await test.book.exportBook(), { actor: 'ana' })
    const { items } = await test.book.history.list()
    expect(items.map(({ changes, actor }) => [typeof changes, actor])).toEqual([
      ['string', 'ana'],
      ['object', null],
    ])
    await test.storage.deleteBook('default')
    expect((await test.book.history.list()).items).toEqual([])
  })
})

describe('a book without a history', () => {
  it('cannot be opened with one where the storage keeps none', async () => {
    const kind = storageKinds.find(({ name }) => name === 'localStorage')!
    const opening = openTestBook(kind, { history: { keep: 5 } })
    expect(await failureOf(opening)).toMatchObject({
      code: 'history_unsupported',
      details: { reason: 'adapter' },
    })
    const { book } = await openTestBook(kind)
    expect((await failureOf(book.history.list())).details).toEqual({ reason: 'adapter' })
    // It declares nothing, though it has the method.
    const methods: StorageAdapter = { ...createMemoryAdapter() }
    delete methods.history
    const history = async () => []
    const promises = { reach: 'instance', isolation: 'instance', durability: 'none' } as const
    const quiet = { ...methods, history, open: async () => promises }
    const code = 'history_unsupported'
    expect(await failureOf(openBudgetBook({ storage: quiet, history: { keep: 5 } }))).toMatchObject({ code })
    const without = { ...methods, open: async () => ({ ...promises, history: true }) }
    expect(await failureOf(openBudgetBook({ storage: without, history: { keep: 5 } }))).toMatchObject({
      code,
    })
  })

  it.each([0, -1, 1.5, Number.NaN, Infinity, '5', 'ALL', null, 2 ** 53])(
    'is asked to keep %j entries in vain',
    async (keep) => {
      const opening = openBudgetBook({ storage: createMemoryAdapter(), history: { keep: keep as number } })
      expect((await failureOf(opening)).details).toMatchObject({ issues: [{ path: ['history', 'keep'] }] })
    },
  )

  it.each([
    [{ limit: 0 }, 'limit'],
    [{ limit: 1001 }, 'limit'],
    [{ cursor: 'x' }, 'cursor'],
    [{ cursor: '0' }, 'cursor'],
    [{ month: '2026-13' }, 'month'],
    [{ categoryId: '' }, 'categoryId'],
    [{ other: 1 }, 'other'],
  ])('refuses the filter %j', async (filter, field) => {
    const book = await openBudgetBook({ storage: createMemoryAdapter(), history: { keep: 'all' } })
    expect((await failureOf(book.history.list(filter as HistoryFilter))).details).toMatchObject({
      issues: [{ path: [field] }],
    })
    const actor = book.categories.create({ name: 'a' }, { actor: '' })
    expect((await failureOf(actor)).details).toMatchObject({ issues: [{ path: ['actor'] }] })
  })
})
