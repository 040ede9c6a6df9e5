import { afterEach, describe, expect, it, vi } from 'vitest'
import { openBudgetBook, type BookEvent } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { commit, inserting, theBook } from '../../../src/testing/conformance/commits.js'
import { makeCategory } from '../../../src/testing/conformance/entities.js'
import '../../support/storages/indexed-db.js'

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a commit in another tab', () => {
  it('is heard once, with what it changed, and as remote', async () => {
    const indexedDB = new IDBFactory()
    const databaseName = 'heard once'
    const [here, there] = [0, 1].map(() => createIndexedDbAdapter({ indexedDB, databaseName }))
    const book = await openBudgetBook({ storage: here! })
    const other = await openBudgetBook({ storage: there! })
    const events: BookEvent[] = []
    book.subscribe((event) => events.push(event))
    const { id } = await other.categories.create({ name: 'Food' }, { operationId: 'one' })
    await vi.waitFor(() => expect(events).toHaveLength(1))
    const changes = [{ type: 'category', action: 'created', ids: [id] }]
    expect(events).toEqual([{ operationId: 'one', origin: 'remote', months: [], changes }])
    expect(book.version()).toBe(1)
    expect((await book.categories.list()).map((category) => category.id)).toEqual([id])
    await there?.deleteBook('default')
    await vi.waitFor(() => expect(events).toHaveLength(2))
    expect(events[1]).toMatchObject({ origin: 'remote', months: 'all', changes: 'unknown' })
    await Promise.all([here?.close(), there?.close()])
  })

  it('is not heard of other books, other databases, or after close', async () => {
    const indexedDB = new IDBFactory()
    const one = createIndexedDbAdapter({ indexedDB, databaseName: 'one' })
    const two = createIndexedDbAdapter({ indexedDB, databaseName: 'two' })
    const again = createIndexedDbAdapter({ indexedDB, databaseName: 'one' })
    const heard: unknown[] = []
    one.subscribe?.(theBook, (notice) => heard.push(notice))
    await commit(two, [inserting.category(makeCategory('a'))])
    await commit(again, [inserting.category(makeCategory('b'))], { bookId: 'another book' })
    await commit(again, [inserting.category(makeCategory('c'))])
    await vi.waitFor(() => expect(heard).toHaveLength(1))
    await one.close()
    await commit(again, [inserting.category(makeCategory('d'))])
    await commit(two, [inserting.category(makeCategory('e'))])
    expect(heard).toHaveLength(1)
    await Promise.all([two.close(), again.close()])
  })

  it('of a version that says more than is known here is heard as a change of everything', async () => {
    const adapter = createIndexedDbAdapter({ indexedDB: new IDBFactory(), databaseName: 'newer' })
    const heard: unknown[] = []
    adapter.subscribe?.(theBook, (notice) => heard.push(notice))
    const channel = new BroadcastChannel('budgetbook:newer')
    const notice = { source: 's', operationId: null, months: [], changes: [{ type: 'goal', ids: [] }] }
    for (const message of ['noise', { bookId: 1 }, { bookId: theBook, notice }]) channel.postMessage(message)
    await vi.waitFor(() => expect(heard).toHaveLength(1))
    expect(heard).toEqual([{ source: null, operationId: null, months: 'all', changes: 'unknown' }])
    channel.close()
    await adapter.close()
  })

  it('is not heard where the runtime has no channels; commits go on', async () => {
    vi.stubGlobal('BroadcastChannel', undefined)
    const adapter = createIndexedDbAdapter({ indexedDB: new IDBFactory() })
    const heard: unknown[] = []
    adapter.subscribe?.(theBook, (notice) => heard.push(notice))
    await commit(adapter, [inserting.category(makeCategory('a'))])
    expect(heard).toHaveLength(1)
    await adapter.close()
  })
})
