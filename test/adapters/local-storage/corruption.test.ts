import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBudgetBookError, openBudgetBook, type StorageAdapter } from 'budgetbook'
import { commit, commitOptions, inserting, theBook } from '../../../src/testing/conformance/commits.js'
import {
  february,
  january,
  makeCategory,
  makeExpense,
  march,
} from '../../../src/testing/conformance/entities.js'
import { readMonth, readMonths, readPage } from '../../../src/testing/conformance/observations.js'
import { checksum } from '../../../src/lib/checksum.js'
import { seal } from '../../../src/storage/kit/records/sealed-text.js'
import { mapStorage, type MapStorage } from '../../support/storages/storage-like.js'
import { readSealed } from './edit-sealed.js'
import { keyOf, openTab, sampleStorage } from './sample-book.js'

const sound = await sampleStorage()
const headKey = keyOf(sound, '/head')
const februaryKey = keyOf(sound, '/month/2026-02/')

/** A place in a text, and what happens there: another unit, or the end. */
interface Damage {
  readonly at: number
  readonly to: 'cut' | number
}

function damageWithin(length: number): fc.Arbitrary<Damage> {
  return fc.record({
    at: fc.integer({ min: 0, max: length - 1 }),
    to: fc.oneof(fc.constant('cut' as const), fc.constantFrom(0, 10, 32, 48, 57, 125), fc.nat(0xffff)),
  })
}

function damaged(text: string, { at, to }: Damage): string {
  if (to === 'cut') return text.slice(0, at)
  const other = text.charCodeAt(at) === to ? to ^ 1 : to
  return text.slice(0, at) + String.fromCharCode(other) + text.slice(at + 1)
}

function withText(key: string, text: string | null): MapStorage {
  const storage = mapStorage({ items: new Map(sound.items) })
  if (text === null) storage.items.delete(key)
  else storage.items.set(key, text)
  return storage
}

const addExpense = (date: string) => inserting.expense(makeExpense(`new ${date}`, 'food', date, '1.00'))
const corrupt = (location: string) => ({ code: 'storage_corrupt', details: { bookId: theBook, location } })

/** Calls that need what is damaged. */
const callsOnHead: Record<string, (tab: StorageAdapter) => Promise<unknown>> = {
  read: async (tab) => tab.read(theBook, () => ({})),
  page: async (tab) => readPage(tab),
  readAll: async (tab) => tab.readAll(theBook),
  transact: async (tab) => commit(tab, [inserting.category(makeCategory('new'))]),
  replace: async (tab) => tab.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions()),
}
const callsOnFebruary: typeof callsOnHead = {
  read: async (tab) => readMonth(tab, february),
  'read of all months': async (tab) => readMonths(tab),
  page: async (tab) => readPage(tab),
  readAll: async (tab) => tab.readAll(theBook),
  transact: async (tab) => commit(tab, [addExpense('2026-02-20')]),
  'transact of two months': async (tab) => commit(tab, [addExpense('2026-01-20'), addExpense('2026-02-20')]),
  replace: callsOnHead['replace']!,
}

async function areRefused(storage: MapStorage, calls: typeof callsOnHead, location: string): Promise<void> {
  const before = new Map(storage.items)
  for (const call of Object.values(calls)) {
    await expect(call(openTab(storage))).rejects.toMatchObject(corrupt(location))
    expect(storage.items).toEqual(before)
  }
}

describe('a head that is damaged', () => {
  const text = sound.items.get(headKey)!

  it('is storage_corrupt wherever the damage is, and nothing is overwritten', async () => {
    await fc.assert(
      fc.asyncProperty(damageWithin(text.length), async (damage) => {
        await areRefused(withText(headKey, damaged(text, damage)), callsOnHead, headKey)
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['missing, while months are there', null],
    ['empty', ''],
    ['sealed, but no object', seal(null, headKey)],
    ['sealed, but no head', seal({ version: '1.0' }, headKey)],
    ['sealed, but without a version', seal({ ...readSealed(sound, headKey), version: 1 }, headKey)],
    ['sealed, but with invalid groups', seal({ ...readSealed(sound, headKey), groups: {} }, headKey)],
    [
      'sealed, but a group has no name',
      seal({ ...readSealed(sound, headKey), groups: [{ id: 'g' }] }, headKey),
    ],
    ['sealed for another key', seal(readSealed(sound, headKey), 'budgetbook:other/head')],
    ['sealed, but no JSON', `${checksum(`${headKey}\n{`)} {`],
  ])('is storage_corrupt where it is %s', async (_, found) => {
    await areRefused(withText(headKey, found), callsOnHead, headKey)
  })
})

describe('a month that is damaged before its expenses', () => {
  const text = sound.items.get(februaryKey)!
  const header = text.slice(0, text.indexOf('\n') + 1)

  it('is storage_corrupt wherever the damage is, and nothing is overwritten', async () => {
    await fc.assert(
      fc.asyncProperty(damageWithin(header.length), async (damage) => {
        await areRefused(withText(februaryKey, damaged(text, damage)), callsOnFebruary, februaryKey)
      }),
      { numRuns: 60 },
    )
  })

  it('is storage_corrupt where it is missing, or cut off anywhere', async () => {
    await areRefused(withText(februaryKey, null), callsOnFebruary, februaryKey)
    for (let at = header.length; at < text.length; at += 23) {
      await areRefused(withText(februaryKey, text.slice(0, at)), callsOnFebruary, februaryKey)
    }
  })

  it('is storage_corrupt where it is another month, or one of another book', async () => {
    const another = sound.items.get(keyOf(sound, '/month/2026-01/'))!
    await areRefused(withText(februaryKey, another), callsOnFebruary, februaryKey)
    const others = mapStorage()
    const contents = await openTab(sound).readAll(theBook)
    await openTab(others).replace('other', () => ({ contents, receipt: {} }), commitOptions())
    const foreign = others.items.get(keyOf(others, '/month/2026-02/'))!
    await areRefused(withText(februaryKey, foreign), callsOnFebruary, februaryKey)
  })

  it('leaves the other months to be read and written, and stays as it is', async () => {
    await fc.assert(
      fc.asyncProperty(damageWithin(header.length), async (damage) => {
        const storage = withText(februaryKey, damaged(text, damage))
        const tab = openTab(storage)
        expect((await readMonth(tab, january)).spending.get('food')).toEqual({ spent: '1.25', count: 1 })
        expect((await readMonth(tab, march)).closed).toBe(true)
        await commit(tab, [addExpense('2026-01-20')])
        // Of a month and of the head: what is left over is collected, but nothing that counts.
        await commit(tab, [addExpense('2026-05-20'), inserting.category(makeCategory('new'))])
        expect((await readMonth(tab, january)).spending.get('food')).toEqual({ spent: '2.25', count: 2 })
        expect(storage.items.get(februaryKey)).toBe(damaged(text, damage))
      }),
      { numRuns: 30 },
    )
  })
})

describe('a month that cannot be read', () => {
  const text = sound.items.get(februaryKey)!
  const broken: Record<string, string | null> = {
    'is damaged': damaged(text, { at: 30, to: 0 }),
    'is missing': null,
    'is of a newer version': seal({ version: '2.0' }, februaryKey),
  }

  it.each(Object.entries(broken))('blocks only calls that need it, where it %s', async (_, found) => {
    const storage = withText(februaryKey, found)
    const book = await openBudgetBook({ storage: openTab(storage), bookId: theBook })
    // Of a newer month, and of an older one: entities are looked for in the newest months first.
    for (const month of ['2026-01', '2026-05']) {
      const { budget } = await book.budgets.create({ categoryId: 'gifts', month, amount: 5 })
      await book.budgets.update(budget.id, { amount: 6 })
      expect((await book.utilization(month)).summary.totalBudget).toBe(
        month === '2026-01' ? '106.00' : '6.00',
      )
      await book.budgets.remove(budget.id)
      const { id } = await book.expenses.record({ categoryId: 'gifts', amount: 1, date: `${month}-09` })
      await book.expenses.update(id, { amount: 2 })
      expect((await book.expenses.get(id)).amount).toBe('2.00')
      await book.expenses.remove(id)
      await book.months.close(month)
      await book.months.reopen(month)
    }
    await book.budgets.update('b1', { amount: 7 })
    await book.expenses.update('e1', { amount: 7 })
    await book.categories.create({ name: 'Another' })
    expect(storage.items.get(februaryKey) ?? null).toBe(found)
    const code = expect.stringMatching(/^storage_(corrupt|future_version)$/) as string
    for (const call of [
      async () => book.budgets.update('b2', { amount: 7 }),
      async () => book.expenses.get('e2'),
      async () => book.budgets.create({ categoryId: 'gifts', month: '2026-02', amount: 5 }),
      async () => book.utilization('2026-02'),
      async () => book.exportBook(),
    ]) {
      await expect(call()).rejects.toMatchObject({ code, details: { location: februaryKey } })
    }
  })
})

describe('an expense that is damaged', () => {
  const text = sound.items.get(februaryKey)!
  const headerLength = text.indexOf('\n')
  const inBody = damageWithin(text.length - headerLength)
    .filter(({ to }) => to !== 'cut')
    .map(({ at, to }) => ({ at: at + headerLength, to }))

  it('does not disturb a report, but a list names its place, and nothing is overwritten', async () => {
    await fc.assert(
      fc.asyncProperty(inBody, async (damage) => {
        // The line break before the first expense ends the header: it belongs to that.
        fc.pre(damage.at > headerLength)
        const storage = withText(februaryKey, damaged(text, damage))
        const before = new Map(storage.items)
        const book = await openBudgetBook({ storage: openTab(storage), bookId: theBook })
        expect((await book.utilization('2026-02')).summary.totalSpent).toBe('4.25')
        await expect(book.expenses.list({ month: '2026-02' })).rejects.toMatchObject(corrupt(februaryKey))
        await expect(book.exportBook()).rejects.toMatchObject(corrupt(februaryKey))
        expect((await book.expenses.list({ month: '2026-01' })).items.length).toBe(1)
        expect(storage.items).toEqual(before)
      }),
      { numRuns: 60 },
    )
  })

  it('is whole or named as damaged when it is asked for, and never passed off as missing', async () => {
    const { expenses } = await openTab(sound).readAll(theBook)
    await fc.assert(
      fc.asyncProperty(inBody, fc.constantFrom(...expenses), async (damage, expected) => {
        fc.pre(damage.at > headerLength)
        const tab = openTab(withText(februaryKey, damaged(text, damage)))
        const reading = tab.read(theBook, () => ({ expenses: [expected.id] }))
        const found = await reading.then(
          (view) => view.expenses.get(expected.id),
          (error: unknown) => error,
        )
        if (isBudgetBookError(found)) expect(found).toMatchObject(corrupt(februaryKey))
        else expect(found).toEqual(expected)
      }),
    )
  })

  it('stays as it is when others are added, changed and removed', async () => {
    const lines = text.split('\n')
    const broken = lines
      .map((line) => (line.includes('"e2"') ? line.replace('2.50', '9.50') : line))
      .join('\n')
    const storage = withText(februaryKey, broken)
    const tab = openTab(storage)
    await commit(tab, [addExpense('2026-02-20')])
    await commit(tab, [{ op: 'remove', type: 'expense', id: 'e3' }])
    expect(storage.items.get(februaryKey)).toContain(broken.split('\n').find((line) => line.includes('"e2"')))
    expect((await readMonth(tab, february)).spending.get('food')).toEqual({ spent: '8.25', count: 3 })
    const read = tab.read(theBook, () => ({ expenses: ['e2'] }))
    await expect(read).rejects.toMatchObject(corrupt(februaryKey))
  })
})

describe('what is sound by itself, but does not belong together', () => {
  it('is storage_corrupt: a month from before the last commit that wrote the head', async () => {
    const storage = mapStorage({ items: new Map(sound.items) })
    await commit(openTab(storage), [addExpense('2026-01-20'), addExpense('2026-02-20')])
    const key = keyOf(storage, '/month/2026-02/')
    storage.items.delete(key)
    storage.items.set(februaryKey, sound.items.get(februaryKey)!)
    await areRefused(storage, callsOnFebruary, key)
  })

  it('is storage_corrupt: a head from before the last commit, whose months are gone', async () => {
    const storage = mapStorage({ items: new Map(sound.items) })
    await commit(openTab(storage), [addExpense('2026-02-20'), inserting.category(makeCategory('new'))])
    storage.items.set(headKey, sound.items.get(headKey)!)
    await areRefused(storage, callsOnFebruary, februaryKey)
  })

  it('is storage_corrupt: a head from before the last commit, one of whose months is newer', async () => {
    const storage = mapStorage({ items: new Map(sound.items) })
    await commit(openTab(storage), [inserting.category(makeCategory('new'))])
    await commit(openTab(storage), [addExpense('2026-02-20')])
    storage.items.set(headKey, sound.items.get(headKey)!)
    await areRefused(storage, callsOnFebruary, februaryKey)
  })
})
