import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { createLocalStorageAdapter, createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { createIoFaults, withIndexedDbFaults } from '../../support/io-faults/index.js'
import { commit, inserting, theBook } from '../../../src/testing/conformance/commits.js'
import { makeCategory } from '../../../src/testing/conformance/entities.js'
import { readMonths } from '../../../src/testing/conformance/observations.js'
import { mapStorage } from '../../support/storages/storage-like.js'

const food = [inserting.category(makeCategory('food'))]

/** A factory that tells how many of the connections that it opened are open. */
function countedFactory() {
  const inner = new IDBFactory()
  const connections: IDBDatabase[] = []
  const factory = {
    open: (name: string, version?: number) => {
      const request = inner.open(name, version)
      request.addEventListener('success', () => connections.push(request.result))
      return request
    },
  }
  const isOpen = (connection: IDBDatabase): boolean => {
    try {
      connection.transaction('heads')
      return true
    } catch {
      return false
    }
  }
  return { factory, connections, countOpen: () => connections.filter(isOpen).length }
}

describe('an adapter that is closed', () => {
  it('while a commit is on its way lets it end, and tells other tabs of it', async () => {
    const indexedDB = new IDBFactory()
    const [here, there] = [0, 1].map(() => createIndexedDbAdapter({ indexedDB, databaseName: 'closing' }))
    const heard: unknown[] = []
    there!.subscribe?.('default', (notice) => heard.push(notice))
    const book = await openBudgetBook({ storage: here! })
    const created = book.categories.create({ name: 'Travel' })
    for (let turn = 0; turn < 3; turn++) await Promise.resolve()
    await here!.close()
    expect((await created).name).toBe('Travel')
    await vi.waitFor(() => expect(heard).toHaveLength(1))
    await there!.close()
  })

  it('leaves no connection open, however many calls found it lost', async () => {
    const { factory, connections, countOpen } = countedFactory()
    const adapter = createIndexedDbAdapter({ indexedDB: factory })
    await adapter.open()
    connections[0]?.close()
    await Promise.all(Array.from({ length: 4 }, async () => readMonths(adapter)))
    expect(connections).toHaveLength(2)
    connections[1]?.close()
    const late = readMonths(adapter).catch((error: unknown) => error)
    await adapter.close()
    await late
    await vi.waitFor(() => expect(countOpen()).toBe(0))
  })

  it.each([
    ['memory', createMemoryAdapter],
    ['localStorage', () => createLocalStorageAdapter({ storage: mapStorage() })],
    ['IndexedDB', () => createIndexedDbAdapter({ indexedDB: new IDBFactory() })],
  ])('takes no subscriber any more: %s', async (_, create) => {
    const adapter = create()
    expect(() => adapter.subscribe?.('\ud800', () => undefined)).toThrow(/half of a surrogate/)
    await adapter.close()
    expect(() => adapter.subscribe?.(theBook, () => undefined)).toThrow('closed')
  })
})

describe('many commits at once', () => {
  it('are made one after the other', async () => {
    const adapter = createIndexedDbAdapter({ indexedDB: new IDBFactory() })
    const commits = Array.from({ length: 500 }, async (_, at) =>
      commit(adapter, [inserting.category(makeCategory(`category ${at}`))]),
    )
    await Promise.all(commits)
    const { categories } = await readMonths(adapter)
    expect(categories.map(({ id }) => id)).toEqual(commits.map((__, at) => `category ${at}`))
  })
})

describe('a call', () => {
  it('reaches the book that it names, whatever its options say', async () => {
    const adapter = createIndexedDbAdapter({ indexedDB: new IDBFactory() })
    await commit(adapter, food)
    const options: object = { bookId: theBook }
    expect((await adapter.read('mine', () => ({}), options)).categories).toEqual([])
  })

  it('is not undone by a signal that throws', async () => {
    const adapter = createIndexedDbAdapter({ indexedDB: new IDBFactory() })
    const thrower = () => {
      throw new Error('not my signal')
    }
    const signal = { aborted: false, addEventListener: thrower, removeEventListener: thrower }
    expect(await commit(adapter, food, { signal })).toMatchObject({ replayed: false })
  })

  it('that waits for the database to open ends when its signal is aborted', async () => {
    const faults = createIoFaults()
    const indexedDB = withIndexedDbFaults(new IDBFactory(), faults)
    const adapter = createIndexedDbAdapter({ indexedDB })
    const fault = faults.arm('stall')
    const controller = new AbortController()
    const refused = expect(commit(adapter, food, { signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
    })
    await fault.whenStruck
    controller.abort()
    await refused
    faults.release()
    expect((await readMonths(adapter)).categories).toEqual([])
  })

  it('whose outcome is unknown is told of as a change of anything', async () => {
    const faults = createIoFaults()
    const indexedDB = withIndexedDbFaults(new IDBFactory(), faults)
    const adapter = createIndexedDbAdapter({ indexedDB })
    await adapter.open()
    const heard: unknown[] = []
    adapter.subscribe?.(theBook, (notice) => heard.push(notice))
    faults.arm('lose_acknowledgement', { on: 'commit' })
    await expect(commit(adapter, food)).rejects.toMatchObject({ code: 'outcome_unknown' })
    expect(heard).toEqual([{ source: null, operationId: null, months: 'all', changes: 'unknown' }])
  })

  it('does not take a database that was made anew for the one that was deleted', async () => {
    const indexedDB = new IDBFactory()
    const adapter = createIndexedDbAdapter({ indexedDB })
    await commit(adapter, food)
    await new Promise((resolve) =>
      indexedDB.deleteDatabase('budgetbook').addEventListener('success', resolve),
    )
    await createIndexedDbAdapter({ indexedDB }).open()
    await expect(readMonths(adapter)).rejects.toMatchObject({
      code: 'storage_unavailable',
      details: { reason: 'database_deleted' },
    })
  })
})
