import { describe, expect, it } from 'vitest'
import { openBudgetBook, type BookDocument, type BudgetBook, type StorageAdapter } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import {
  commit,
  commitOptions,
  inserting,
  putting,
  theBook,
} from '../../../src/testing/conformance/commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeSettings,
} from '../../../src/testing/conformance/entities.js'
import { observe } from '../../../src/testing/conformance/observations.js'
import { seal } from '../../../src/storage/kit/records/sealed-text.js'
import { putRecord, recordsOf, removeRecord } from '../../support/storages/indexed-db.js'

const sample = [
  putting.settings(makeSettings('USD', '100.00')),
  inserting.category(makeCategory('food')),
  inserting.budget(makeBudget('b1', 'food', january, '10.00')),
  inserting.budget(makeBudget('b2', 'food', february, '20.00')),
  inserting.expense(makeExpense('e1', 'food', '2026-01-31', '1.00')),
  inserting.expense(makeExpense('e2', 'food', '2026-02-01', '2.00')),
]

const operation = (id: string) => ({ id, fingerprint: 'f' })

interface Opened {
  readonly factory: IDBFactory
  readonly adapter: StorageAdapter
  /** A book that was opened while it was sound: one whose head is damaged cannot be opened. */
  readonly book: BudgetBook
  readonly backup: BookDocument
  readonly sound: unknown
}

async function openSample(): Promise<Opened> {
  const factory = new IDBFactory()
  const adapter = createIndexedDbAdapter({ indexedDB: factory })
  await commit(adapter, sample, { operation: operation('first') })
  await commit(adapter, [inserting.category(makeCategory('travel'))], { operation: operation('second') })
  await commit(adapter, [inserting.category(makeCategory('food'))], { bookId: 'other' })
  const book = await openBudgetBook({ storage: adapter, bookId: theBook })
  return { factory, adapter, book, backup: await book.exportBook(), sound: await observe(adapter) }
}

type Damage = (factory: IDBFactory) => Promise<void>

const damaging =
  (store: string, key: IDBValidKey, change: (value: Record<string, unknown>) => object): Damage =>
  async (factory) => {
    const records = await recordsOf(factory)
    const found = records.find(
      (one) => one.store === store && JSON.stringify(one.key) === JSON.stringify(key),
    )
    await putRecord(factory, store, { ...found!.value, ...change(found!.value) })
  }
const spoiling = (store: string, key: IDBValidKey): Damage =>
  damaging(store, key, ({ text }) => ({ text: String(text).replace('"', "'") }))
const losing =
  (store: string, key: IDBValidKey): Damage =>
  async (factory) =>
    removeRecord(factory, store, key)

const damages: Record<string, Damage> = {
  'a head that is damaged': spoiling('heads', theBook),
  'a head without text': damaging('heads', theBook, () => ({ text: undefined })),
  'a head without a version': damaging('heads', theBook, () => ({ text: seal({}, 'heads["book"]') })),
  'a head that is missing': losing('heads', theBook),
  'a month that is damaged': spoiling('months', [theBook, '2026-02']),
  'a month that is missing': losing('months', [theBook, '2026-01']),
  'an expense that is damaged': spoiling('expenses', [theBook, 'e2']),
  'an expense that is missing': losing('expenses', [theBook, 'e1']),
  'an expense under another id': damaging('expenses', [theBook, 'e2'], () => ({ id: 'moved' })),
  'an operation that is damaged': spoiling('operations', [theBook, 'first']),
  'a last operation with a wrong position': damaging('operations', [theBook, 'second'], () => ({
    position: 7,
  })),
}

describe.each(Object.entries(damages))('a book with %s', (_, damage) => {
  it('is imported over, and then nothing of the damage is left', async () => {
    const { factory, adapter, book, backup, sound } = await openSample()
    const others = async () => observe(adapter, 'other')
    const other = await others()
    await damage(factory)
    await book.importBook(backup)
    const fresh = createIndexedDbAdapter({ indexedDB: factory })
    expect(await observe(fresh)).toEqual(sound)
    expect(await others()).toEqual(other)
    expect((await recordsOf(factory)).filter(({ key }) => [key].flat().includes('moved'))).toEqual([])
    // What is done afterwards finds everything in order: operations, places of budgets, ids.
    await book.settings.changeCurrency({ to: 'EUR', rate: '2' }, { operationId: 'afterwards' })
    await book.budgets.update('b2', { amount: '5.00' })
    await book.expenses.remove('e2')
    expect((await book.utilization('2026-02')).summary).toMatchObject({
      totalBudget: '5.00',
      totalSpent: '0.00',
    })
  })

  it('is imported over under an operation id, once', async () => {
    const { factory, adapter, book, backup, sound } = await openSample()
    await damage(factory)
    for (let time = 0; time < 2; time++) await book.importBook(backup, { operationId: 'import' })
    expect(await observe(adapter)).toEqual(sound)
    await book.categories.create({ name: 'Afterwards' })
    await book.importBook(backup, { operationId: 'import' })
    expect(await book.categories.list()).toHaveLength(3)
  })

  it('is left as it is by full-book work that looks at it', async () => {
    const { factory, adapter, book } = await openSample()
    await damage(factory)
    const before = await recordsOf(factory)
    const corrupt = { code: 'storage_corrupt' }
    await expect(book.settings.changeCurrency({ to: 'EUR', rate: '1' })).rejects.toMatchObject(corrupt)
    await expect(book.settings.changeMonthStart(5)).rejects.toMatchObject(corrupt)
    await expect(
      adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions()),
    ).rejects.toMatchObject(corrupt)
    expect(await recordsOf(factory)).toEqual(before)
  })

  it('is deleted, and another book is not', async () => {
    const { factory, adapter } = await openSample()
    await damage(factory)
    await adapter.deleteBook(theBook)
    expect((await recordsOf(factory)).map(({ store, key }) => [store, key])).toEqual([['heads', 'other']])
    const book = await openBudgetBook({ storage: adapter, bookId: theBook })
    expect(await book.categories.list()).toEqual([])
  })
})

it('an import keeps the operations that can be read', async () => {
  const { factory, adapter, book, backup } = await openSample()
  await damages['a head that is damaged']!(factory)
  await damages['an operation that is damaged']!(factory)
  await book.importBook(backup)
  const again = async (id: string) =>
    (await commit(adapter, [], { operation: operation(id), receipt: { now: true } })).replayed
  expect(await again('second')).toBe(true)
  expect(await again('first')).toBe(false)
})

it('an import keeps what a newer minor version added to the sound months of a damaged book', async () => {
  const { factory, book, backup } = await openSample()
  const location = 'months["book","2026-02"]'
  await damaging('months', [theBook, '2026-02'], ({ text }) => ({
    text: seal({ ...(JSON.parse(String(text).slice(9)) as object), added: true }, location),
  }))(factory)
  await spoiling('months', [theBook, '2026-01'])(factory)
  await book.importBook(backup)
  const months = (await recordsOf(factory)).filter(({ store }) => store === 'months')
  expect(months.map(({ value }) => String(value['text']).includes('"added":true'))).toEqual([false, true])
})

it('an import under an operation that cannot be read is storage_corrupt: it may have been made before', async () => {
  const { factory, book, backup } = await openSample()
  await damages['an operation that is damaged']!(factory)
  const before = await recordsOf(factory)
  await expect(book.importBook(backup, { operationId: 'first' })).rejects.toMatchObject({
    code: 'storage_corrupt',
    details: { location: 'operations["book","first"]' },
  })
  expect(await recordsOf(factory)).toEqual(before)
})

it('a book of a newer major version is neither imported over nor deleted', async () => {
  const { factory, adapter, book, backup } = await openSample()
  const text = seal({ version: '2.0' }, 'heads["book"]')
  await putRecord(factory, 'heads', { bookId: theBook, text })
  const before = await recordsOf(factory)
  const newer = { code: 'storage_future_version' }
  await expect(book.importBook(backup)).rejects.toMatchObject(newer)
  await expect(adapter.deleteBook(theBook)).rejects.toMatchObject(newer)
  expect(await recordsOf(factory)).toEqual(before)
})
