import { describe, expect, it } from 'vitest'
import type { StorageAdapter } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import {
  commit,
  commitOptions,
  inserting,
  moving,
  putting,
  removing,
  theBook,
} from '../../../src/testing/conformance/commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeGroup,
  makeSettings,
} from '../../../src/testing/conformance/entities.js'
import { observe, readMonth, readPage } from '../../../src/testing/conformance/observations.js'
import { seal } from '../../../src/storage/kit/records/sealed-text.js'
import { putRecord, recordsOf, removeRecord, type StoredRecord } from '../../support/storages/indexed-db.js'

const sample = [
  putting.settings(makeSettings('USD', '100.00')),
  inserting.category(makeCategory('food')),
  inserting.budget(makeBudget('b1', 'food', january, '10.00')),
  inserting.budget(makeBudget('b2', 'food', february, '20.00')),
  inserting.expense(makeExpense('e1', 'food', '2026-01-31', '1.00')),
  inserting.expense(makeExpense('e2', 'food', '2026-02-01', '2.00')),
]

async function sampleDatabase(): Promise<IDBFactory> {
  const factory = new IDBFactory()
  await commit(createIndexedDbAdapter({ indexedDB: factory }), sample, {
    operation: { id: 'first', fingerprint: 'f' },
    receipt: { ids: ['food'] },
  })
  return factory
}

const open = (factory: IDBFactory): StorageAdapter => createIndexedDbAdapter({ indexedDB: factory })

/** What is stored, with the JSON of one record changed by somebody who knows how to seal it. */
async function edit(factory: IDBFactory, location: string, change: (json: object) => object): Promise<void> {
  const records = await recordsOf(factory)
  const record = records.find(({ store, key }) => `${store}${JSON.stringify([key].flat())}` === location)
  if (!record) throw new Error(`Nothing is stored at ${location}`)
  const json = JSON.parse(String(record.value['text']).slice(9)) as object
  await putRecord(factory, record.store, { ...record.value, text: seal(change(json), location) })
}

async function textAt(factory: IDBFactory, store: string): Promise<string> {
  const records = await recordsOf(factory)
  return records
    .filter((record) => record.store === store)
    .map(({ value }) => String(value['text']))
    .join('\n')
}

describe('records of a newer minor version', () => {
  it('are read, and what they add is written back', async () => {
    const factory = await sampleDatabase()
    const added = (json: object) => ({ ...json, added: { by: '1.7' } })
    await edit(factory, 'heads["book"]', (json) => ({ ...added(json), version: '1.7' }))
    await edit(factory, 'months["book","2026-02"]', added)
    await edit(factory, 'expenses["book","e2"]', added)
    const adapter = open(factory)
    await commit(adapter, [
      inserting.category(makeCategory('travel')),
      inserting.expense(makeExpense('e3', 'food', '2026-02-03', '1.00')),
    ])
    const [expense] = (await adapter.read(theBook, () => ({ expenses: ['e2'] }))).expenses.values()
    await commit(adapter, [putting.expense({ ...expense!, amount: '3.00' as never })])
    expect(await textAt(factory, 'heads')).toContain('"version":"1.7"')
    for (const store of ['heads', 'months', 'expenses']) {
      expect(await textAt(factory, store)).toContain('"added":{"by":"1.7"}')
    }
  })

  it('keep what they add inside of groups, rules and original amounts', async () => {
    const factory = await sampleDatabase()
    const added = { added: { by: '1.7' } }
    await edit(factory, 'heads["book"]', (json) => {
      const rule = { from: '2026-01', carry: 'both', cap: null, opening: '0.00', ...added }
      const categories = [{ ...makeCategory('food'), groupId: 'home', rollover: rule }]
      return { ...json, version: '1.7', categories, groups: [{ ...makeGroup('home'), ...added }] }
    })
    const original = { amount: '300', currency: 'JPY', rate: '0.0066', ...added }
    await edit(factory, 'expenses["book","e2"]', (json) => ({ ...json, original }))
    const adapter = open(factory)
    await commit(adapter, [inserting.group(makeGroup('fun')), moving.group('fun', 'home')])
    const [expense] = (await adapter.read(theBook, () => ({ expenses: ['e2'] }))).expenses.values()
    await commit(adapter, [putting.expense({ ...expense!, amount: '3.00' as never })])
    await adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
    const text = JSON.stringify(added).slice(1, -1)
    expect((await textAt(factory, 'heads')).split(text)).toHaveLength(3)
    expect(await textAt(factory, 'expenses')).toContain(text)
    expect((await readPage(open(factory), { limit: 1 }))[0]?.original).toEqual(original)
  })

  it('stay what they are through full-book work', async () => {
    const factory = await sampleDatabase()
    await edit(factory, 'months["book","2026-02"]', (json) => ({ ...json, added: true }))
    const adapter = open(factory)
    await adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
    expect(await textAt(factory, 'months')).toContain('"added":true')
  })
})

describe('records of a newer major version', () => {
  it('are storage_future_version for every call, and stay as they are', async () => {
    const factory = await sampleDatabase()
    await edit(factory, 'heads["book"]', () => ({ version: '2.0', other: 'shape' }))
    const before = await recordsOf(factory)
    const adapter = open(factory)
    const calls = [
      adapter.read(theBook, () => ({})),
      readPage(adapter),
      adapter.readAll(theBook),
      commit(adapter, [inserting.category(makeCategory('travel'))]),
      adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions()),
    ]
    for (const call of calls) {
      await expect(call).rejects.toMatchObject({
        code: 'storage_future_version',
        details: { location: 'heads["book"]', found: '2.0', supported: '1.2' },
      })
    }
    expect(await recordsOf(factory)).toEqual(before)
  })
})

describe('records that do not belong together are storage_corrupt, and nothing is written', () => {
  const damages: Record<string, (factory: IDBFactory) => Promise<void>> = {
    'heads["book"]': async (factory) => removeRecord(factory, 'heads', 'book'),
    'months["book","2026-02"]': async (factory) => removeRecord(factory, 'months', [theBook, '2026-02']),
    'budgets["book","b1"]': async (factory) => removeRecord(factory, 'budgets', [theBook, 'b1']),
    'budgets["book","b2"]': async (factory) =>
      putRecord(factory, 'budgets', { bookId: theBook, id: 'b2', month: '2026-01' }),
    'expenses["book","e2"]': async (factory) => {
      const records = await recordsOf(factory)
      const record = records.find(({ store, value }) => store === 'expenses' && value['id'] === 'e2')
      await putRecord(factory, 'expenses', { ...record?.value, date: '2026-02-02' })
    },
    'expenses["book","moved"]': async (factory) => {
      const records = await recordsOf(factory)
      const record = records.find(({ store, value }) => store === 'expenses' && value['id'] === 'e2')
      await putRecord(factory, 'expenses', { ...record?.value, id: 'moved' })
    },
  }

  it.each(Object.entries(damages))('%s', async (location, damage) => {
    const factory = await sampleDatabase()
    await damage(factory)
    const before = await recordsOf(factory)
    const adapter = open(factory)
    const looks = [
      adapter.readAll(theBook),
      readPage(adapter),
      adapter.read(theBook, () => ({ months: 'all', budgets: ['b1', 'b2'], expenses: ['e1', 'e2'] })),
      commit(adapter, [removing.budget('b1')]),
      commit(adapter, [removing.budget('b2')]),
      commit(adapter, [putting.expense(makeExpense('e2', 'food', '2026-02-01', '5.00'))]),
    ]
    const refusals = (await Promise.allSettled(looks)).flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as { code: string; details: object }] : [],
    )
    expect(refusals.map(({ details }) => details)).toContainEqual(
      expect.objectContaining({ location, bookId: theBook }) as object,
    )
    expect(refusals.filter(({ code }) => code !== 'storage_corrupt' && code !== 'invalid_input')).toEqual([])
    const at = (records: readonly StoredRecord[]) =>
      records.filter(({ store, key }) => `${store}${JSON.stringify([key].flat())}` === location)
    expect(at(await recordsOf(factory))).toEqual(at(before))
  })

  it('where an expense is missing: an export would not be everything', async () => {
    const factory = await sampleDatabase()
    await removeRecord(factory, 'expenses', [theBook, 'e1'])
    await expect(open(factory).readAll(theBook)).rejects.toMatchObject({
      code: 'storage_corrupt',
      details: { location: 'months["book","2026-01"]' },
    })
  })

  it('where an operation does not match its id', async () => {
    const factory = await sampleDatabase()
    await edit(factory, 'operations["book","first"]', (json) => ({ ...json, id: 'second' }))
    await expect(
      commit(open(factory), [], { operation: { id: 'first', fingerprint: 'f' } }),
    ).rejects.toMatchObject({ code: 'storage_corrupt' })
  })
})

describe('operations', () => {
  it('are kept, the last 1,000 of each book, also those that change nothing', async () => {
    const factory = new IDBFactory()
    const adapter = open(factory)
    for (let count = 0; count <= 1_000; count++) {
      await commit(adapter, [], { operation: { id: `operation ${count}`, fingerprint: '' } })
    }
    await commit(adapter, [], { bookId: 'other', operation: { id: 'x', fingerprint: '' } })
    const replayed = async (id: string) =>
      (await commit(adapter, [], { operation: { id, fingerprint: '' } })).replayed
    expect(await replayed('operation 1')).toBe(true)
    expect(await replayed('operation 1000')).toBe(true)
    expect(await replayed('operation 0')).toBe(false)
    const kept = (await recordsOf(factory)).filter(({ store }) => store === 'operations')
    expect(kept).toHaveLength(1_001)
  })
})

describe('what a commit writes', () => {
  it('is the month and the expense, and the head only where that changes', async () => {
    const factory = await sampleDatabase()
    const before = await recordsOf(factory)
    await commit(open(factory), [inserting.expense(makeExpense('e3', 'food', '2026-02-03', '1.00'))])
    const after = await recordsOf(factory)
    const changed = after.filter(
      (record) => !before.some((other) => JSON.stringify(other) === JSON.stringify(record)),
    )
    expect(changed.map(({ store, key }) => [store, key])).toEqual([
      ['expenses', [theBook, 'e3']],
      ['months', [theBook, '2026-02']],
    ])
  })

  it.each([
    ['a group', inserting.group(makeGroup('home'))],
    ['a move', moving.category('travel', 'food')],
  ])('is the head alone where it is %s', async (_, change) => {
    const factory = await sampleDatabase()
    await commit(open(factory), [inserting.category(makeCategory('travel'))])
    const before = await recordsOf(factory)
    await commit(open(factory), [change])
    const after = await recordsOf(factory)
    expect(after.filter(({ store }) => store !== 'heads')).toEqual(
      before.filter(({ store }) => store !== 'heads'),
    )
    expect(after).not.toEqual(before)
  })

  it('holds what version 1.1 added only where a book uses it', async () => {
    const factory = await sampleDatabase()
    const written = async () =>
      (await Promise.all(['heads', 'expenses'].map(async (one) => textAt(factory, one)))).join()
    expect(await written()).not.toMatch(/groups|groupId|rollover|original/)
    await commit(open(factory), [inserting.group(makeGroup('home'))])
    expect(await textAt(factory, 'heads')).toContain('"groups":[{"id":"home"')
    await commit(open(factory), [removing.group('home')])
    expect(await written()).not.toMatch(/groups|groupId|rollover|original/)
  })

  it('leaves nothing of a month that has nothing any more, and nothing of a book that is deleted', async () => {
    const factory = await sampleDatabase()
    const adapter = open(factory)
    await commit(adapter, [removing.budget('b2'), removing.expense('e2')])
    expect((await recordsOf(factory)).some(({ key }) => [key].flat().includes('2026-02'))).toBe(false)
    expect(await readMonth(adapter, february)).toMatchObject({ budgets: [] })
    await commit(adapter, [inserting.category(makeCategory('other'))], { bookId: 'other' })
    await adapter.deleteBook(theBook)
    expect((await recordsOf(factory)).map(({ store, key }) => [store, key])).toEqual([['heads', 'other']])
    expect(await observe(adapter)).toMatchObject({ categories: [] })
  })
})
