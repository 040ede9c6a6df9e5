import { describe, expect, it } from 'vitest'
import { openBudgetBook, type StorageAdapter } from 'budgetbook'
import {
  commit,
  commitOptions,
  inserting,
  putting,
  removing,
  theBook,
} from '../../../src/testing/conformance/commits.js'
import { february, makeCategory, makeExpense, makeGroup } from '../../../src/testing/conformance/entities.js'
import { observe, readMonth, readPage } from '../../../src/testing/conformance/observations.js'
import { mapStorage, type MapStorage } from '../../support/storages/storage-like.js'
import { editSealed, readSealed } from './edit-sealed.js'
import { keyOf, openTab, sampleStorage } from './sample-book.js'

type Json = Record<string, unknown>

const headKey = 'budgetbook:book/head'
const monthKey = (storage: MapStorage) => keyOf(storage, '/month/2026-02/')
const added = { futureField: { from: ['a newer', 'version'] } }
const eachWithField = (list: unknown) => (list as Json[]).map((item) => ({ ...item, ...added }))

const originalWithField = ({ original }: Json) =>
  original ? { original: { ...(original as Json), ...added } } : {}

/** The sample book as a newer minor version may leave it: a field more everywhere. */
async function newerMinor(): Promise<MapStorage> {
  const storage = await sampleStorage()
  editSealed(storage, headKey, (head) => ({
    ...head,
    ...added,
    version: '1.7',
    settings: { ...(head['settings'] as Json), ...added },
    categories: eachWithField(head['categories']).map((category: Json) =>
      category['rollover']
        ? { ...category, rollover: { ...(category['rollover'] as Json), ...added } }
        : category,
    ),
    groups: eachWithField(head['groups']),
    operations: eachWithField(head['operations']),
  }))
  const key = monthKey(storage)
  editSealed(storage, key, (header) => ({
    ...header,
    ...added,
    version: '1.9',
    budgets: eachWithField(header['budgets']),
  }))
  for (const line of [1, 2, 3]) {
    editSealed(storage, key, (expense) => ({ ...expense, ...added, ...originalWithField(expense) }), line)
  }
  return storage
}

function expectHeadKept(storage: MapStorage): void {
  const head = readSealed(storage, headKey)
  expect(head).toMatchObject({ version: '1.7', ...added, settings: added })
  const [categories, groups] = [head['categories'], head['groups']] as [Json[], Json[]]
  for (const category of categories.slice(0, 3)) expect(category).toMatchObject(added)
  expect(categories.find(({ id }) => id === 'travel')).toMatchObject({ rollover: added })
  for (const group of groups.slice(0, 2)) expect(group).toMatchObject(added)
  expect((head['operations'] as Json[])[0]).toMatchObject(added)
}

function expectMonthKept(storage: MapStorage, expenses: number): void {
  const key = monthKey(storage)
  expect(readSealed(storage, key)).toMatchObject({ version: '1.9', ...added, budgets: [added, added] })
  const lines = Array.from({ length: expenses }, (_, line) => readSealed(storage, key, line + 1))
  for (const expense of lines) expect(expense).toMatchObject(added)
  expect(lines.find(({ id }) => id === 'e3')).toMatchObject({ original: added })
}

describe('data of a newer minor version', () => {
  it('is read', async () => {
    const storage = await newerMinor()
    const book = await openBudgetBook({ storage: openTab(storage), bookId: theBook })
    expect((await book.utilization('2026-02')).summary.totalSpent).toBe('4.25')
    expect((await book.expenses.list({})).items.length).toBe(4)
  })

  it('is written back with the fields that are not known: a month, and an expense that changes', async () => {
    const storage = await newerMinor()
    await commit(openTab(storage), [inserting.expense(makeExpense('new', 'food', '2026-02-20', '1.00'))])
    expectMonthKept(storage, 3)
    const book = await openBudgetBook({ storage: openTab(storage), bookId: theBook })
    await book.expenses.update('e2', { amount: '7.00' })
    await book.budgets.update('b2', { amount: '1.00' })
    expectMonthKept(storage, 3)
    expectHeadKept(storage)
  })

  it('is written back with the fields that are not known: the head', async () => {
    const storage = await newerMinor()
    const tab = openTab(storage)
    await commit(tab, [inserting.category(makeCategory('new'))], {
      operation: { id: 'new', fingerprint: '' },
    })
    expectHeadKept(storage)
    const book = await openBudgetBook({ storage: tab, bookId: theBook })
    await book.settings.update({ monthlyLimit: '1.00' })
    await book.categories.update('food', { name: 'Eating' })
    await book.categories.archive('travel')
    await book.categories.move('new', { before: null })
    await book.groups.update('home', { name: 'House' })
    await book.groups.move('fun', { before: 'home' })
    expectHeadKept(storage)
    expectMonthKept(storage, 3)
  })

  it('is written back with the fields that are not known: months that are committed with the head', async () => {
    const storage = await newerMinor()
    await commit(openTab(storage), [
      inserting.expense(makeExpense('new', 'food', '2026-02-20', '1.00')),
      inserting.expense(makeExpense('other', 'food', '2026-01-20', '1.00')),
    ])
    expectHeadKept(storage)
    expectMonthKept(storage, 3)
  })

  it('keeps the fields of an expense that moves to another month', async () => {
    const storage = await newerMinor()
    const book = await openBudgetBook({ storage: openTab(storage), bookId: theBook })
    await book.expenses.update('e2', { date: '2026-01-02' })
    expect(readSealed(storage, keyOf(storage, '/month/2026-01/'), 2)).toMatchObject({ id: 'e2', ...added })
  })

  it('is written back with the fields that are not known by full-book work', async () => {
    const storage = await newerMinor()
    const book = await openBudgetBook({ storage: openTab(storage), bookId: theBook })
    await book.months.reopen('2026-03')
    await book.settings.changeMonthStart(2)
    expectHeadKept(storage)
    // One expense is in January now.
    expectMonthKept(storage, 2)
  })
})

describe('data of an older version', () => {
  it('gets what version 1.1 added only where a book uses it', async () => {
    const storage = mapStorage()
    const tab = openTab(storage)
    await commit(tab, [
      inserting.category(makeCategory('food')),
      inserting.expense(makeExpense('e1', 'food', '2026-02-01', '1.00')),
    ])
    const written = () => [...storage.items.values()].join('\n')
    expect(written()).not.toMatch(/groups|groupId|rollover|original/)
    await commit(tab, [
      inserting.group(makeGroup('home')),
      putting.category(makeCategory('food', { groupId: 'home' })),
    ])
    expect(readSealed(storage, headKey)).toMatchObject({ version: '1.2', groups: [{ id: 'home' }] })
    await commit(tab, [removing.group('home'), putting.category(makeCategory('food'))])
    expect(written()).not.toMatch(/groups|groupId|rollover|original/)
  })

  it('is not known before 1.0: there was none', async () => {
    const storage = await sampleStorage()
    editSealed(storage, headKey, (head) => ({ ...head, version: '0.9' }))
    await expect(openTab(storage).readAll(theBook)).rejects.toMatchObject({ code: 'storage_corrupt' })
  })
})

describe('data of a newer major version', () => {
  const onHead: Record<string, (tab: StorageAdapter) => Promise<unknown>> = {
    read: async (tab) => tab.read(theBook, () => ({})),
    page: async (tab) => readPage(tab),
    readAll: async (tab) => observe(tab),
    transact: async (tab) => commit(tab, [inserting.category(makeCategory('new'))]),
    replace: async (tab) => tab.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions()),
    deleteBook: async (tab) => tab.deleteBook(theBook),
  }
  const onMonth: typeof onHead = {
    read: async (tab) => readMonth(tab, february),
    page: onHead['page']!,
    readAll: onHead['readAll']!,
    transact: async (tab) => commit(tab, [putting.month(february, true, null)]),
    'transact an expense': async (tab) => commit(tab, [removing.expense('e2')]),
    replace: onHead['replace']!,
  }

  it.each(Object.keys(onHead))('is refused, and its bytes are untouched: a head, by %s', async (method) => {
    const storage = await sampleStorage()
    // Nothing else of it is as this version knows it.
    editSealed(storage, headKey, () => ({ version: '2.0', everything: 'is different' }))
    const before = new Map(storage.items)
    await expect(onHead[method]!(openTab(storage))).rejects.toMatchObject({
      code: 'storage_future_version',
      details: { location: headKey, found: '2.0', supported: '1.2' },
    })
    expect(storage.items).toEqual(before)
  })

  it.each(Object.keys(onMonth))('is refused, and its bytes are untouched: a month, by %s', async (method) => {
    const storage = await sampleStorage()
    const key = monthKey(storage)
    editSealed(storage, key, () => ({ version: '2.0', everything: 'is different' }))
    const before = new Map(storage.items)
    await expect(onMonth[method]!(openTab(storage))).rejects.toMatchObject({
      code: 'storage_future_version',
      details: { location: key },
    })
    expect(storage.items).toEqual(before)
  })

  it('is refused in a month only: the others are read and written', async () => {
    const storage = await sampleStorage()
    const key = monthKey(storage)
    editSealed(storage, key, () => ({ version: '2.0' }))
    const text = storage.items.get(key)
    const tab = openTab(storage)
    await commit(tab, [inserting.expense(makeExpense('new', 'food', '2026-01-20', '1.00'))])
    await commit(tab, [inserting.expense(makeExpense('other', 'food', '2026-06-20', '1.00'))])
    expect(storage.items.get(key)).toBe(text)
  })
})
