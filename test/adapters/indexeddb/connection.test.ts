import { openDB } from 'idb'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openBudgetBook, type StorageAdapter } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { commit, inserting, theBook } from '../../../src/testing/conformance/commits.js'
import { makeCategory } from '../../../src/testing/conformance/entities.js'
import { readMonths } from '../../../src/testing/conformance/observations.js'
import { recordsOf } from '../../support/storages/indexed-db.js'

const food = [inserting.category(makeCategory('food'))]
const travel = [inserting.category(makeCategory('travel'))]
const namesIn = async (adapter: StorageAdapter) => (await readMonths(adapter)).categories.map(({ id }) => id)

/** A factory that tells of the connections that it opened, and can end them as a browser does. */
function watchedFactory(inner: IDBFactory) {
  const connections: IDBDatabase[] = []
  const closeListeners: (() => void)[] = []
  const factory = {
    open: (name: string, version?: number) => {
      const request = inner.open(name, version)
      request.addEventListener('success', () => {
        const connection = request.result
        connections.push(connection)
        const listen = connection.addEventListener.bind(connection)
        connection.addEventListener = (type: string, listener: never) => {
          if (type === 'close') closeListeners.push(listener)
          listen(type, listener)
        }
      })
      return request
    },
  }
  const endAll = (): void => {
    for (const connection of connections) connection.close()
    for (const listener of closeListeners) listener()
  }
  return { factory: factory as IDBFactory, connections, endAll }
}

/** A connection that makes way for nobody. */
async function openPlainly(factory: IDBFactory, version: number): Promise<IDBDatabase> {
  const request = factory.open('budgetbook', version)
  expect(await settled(request)).toBe('success')
  return request.result
}

async function settled(request: IDBOpenDBRequest): Promise<string> {
  return new Promise((resolve) => {
    for (const outcome of ['success', 'error', 'blocked']) {
      request.addEventListener(outcome, () => resolve(outcome))
    }
  })
}

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the connection', () => {
  it('is not opened before it is needed, and only once', async () => {
    const { factory, connections } = watchedFactory(new IDBFactory())
    const adapter = createIndexedDbAdapter({ indexedDB: factory })
    expect(connections).toHaveLength(0)
    await Promise.all([adapter.open(), adapter.open(), commit(adapter, food), namesIn(adapter)])
    expect(connections).toHaveLength(1)
  })

  it('works without open, and on the global indexedDB', async () => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    const adapter = createIndexedDbAdapter({ databaseName: 'mine' })
    await commit(adapter, food)
    expect((await recordsOf(indexedDB, 'mine')).map(({ store }) => store)).toEqual(['heads'])
  })

  it.each([
    ['the same version', 1],
    ['a higher one', 7],
  ])('refuses the database of another library, of %s, and touches nothing', async (_, version) => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    const theirs = await openDB('notes', version, {
      upgrade: (database) => void database.createObjectStore('notes').put('theirs', 1),
    })
    const adapter = createIndexedDbAdapter({ databaseName: 'notes' })
    for (const call of [adapter.open(), adapter.read('a', () => ({})), adapter.deleteBook('a')]) {
      await expect(call).rejects.toMatchObject({
        code: 'storage_unavailable',
        details: { reason: 'foreign_database' },
      })
    }
    expect([...theirs.objectStoreNames]).toEqual(['notes'])
    expect([theirs.version, await theirs.get('notes', 1)]).toEqual([version, 'theirs'])
    theirs.close()
  })

  it('makes way for a newer version at once; then what that made is storage_future_version', async () => {
    const factory = new IDBFactory()
    const adapter = createIndexedDbAdapter({ indexedDB: factory })
    await commit(adapter, food)
    const upgrade = factory.open('budgetbook', 2)
    expect(await settled(upgrade)).toBe('success')
    const before = await recordsOf(factory)
    for (const call of [
      async () => namesIn(adapter),
      async () => commit(adapter, travel),
      async () => adapter.open(),
    ]) {
      await expect(call()).rejects.toMatchObject({
        code: 'storage_future_version',
        details: { location: 'the database budgetbook', found: '2.0', supported: '1.0' },
      })
    }
    expect(await recordsOf(factory)).toEqual(before)
  })

  it('says that the version is newer where the browser cannot tell which', async () => {
    const inner = new IDBFactory()
    const ours = createIndexedDbAdapter({ indexedDB: inner })
    await ours.open()
    await ours.close()
    await settled(inner.open('budgetbook', 7))
    const { factory } = watchedFactory(inner)
    await expect(createIndexedDbAdapter({ indexedDB: factory }).open()).rejects.toMatchObject({
      code: 'storage_future_version',
      details: { found: 'newer' },
    })
  })

  it('is opened again where the browser closed it', async () => {
    const { factory, connections, endAll } = watchedFactory(new IDBFactory())
    const adapter = createIndexedDbAdapter({ indexedDB: factory })
    await commit(adapter, food)
    endAll()
    await commit(adapter, travel)
    expect(connections).toHaveLength(2)
    expect(await namesIn(adapter)).toEqual(['food', 'travel'])
  })

  it('is opened again where it was closed without a word', async () => {
    const { factory, connections } = watchedFactory(new IDBFactory())
    const adapter = createIndexedDbAdapter({ indexedDB: factory })
    await commit(adapter, food)
    connections[0]?.close()
    await commit(adapter, travel)
    expect(await namesIn(adapter)).toEqual(['food', 'travel'])
  })

  it('is storage_unavailable where the database was deleted in use, and begins no empty one', async () => {
    const factory = new IDBFactory()
    const adapter = createIndexedDbAdapter({ indexedDB: factory })
    await commit(adapter, food)
    // Other tabs make way, so that nothing hangs.
    expect(await settled(factory.deleteDatabase('budgetbook'))).toBe('success')
    for (const call of [
      async () => namesIn(adapter),
      async () => commit(adapter, travel),
      async () => adapter.open(),
    ]) {
      await expect(call()).rejects.toMatchObject({
        code: 'storage_unavailable',
        details: { reason: 'database_deleted' },
      })
    }
    expect(await factory.databases()).toEqual([])
    expect(await namesIn(createIndexedDbAdapter({ indexedDB: factory }))).toEqual([])
  })

  it('is storage_unavailable where an older tab does not make way, and closed should that go after all', async () => {
    const inner = new IDBFactory()
    const older = await openPlainly(inner, 1)
    const { factory, connections } = watchedFactory({
      open: (name: string) => inner.open(name, 2), // as a newer version of the package would
    } as IDBFactory)
    await expect(createIndexedDbAdapter({ indexedDB: factory }).open()).rejects.toMatchObject({
      code: 'storage_unavailable',
      details: { reason: 'blocked' },
    })
    older.close()
    await vi.waitFor(() => expect(connections).toHaveLength(1))
    await vi.waitFor(() => expect(() => connections[0]?.transaction('heads')).toThrow(/not allowed/))
  })

  it('is given up where the browser does not answer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const factory = new IDBFactory()
    const older = await openPlainly(factory, 1)
    // Whoever opens after a version change that is blocked waits behind it, and hears nothing.
    const upgrade = factory.open('budgetbook', 2)
    expect(await settled(upgrade)).toBe('blocked')
    const refused = expect(createIndexedDbAdapter({ indexedDB: factory }).open()).rejects.toMatchObject({
      code: 'storage_unavailable',
      details: { reason: 'no_answer' },
    })
    await vi.advanceTimersByTimeAsync(10_000)
    await refused
    older.close()
  })

  it('is storage_unavailable where there is no IndexedDB, or the browser denies it', async () => {
    vi.stubGlobal('indexedDB', undefined)
    const adapter = createIndexedDbAdapter()
    await expect(adapter.open()).rejects.toMatchObject({
      code: 'storage_unavailable',
      details: { reason: 'no_indexeddb' },
    })
    const denied = new DOMException('denied', 'SecurityError')
    const denying = {
      open: () => {
        throw denied
      },
    }
    await expect(createIndexedDbAdapter({ indexedDB: denying }).open()).rejects.toMatchObject({
      code: 'storage_unavailable',
      details: { reason: 'SecurityError' },
      cause: denied,
    })
    await expect(openBudgetBook({ storage: createIndexedDbAdapter() })).rejects.toMatchObject({
      code: 'storage_unavailable',
    })
  })

  it('is gone after close, also for calls that wait', async () => {
    const { factory, connections } = watchedFactory(new IDBFactory())
    const adapter = createIndexedDbAdapter({ indexedDB: factory })
    const opening = adapter.open()
    await adapter.close()
    await opening
    await expect(adapter.open()).rejects.toMatchObject({ code: 'closed' })
    await expect(adapter.read(theBook, () => ({}))).rejects.toMatchObject({ code: 'closed' })
    await vi.waitFor(() => expect(() => connections[0]?.transaction('heads')).toThrow())
  })
})

describe('the options', () => {
  it.each([
    [{ databaseName: '' }],
    [{ databaseName: 1 }],
    [{ durability: 'none' }],
    [{ indexedDB: {} }],
    [{ indexedDB: null }],
    [{ indexedDb: new IDBFactory() }],
    [null],
  ])('%j are invalid_input', (options) => {
    expect(() => createIndexedDbAdapter(options as never)).toThrow(
      expect.objectContaining({ code: 'invalid_input' }) as Error,
    )
  })

  it.each([
    ['relaxed', 'process_crash'],
    ['strict', 'disk'],
  ] as const)('%s durability is asked of the database, and declared as %s', async (durability, declared) => {
    const asked: unknown[] = []
    const { factory, connections } = watchedFactory(new IDBFactory())
    const adapter = createIndexedDbAdapter({ indexedDB: factory, durability })
    expect(await adapter.open()).toEqual({
      reach: 'origin',
      isolation: 'origin',
      durability: declared,
      history: true,
    })
    const connection = connections[0]!
    const begin = connection.transaction.bind(connection)
    connection.transaction = (stores, mode, options) => {
      asked.push(options)
      return begin(stores, mode, options)
    }
    await commit(adapter, food)
    expect(asked).toEqual([{ durability }])
  })
})
