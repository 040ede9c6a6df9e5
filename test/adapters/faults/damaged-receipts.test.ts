import { expect, it } from 'vitest'
import type { StorageAdapter } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { createSqlAdapter } from 'budgetbook/sql'
import { commit, inserting } from '../../../src/testing/conformance/commits.js'
import { makeCategory } from '../../../src/testing/conformance/entities.js'
import { seal } from '../../../src/storage/kit/records/sealed-text.js'
import { migratedSqlite } from '../../support/sql/databases.js'
import { putRecord, recordsOf } from '../../support/storages/indexed-db.js'
import { editSealed } from '../local-storage/edit-sealed.js'
import { copyOf, keyOf, openTab, sampleStorage } from '../local-storage/sample-book.js'

const details = { operation: { id: 'gifts', fingerprint: 'f' }, receipt: { ids: ['gifts'] } }
const add = async (adapter: StorageAdapter) =>
  commit(adapter, [inserting.category(makeCategory('gifts'))], details)

/** Adapters over a book whose operation has this receipt, put there by somebody who knows how to seal it. */
const damages: Record<string, (receipt: unknown) => Promise<StorageAdapter>> = {
  localStorage: async (receipt) => {
    const storage = copyOf(await sampleStorage())
    const change = ([operation]: object[]) => [{ ...operation, receipt }]
    editSealed(storage, keyOf(storage, '/head'), (head) => ({
      ...head,
      operations: change(head['operations'] as object[]),
    }))
    return openTab(storage)
  },
  IndexedDB: async (receipt) => {
    const indexedDB = new IDBFactory()
    await add(createIndexedDbAdapter({ indexedDB }))
    const records = await recordsOf(indexedDB)
    const { value } = records.find(({ store }) => store === 'operations')!
    const json = { ...(JSON.parse(String(value['text']).slice(9)) as object), receipt }
    const text = seal(json, 'operations["book","gifts"]')
    await putRecord(indexedDB, 'operations', { ...value, text })
    return createIndexedDbAdapter({ indexedDB })
  },
  SQLite: async (receipt) => {
    const { database, options } = migratedSqlite()
    await add(createSqlAdapter(options))
    database.prepare('update budgetbook_operations set receipt = ?').run(JSON.stringify(receipt))
    return createSqlAdapter(options)
  },
}

const receipts = [null, 0, 5, '', 'ids', false, true, [], [{ ids: ['gifts'] }]]

it.each(
  Object.entries(damages).flatMap(([name, open]) => receipts.map((receipt) => ({ name, open, receipt }))),
)('a stored receipt $receipt is storage_corrupt in $name', async ({ open, receipt }) => {
  await expect(add(await open(receipt))).rejects.toMatchObject({ code: 'storage_corrupt' })
})

it.each(Object.entries(damages))('a stored receipt {} is sound in %s', async (_, open) => {
  expect(await add(await open({}))).toMatchObject({ replayed: true, receipt: {} })
})
