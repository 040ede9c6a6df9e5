import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, entityTag, openBudgetBook } from 'budgetbook'
import type { BookContents } from 'budgetbook/adapter'
import { expectInvalid, expectRefused, openTestBook } from '../../support/book/fixture.js'
import { callMethod, mutations, type MethodCase } from '../../support/book/methods.js'
import { fillBook } from '../../support/book/world.js'
import { storageKinds } from '../../support/storages/book-storages.js'

type ChangeOfOne = MethodCase & { readonly one: NonNullable<MethodCase['one']> }

const changes = mutations.filter((mutation): mutation is ChangeOfOne => mutation.one !== undefined)
const others = mutations.filter(({ one }) => !one)
const stale = '0'.repeat(32)

/** Somebody else changes the one thing of a call. */
const meddlers: Readonly<
  Record<string, (book: Parameters<ChangeOfOne['one']>[0], id: string) => Promise<unknown>>
> = {
  settings: async (book) => book.settings.update({ monthlyLimit: '77.00' }),
  categories: async (book, id) => book.categories.update(id, { metadata: { by: 'another' } }),
  groups: async (book, id) => book.groups.update(id, { metadata: { by: 'another' } }),
  budgets: async (book, id) => book.budgets.update(id, { metadata: { by: 'another' } }),
  expenses: async (book, id) => book.expenses.update(id, { metadata: { by: 'another' } }),
}

describe.each(storageKinds)('ifMatch in $name', (kind) => {
  it.each(changes)('lets $method change what is as it was read', async (change) => {
    const { book, stored } = await openTestBook(kind)
    const twin = await openTestBook(kind)
    const world = await fillBook(book)
    const twins = await fillBook(twin.book)
    await change.prepare?.(book)
    await change.prepare?.(twin.book)
    const ifMatch = [stale, entityTag(await change.one(book, world))]
    const given = await callMethod(book, change.method, [...change.input(world), { ifMatch }])
    expect(given).toEqual(await callMethod(twin.book, change.method, [...change.input(twins)]))
    expect(await stored()).toEqual(await twin.stored())
  })

  it.each(changes)('refuses $method of what is not', async (change) => {
    const test = await openTestBook(kind)
    const world = await fillBook(test.book)
    await change.prepare?.(test.book)
    const [area = ''] = change.method.split('.')
    const present = await change.one(test.book, world)
    const id = 'id' in present ? present.id : 'month' in present ? present.month : 'settings'
    const types: Record<string, string> = { settings: 'settings', categories: 'category', months: 'month' }
    const details = { type: types[area] ?? area.slice(0, -1), id }
    for (const ifMatch of [stale, [], [stale, entityTag(present).toUpperCase() + ' ']]) {
      const call = async () => callMethod(test.book, change.method, [...change.input(world), { ifMatch }])
      await expectRefused(test, call, 'precondition_failed', details)
    }
  })

  it.each(changes.filter(({ method }) => (method.split('.')[0] ?? '') in meddlers))(
    'refuses $method after another client changed it',
    async (change) => {
      const test = await openTestBook(kind)
      const world = await fillBook(test.book)
      const [area = ''] = change.method.split('.')
      const read = await change.one(test.book, world)
      await meddlers[area]?.(await test.reopen(), 'id' in read ? read.id : '')
      const options = { ifMatch: entityTag(read) }
      const call = async () => callMethod(test.book, change.method, [...change.input(world), options])
      await expectRefused(test, call, 'precondition_failed')
    },
  )

  it.each(changes.filter(({ method }) => !/^(?:settings|months)/.test(method)))(
    'leaves $method of an unknown id not_found',
    async ({ method, input, one }) => {
      const test = await openTestBook(kind)
      const world = await fillBook(test.book)
      const [, ...rest] = input(world)
      const [area = ''] = method.split('.')
      const details = { type: area === 'categories' ? 'category' : area.slice(0, -1), id: 'nobody' }
      for (const ifMatch of [stale, [], entityTag(await one(test.book, world))]) {
        const call = async () => callMethod(test.book, method, ['nobody', ...rest, { ifMatch }])
        await expectRefused(test, call, 'not_found', details)
      }
    },
  )

  it.each(changes.filter(({ method }) => method.startsWith('holds.')))(
    'leaves $method of a hold that has expired not_found, but for the tag that it had',
    async ({ method, input, one }) => {
      const test = await openTestBook(kind)
      const { book, clock } = test
      const world = await fillBook(book)
      const { id, expiresAt } = world.hotel
      const tag = entityTag(await one(book, world))
      clock.set(String(expiresAt))
      await expect(book.holds.get(id)).rejects.toMatchObject({ code: 'not_found' })
      for (const ifMatch of [stale, [], [stale, `${tag} `]]) {
        const call = async () => callMethod(book, method, [...input(world), { ifMatch }])
        await expectRefused(test, call, 'not_found', { type: 'hold', id })
      }
      // It is still stored, and was not changed: these go on as they do without a tag.
      const call = async () => callMethod(book, method, [...input(world), { ifMatch: tag }])
      if (method === 'holds.commit') await expectRefused(test, call, 'hold_expired', { id, expiresAt })
      else expect(await call()).toBe(undefined)
    },
  )

  it.each(changes)('answers a repeated $method as before, without the check', async (change) => {
    const { book, stored } = await openTestBook(kind)
    const world = await fillBook(book)
    await change.prepare?.(book)
    const tag = entityTag(await change.one(book, world))
    const call = async (ifMatch: string | undefined) =>
      callMethod(book, change.method, [...change.input(world), { operationId: 'op', ifMatch }])
    await expect(call(stale)).rejects.toMatchObject({ code: 'precondition_failed' })
    const first = await call(tag)
    const once = await stored()
    for (const ifMatch of [tag, stale, undefined]) expect(await call(ifMatch)).toEqual(first)
    expect(await stored()).toEqual(once)
  })
})

describe('ifMatch', () => {
  const [memory] = storageKinds as [(typeof storageKinds)[0]]

  it.each(others)(
    'is not an option of $method, which does not change exactly one thing',
    async ({ method, input, prepare }) => {
      const test = await openTestBook(memory)
      const world = await fillBook(test.book)
      await prepare?.(test.book)
      const call = async () => callMethod(test.book, method, [...input(world), { ifMatch: stale }])
      await expectInvalid(test, call, 'unknown_field', ['ifMatch'])
    },
  )

  it('is text or a list of texts', async () => {
    const test = await openTestBook(memory)
    for (const ifMatch of [5, null, {}, [5], [null], ['a', undefined]]) {
      const call = async () => callMethod(test.book, 'settings.update', [{}, { ifMatch }])
      await expectInvalid(test, call, 'invalid_type', ['ifMatch'])
    }
  })

  it('leaves what was removed not_found', async () => {
    const { book } = await openTestBook(memory)
    const { hotel } = await fillBook(book)
    const options = { ifMatch: entityTag(hotel) }
    await book.holds.release(hotel.id, options)
    await expect(book.holds.release(hotel.id, options)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('comes before every other refusal', async () => {
    const test = await openTestBook(memory)
    const { food } = await fillBook(test.book)
    const call = async () => test.book.categories.remove(food.id, { ifMatch: stale })
    await expectRefused(test, call, 'precondition_failed')
    await expect(call()).rejects.toThrow('The category was changed since it was read. Read it again')
  })

  it('of a hold in the decimals of an earlier currency is the tag of what was read', async () => {
    const now = () => new Date('2026-02-14T09:30:00.000Z')
    const storage = createMemoryAdapter()
    const book = await openBudgetBook({ storage, now })
    await book.settings.update({ currency: 'USD' })
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    const { hold } = await book.holds.place({ categoryId, amount: '10.50', date: '2026-02-14' })
    // As code of an older version changes the currency: it leaves holds as they are.
    const inYen = (contents: BookContents): BookContents => ({
      ...contents,
      settings: { ...contents.settings, currency: 'JPY' as BookContents['settings']['currency'] },
    })
    await storage.replace('default', (contents) => ({ contents: inYen(contents), receipt: {} }), {
      operation: null,
      source: 'test',
      signal: undefined,
    })
    const read = await book.holds.get(hold.id)
    expect(read.amount).toBe('11')
    const release = async (ifMatch: string) => book.holds.release(hold.id, { ifMatch })
    await expect(release(entityTag(hold))).rejects.toMatchObject({ code: 'precondition_failed' })
    await release(entityTag(read))
    await expect(book.holds.get(hold.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('of a month does not care for midnight', async () => {
    const { book, clock } = await openTestBook(memory)
    const read = await book.months.get('2026-02')
    expect(read.current).toBe(true)
    clock.set('2026-03-01T00:00:00.000Z')
    const closed = await book.months.close('2026-02', { ifMatch: entityTag(read) })
    expect(closed).toMatchObject({ closed: true, current: false })
    const reopening = book.months.reopen('2026-02', { ifMatch: entityTag(read) })
    await expect(reopening).rejects.toMatchObject({ code: 'precondition_failed' })
  })

  it('keeps no trace in the history', async () => {
    const book = await openBudgetBook({ storage: createMemoryAdapter(), history: { keep: 'all' } })
    const ifMatch = entityTag(await book.settings.get())
    await book.settings.update({ monthlyLimit: '5' }, { ifMatch, actor: 'ada' })
    expect(JSON.stringify(await book.history.list())).not.toContain(ifMatch)
  })
})
