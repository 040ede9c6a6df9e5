import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  createLocalStorageAdapter,
  createMemoryAdapter,
  openBudgetBook,
  type BookDocument,
  type StorageAdapter,
} from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { putRecord } from '../../support/storages/indexed-db.js'
import { mapStorage } from '../../support/storages/storage-like.js'

/*
 * What past versions of the package stored, byte for byte. A folder is added when a schema changes, and none is ever
 * changed or removed: users have such data.
 */

const schemas = ['schema-1.0']

function readFixture(schema: string, name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../fixtures/${schema}/${name}.json`, import.meta.url), 'utf8'))
}

async function localStorageOf(schema: string): Promise<StorageAdapter> {
  const items = new Map(Object.entries(readFixture(schema, 'local-storage') as Record<string, string>))
  return createLocalStorageAdapter({ storage: mapStorage({ items }), locks: null })
}

async function indexedDbOf(schema: string): Promise<StorageAdapter> {
  const factory = new IDBFactory()
  const adapter = createIndexedDbAdapter({ indexedDB: factory })
  await adapter.open()
  const records = readFixture(schema, 'indexed-db') as { store: string; value: unknown }[]
  for (const { store, value } of records) await putRecord(factory, store, value)
  return adapter
}

async function documentOf(schema: string): Promise<StorageAdapter> {
  const adapter = createMemoryAdapter()
  await (await openBudgetBook({ storage: adapter })).importBook(readFixture(schema, 'document'))
  return adapter
}

const sources = { localStorage: localStorageOf, IndexedDB: indexedDbOf, 'the document': documentOf }

describe.each(schemas)('a book of %s', (schema) => {
  it.each(Object.entries(sources))(
    'in %s is read as it was, and can be written on',
    async (source, openOf) => {
      const book = await openBudgetBook({ storage: await openOf(schema) })
      const document = readFixture(schema, 'document') as BookDocument
      expect(await book.exportBook()).toEqual(document)
      const [food] = document.categories
      const report = await book.utilization('2026-01')
      expect(report.summary).toMatchObject({
        totalBudget: '100.500',
        totalSpent: '12.345',
        utilizationPercent: 12.28,
      })
      const { id } = await book.expenses.record({ categoryId: food!.id, amount: '0.001', date: '2026-02-02' })
      expect((await book.expenses.list({ month: '2026-02' })).items.map((expense) => expense.id)).toContain(
        id,
      )
      await expect(
        book.expenses.record({ categoryId: food!.id, amount: '1', date: '2026-01-02' }),
      ).rejects.toMatchObject({ code: 'month_closed' })
      // Operation ids are kept with the storage, not in the document.
      if (source === 'the document') return
      const first = await book.categories.create(
        { name: 'Café', metadata: { icon: 'cup' } },
        { operationId: 'first category' },
      )
      expect(first).toEqual(food)
    },
  )
})
