import 'fake-indexeddb/auto'
import { IDBFactory as FakeFactory } from 'fake-indexeddb'
import { unwrap, wrap, type IDBPDatabase } from 'idb'
import { describe, expect, it } from 'vitest'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { adapterConformance } from 'budgetbook/testing'
import { freshDatabase } from '../../storages/indexed-db.js'
import { createIoFaults, withIndexedDbFaults, type IoFaultKind, type IoFaults } from '../index.js'

interface Note {
  id: number
  text: string
}
const failure = new Error('the cable was pulled')

/** A database of notes behind faults, and the same one without. */
async function makeDatabase() {
  const bare = new FakeFactory()
  const faults = createIoFaults()
  const factory = withIndexedDbFaults(bare, faults)
  const plain = await openNotes(bare)
  await plain.put('notes', { id: 1, text: 'one' })
  await plain.put('notes', { id: 2, text: 'two' })
  const database = await openNotes(factory)
  faults.restart()
  return { bare, factory, faults, plain, database }
}

async function openNotes(factory: IDBFactory): Promise<IDBPDatabase> {
  const request = factory.open('notes', 1)
  request.addEventListener('upgradeneeded', () => {
    const store = request.result.createObjectStore('notes', { keyPath: 'id' })
    store.createIndex('byText', 'text')
  })
  return wrap(request) as Promise<IDBPDatabase>
}

const namesOf = ({ operations }: IoFaults) => operations.map(({ name }) => name)
const nameOf = (error: unknown) => (error as Error).name
const turn = async () => new Promise((resolve) => setTimeout(resolve, 5))

/** How a promise ends: its value, or the name of its error. */
async function outcome(promise: Promise<unknown>): Promise<unknown> {
  return promise.then((value) => value ?? 'resolved', nameOf)
}

/** Puts a note, and commits or leaves that to the database; how the request and the transaction end. */
async function putNote(database: IDBPDatabase, isCommitting = false, note: Note = { id: 1, text: 'new' }) {
  const transaction = database.transaction('notes', 'readwrite')
  const done = outcome(transaction.done)
  const request = outcome(transaction.objectStore('notes').put(note))
  if (isCommitting) transaction.commit()
  return { request: await request, done: await done, error: transaction.error }
}

describe('a database behind faults, where none is armed', () => {
  it.each(
    adapterConformance({
      open: async () => {
        const { databaseName } = freshDatabase()
        const indexedDB = withIndexedDbFaults(new FakeFactory(), createIoFaults())
        return { connect: async () => createIndexedDbAdapter({ indexedDB, databaseName }) }
      },
    }),
  )('serves an adapter: $name', async ({ run }) => {
    await run()
  })

  it('does what it is asked, and counts what is an operation', async () => {
    const { factory, faults, database } = await makeDatabase()
    const transaction = database.transaction('notes', 'readwrite')
    const store = transaction.objectStore('notes')
    await store.add({ id: 3, text: 'three' })
    expect(await store.index('byText').getAllKeys()).toEqual([1, 3, 2])
    await store.delete(1)
    await transaction.done
    const reading = database.transaction('notes')
    expect(await reading.store.get(2)).toEqual({ id: 2, text: 'two' })
    await reading.done
    expect((await openNotes(factory)).version).toBe(1)
    expect(await factory.databases()).toEqual([{ name: 'notes', version: 1 }])
    expect(faults.operations).toEqual([
      { name: 'transaction', access: 'begin', target: 'notes' },
      { name: 'add', access: 'write', target: 'notes', grows: true },
      { name: 'getAllKeys', access: 'read', target: 'notes.byText', grows: false },
      { name: 'delete', access: 'write', target: 'notes', grows: false },
      { name: 'commit', access: 'commit', grows: true },
      { name: 'transaction', access: 'begin', target: 'notes' },
      { name: 'get', access: 'read', target: 'notes', grows: false },
      { name: 'complete', access: 'read' },
      { name: 'open', access: 'begin', target: 'notes' },
      { name: 'databases', access: 'read' },
    ])
  })

  it('counts each step of a cursor, and what is done by it', async () => {
    const { faults, database, plain } = await makeDatabase()
    const transaction = database.transaction('notes', 'readwrite')
    let cursor = await transaction.objectStore('notes').openCursor()
    while (cursor) {
      await cursor.update({ ...(cursor.value as Note), text: 'changed' })
      cursor = await cursor.continue()
    }
    await transaction.done
    expect(namesOf(faults)).toEqual([
      ...['transaction', 'openCursor', 'update', 'continue', 'update', 'continue', 'commit'],
    ])
    expect(await plain.getAll('notes')).toEqual([
      { id: 1, text: 'changed' },
      { id: 2, text: 'changed' },
    ])
  })

  it('counts one commit, called or not, and none of a transaction that is aborted', async () => {
    const { faults, database } = await makeDatabase()
    for (const isCommitting of [false, true]) {
      faults.restart()
      expect((await putNote(database, isCommitting)).done).toBe('resolved')
      await turn()
      expect(namesOf(faults)).toEqual(['transaction', 'put', 'commit'])
    }
    faults.restart()
    const transaction = database.transaction('notes', 'readwrite')
    const done = outcome(transaction.done)
    transaction.abort()
    expect(await done).toBe('AbortError')
    await turn()
    expect(namesOf(faults)).toEqual(['transaction'])
  })

  it('makes its stores in an opening, whose commit is an operation', async () => {
    const faults = createIoFaults()
    await openNotes(withIndexedDbFaults(new FakeFactory(), faults))
    expect(namesOf(faults)).toEqual(['open', 'commit'])
  })

  it('upgrades and deletes, and tells who stands in the way', async () => {
    const { bare, factory, faults, plain, database } = await makeDatabase()
    const heard: string[] = []
    plain.close()
    database.addEventListener('versionchange', () => {
      heard.push('versionchange')
      database.close()
    })
    const request = factory.open('notes', 2)
    request.onupgradeneeded = () => {
      heard.push('upgradeneeded')
      request.transaction?.objectStore('notes').put({ id: 3, text: 'three' })
      request.result.createObjectStore('others')
    }
    const upgraded = await (wrap(request) as Promise<IDBPDatabase>)
    expect(await upgraded.getAllKeys('notes')).toEqual([1, 2, 3])
    expect([...upgraded.objectStoreNames]).toEqual(['notes', 'others'])
    expect(namesOf(faults).slice(0, 3)).toEqual(['open', 'put', 'commit'])
    upgraded.close()
    await wrap(factory.deleteDatabase('notes'))
    expect(await bare.databases()).toEqual([])
    expect(heard).toEqual(['versionchange', 'upgradeneeded'])
    expect(factory.cmp(1, 2)).toBe(-1)
  })
})

describe.each([
  { way: 'left to the database', isCommitting: false },
  { way: 'called', isCommitting: true },
])('a commit that is $way', ({ isCommitting }) => {
  it.each([
    ['fail', 'UnknownError'],
    ['quota', 'QuotaExceededError'],
    ['crash', 'AbortError'],
    ['tear', 'AbortError'],
  ] as const)('is not made by %s, but aborted', async (kind, name) => {
    const { faults, plain, database } = await makeDatabase()
    faults.arm(kind, { on: 'commit' })
    const { request, done, error } = await putNote(database, isCommitting)
    // What is asked in one go with the commit is not answered any more where the process crashes.
    expect([request, done, error?.name]).toEqual([isCommitting && faults.isDown ? name : 1, name, name])
    expect(await plain.get('notes', 1)).toEqual({ id: 1, text: 'one' })
  })

  it('has the error of the test', async () => {
    const { faults, plain, database } = await makeDatabase()
    faults.arm('fail', { on: 'commit', error: failure })
    expect((await putNote(database, isCommitting)).error).toBe(failure)
    expect(await plain.get('notes', 1)).toEqual({ id: 1, text: 'one' })
  })

  it('is made where its acknowledgement is lost, but looks aborted, and the connection closes', async () => {
    const { faults, plain, database } = await makeDatabase()
    const heard: string[] = []
    for (const type of ['abort', 'close']) database.addEventListener(type, () => heard.push(type))
    faults.arm('lose_acknowledgement', { on: 'commit' })
    const { request, done, error } = await putNote(database, isCommitting)
    expect([request, done, error]).toEqual([1, 'AbortError', null])
    expect(heard).toEqual(['abort', 'close'])
    expect(() => database.transaction('notes')).toThrow(/closing|not allowed/)
    expect(await plain.get('notes', 1)).toEqual({ id: 1, text: 'new' })
  })

  it('leaves the connection where its acknowledgement is lost with an error of the test', async () => {
    const { faults, plain, database } = await makeDatabase()
    faults.arm('lose_acknowledgement', { on: 'commit', error: failure })
    expect((await putNote(database, isCommitting)).error).toBe(failure)
    expect(await plain.get('notes', 1)).toEqual({ id: 1, text: 'new' })
    expect(await database.get('notes', 1)).toEqual({ id: 1, text: 'new' })
  })

  it('is told of late where it is stalled', async () => {
    const { faults, plain, database } = await makeDatabase()
    const stall = faults.arm('stall', { on: 'commit' })
    let isTold = false
    const ended = putNote(database, isCommitting).finally(() => (isTold = true))
    await stall.whenStruck
    await turn()
    expect(await plain.get('notes', 1)).toEqual({ id: 1, text: 'new' })
    expect(isTold).toBe(false)
    faults.release()
    expect((await ended).done).toBe('resolved')
  })

  it('looks aborted where the process crashed before it was told of', async () => {
    const { faults, database } = await makeDatabase()
    const stall = faults.arm('stall', { on: 'commit' })
    const ended = putNote(database, isCommitting)
    await stall.whenStruck
    await turn()
    faults.restart()
    expect((await ended).done).toBe('AbortError')
  })
})

describe('a request', () => {
  it.each(['get', 'put'] as const)(
    'that fails is a %s that was not made, and aborts its transaction',
    async (name) => {
      const { faults, plain, database } = await makeDatabase()
      faults.arm('fail', { on: (operation) => operation.name === name })
      const transaction = database.transaction('notes', 'readwrite')
      const done = outcome(transaction.done)
      const store = transaction.objectStore('notes')
      const first = store.put({ id: 2, text: 'before' })
      const failed = name === 'get' ? store.get(1) : store.put({ id: 1, text: 'new' })
      const after = store.get(2)
      const outcomes = [first, failed, after].map(outcome)
      expect(await Promise.all(outcomes)).toEqual(
        name === 'get' ? [2, 'UnknownError', 'AbortError'] : ['UnknownError', 'AbortError', 'AbortError'],
      )
      // As with a browser's own error: idb hears of it before the transaction has it.
      expect(await done).toBe('AbortError')
      expect(transaction.error?.name).toBe('UnknownError')
      expect(await plain.get('notes', 2)).toEqual({ id: 2, text: 'two' })
    },
  )

  it('that fails bubbles to its transaction and its database, and need not abort it', async () => {
    const { faults, plain, factory } = await makeDatabase()
    const raw = unwrap(await openNotes(factory))
    const heard: string[] = []
    faults.arm('fail', { on: 'write', error: failure })
    const transaction = raw.transaction('notes', 'readwrite')
    raw.onerror = () => heard.push('database')
    transaction.onerror = () => heard.push('transaction')
    transaction.addEventListener('error', { handleEvent: () => heard.push('object') })
    transaction.addEventListener('error', () => heard.push('once'), { once: true })
    const store = transaction.objectStore('notes')
    const request = store.put({ id: 1, text: 'new' })
    request.onsuccess = () => heard.push('success')
    let isHandled = false
    request.onerror = (event) => {
      expect([event.target, request.error, request.result]).toEqual([request, failure, undefined])
      heard.push('request')
      faults.arm('fail', { on: 'write', error: failure })
      const second = store.put({ id: 2, text: 'second' })
      second.onerror = (again) => {
        again.preventDefault()
        heard.push('second')
        store.put({ id: 2, text: 'after' })
      }
      isHandled = true
    }
    transaction.addEventListener('error', (event) => isHandled && event.preventDefault())
    await new Promise((resolve) => (transaction.oncomplete = resolve))
    const bubbled = ['object', 'transaction', 'database']
    expect([...heard].sort()).toEqual([...bubbled, ...bubbled, 'once', 'request', 'second'].sort())
    expect(heard.indexOf('request')).toBe(0)
    expect(await plain.getAll('notes')).toEqual([
      { id: 1, text: 'one' },
      { id: 2, text: 'after' },
    ])
  })

  it('that finds the storage full gets QuotaExceededError, if it puts something', async () => {
    const { faults, plain, database } = await makeDatabase()
    faults.arm('quota')
    expect(await putNote(database)).toMatchObject({
      request: 'QuotaExceededError',
      done: 'AbortError',
    })
    expect(await database.get('notes', 1)).toEqual({ id: 1, text: 'one' })
    await database.delete('notes', 2)
    expect((await putNote(database)).request).toBe('QuotaExceededError')
    faults.release()
    expect((await putNote(database)).done).toBe('resolved')
    expect(await plain.getAll('notes')).toEqual([{ id: 1, text: 'new' }])
  })

  it('whose acknowledgement is lost was made, but its transaction is aborted', async () => {
    const { faults, plain, database } = await makeDatabase()
    faults.arm('lose_acknowledgement', { on: 'write' })
    expect(await putNote(database)).toMatchObject({ request: 'UnknownError', done: 'AbortError' })
    expect(await plain.get('notes', 1)).toEqual({ id: 1, text: 'one' })
  })

  it.each(['crash', 'tear'] as const)(
    'at which the process crashes (%s) ends everything that is open, and nothing is written',
    async (kind) => {
      const { faults, factory, plain, database } = await makeDatabase()
      const other = (await openNotes(factory)).transaction('notes')
      const others = outcome(other.done)
      faults.arm(kind, { on: 'write' })
      expect(await putNote(database)).toMatchObject({ request: 'AbortError', done: 'AbortError' })
      expect(await others).toBe('AbortError')
      expect(() => database.transaction('notes')).toThrow(/closing|not allowed/)
      expect(await outcome(openNotes(factory))).toBe('AbortError')
      expect(await outcome(wrap(factory.deleteDatabase('notes')))).toBe('AbortError')
      await expect(factory.databases()).rejects.toThrow('crashed')
      expect(await plain.get('notes', 1)).toEqual({ id: 1, text: 'one' })
      faults.restart()
      expect(await (await openNotes(factory)).get('notes', 2)).toEqual({ id: 2, text: 'two' })
    },
  )

  it('that is stalled in another transaction fails where the process crashes', async () => {
    const { faults, database } = await makeDatabase()
    const transaction = database.transaction('notes')
    const done = outcome(transaction.done)
    faults.arm('stall')
    const read = outcome(transaction.store.get(1))
    await turn()
    faults.arm('crash')
    expect(() => database.transaction('notes')).toThrow(/closing|not allowed/)
    expect([await read, await done]).toEqual(['AbortError', 'AbortError'])
  })

  it('that was asked before the process crashed is not answered any more', async () => {
    const { faults, database } = await makeDatabase()
    const { store, done } = database.transaction('notes')
    const ended = outcome(done)
    const first = store.get(1).then(() => {
      faults.arm('crash')
      expect(() => database.transaction('notes')).toThrow(/closing|not allowed/)
    })
    expect(await outcome(store.get(2))).toBe('AbortError')
    await first
    expect(await ended).toBe('AbortError')
  })

  it('that is stalled is answered late, and its transaction goes on then', async () => {
    const { faults, plain, database } = await makeDatabase()
    const stall = faults.arm('stall', { on: 'read' })
    const transaction = database.transaction('notes', 'readwrite')
    const store = transaction.objectStore('notes')
    let isTold = false
    const copying = store.get(1).then(async (note: Note) => {
      isTold = true
      await store.put({ ...note, id: 3 })
    })
    await stall.whenStruck
    await turn()
    expect(isTold).toBe(false)
    faults.release()
    await Promise.all([copying, transaction.done])
    expect(await plain.get('notes', 3)).toEqual({ id: 3, text: 'one' })
  })

  it.each(['abort', 'restart'] as const)('that is stalled fails at an %s', async (way) => {
    const { faults, plain, database } = await makeDatabase()
    const stall = faults.arm('stall', { on: 'write' })
    const transaction = database.transaction('notes', 'readwrite')
    const done = outcome(transaction.done)
    const request = outcome(transaction.objectStore('notes').put({ id: 1, text: 'new' }))
    await stall.whenStruck
    await turn()
    if (way === 'abort') transaction.abort()
    else faults.restart()
    expect([await request, await done]).toEqual(['AbortError', 'AbortError'])
    expect(await plain.get('notes', 1)).toEqual({ id: 1, text: 'one' })
  })

  it('stores another text where it is corrupted, or reads another', async () => {
    const { faults, plain, database } = await makeDatabase()
    faults.arm('corrupt', { on: 'write', unit: 2 })
    expect((await putNote(database)).done).toBe('resolved')
    expect(await plain.get('notes', 1)).toEqual({ id: 1, text: 'ndw' })
    faults.arm('corrupt', { on: 'read', unit: 1 })
    expect(await database.get('notes', 1)).toEqual({ id: 1, text: 'odw' })
    expect(await database.get('notes', 1)).toEqual({ id: 1, text: 'ndw' })
    faults.arm('corrupt', { on: 'read' })
    expect(await database.getAllKeys('notes')).toEqual([1, 3])
  })

  it('reads another value at one step of a cursor', async () => {
    const { faults, plain, database } = await makeDatabase()
    await plain.put('notes', { id: 3, text: 'three' })
    faults.arm('corrupt', { on: ({ name }) => name === 'continue' })
    const texts: string[] = []
    let cursor = await database.transaction('notes').objectStore('notes').openCursor()
    while (cursor) {
      texts.push((cursor.value as Note).text)
      cursor = await cursor.continue()
    }
    expect(texts).toEqual(['one', 'tvo', 'three'])
  })

  it('fails at one step of a cursor', async () => {
    const { faults, database } = await makeDatabase()
    faults.arm('fail', { on: ({ name }) => name === 'continue' })
    const transaction = database.transaction('notes')
    const done = outcome(transaction.done)
    const cursor = await transaction.objectStore('notes').index('byText').openCursor()
    expect(await outcome(cursor!.continue())).toBe('UnknownError')
    expect(await done).toBe('AbortError')
  })
})

describe('a transaction', () => {
  it.each(['fail', 'lose_acknowledgement'] as const)(
    'that does not begin (%s) is aborted, with what it was asked',
    async (kind) => {
      const { faults, plain, database } = await makeDatabase()
      faults.arm(kind, { on: 'begin' })
      const { request, done, error } = await putNote(database)
      expect([request, done, error?.name]).toEqual(['AbortError', 'UnknownError', 'UnknownError'])
      expect(await plain.get('notes', 1)).toEqual({ id: 1, text: 'one' })
      expect((await putNote(database)).done).toBe('resolved')
    },
  )

  it('that is stalled answers late', async () => {
    const { faults, plain, database } = await makeDatabase()
    faults.arm('stall', { on: 'begin' })
    let isTold = false
    const ended = putNote(database).finally(() => (isTold = true))
    await turn()
    expect(isTold).toBe(false)
    faults.release()
    expect((await ended).done).toBe('resolved')
    expect(await plain.get('notes', 1)).toEqual({ id: 1, text: 'new' })
  })

  it.each([1, 2, 3])('is untroubled after operation %i failed in another', async (at) => {
    const { faults, plain, database } = await makeDatabase()
    faults.arm('fail', { at })
    expect((await putNote(database)).error?.name).toBe('UnknownError')
    expect((await putNote(database)).done).toBe('resolved')
    expect(await plain.get('notes', 1)).toEqual({ id: 1, text: 'new' })
  })
})

describe('an opening', () => {
  const opening = async (kind: IoFaultKind, at: number) => {
    const bare = new FakeFactory()
    const faults = createIoFaults()
    const factory = withIndexedDbFaults(bare, faults)
    const fault = faults.arm(kind, { at })
    return { bare, faults, factory, fault, opened: outcome(openNotes(factory)) }
  }

  it.each([
    ['fail', 'UnknownError'],
    ['crash', 'AbortError'],
    ['tear', 'AbortError'],
  ] as const)('fails by %s, and makes no database', async (kind, name) => {
    const { bare, opened } = await opening(kind, 1)
    expect(await opened).toBe(name)
    expect(await bare.databases()).toEqual([])
  })

  it.each(['fail', 'crash', 'tear', 'quota'] as const)(
    'fails by %s of the commit of its stores, and makes none',
    async (kind) => {
      const { bare, faults, factory, opened } = await opening(kind, 2)
      expect(await opened).toBe('AbortError')
      expect((await bare.databases()).filter(({ version }) => version)).toEqual([])
      faults.restart()
      expect((await openNotes(factory)).objectStoreNames[0]).toBe('notes')
    },
  )

  it.each([1, 2])('is made where an acknowledgement is lost (%i), but fails', async (at) => {
    const { bare, factory, opened } = await opening('lose_acknowledgement', at)
    expect(await opened).toMatch(/UnknownError|AbortError/)
    expect(await bare.databases()).toEqual([{ name: 'notes', version: 1 }])
    // Nothing stays open that would keep it from being deleted.
    await wrap(bare.deleteDatabase('notes'))
    expect((await openNotes(factory)).objectStoreNames[0]).toBe('notes')
  })

  it('fails with the error of the test where the commit of its stores is not acknowledged', async () => {
    const bare = new FakeFactory()
    const faults = createIoFaults()
    faults.arm('lose_acknowledgement', { on: 'commit', error: failure })
    await expect(openNotes(withIndexedDbFaults(bare, faults))).rejects.toBe(failure)
    expect(await bare.databases()).toEqual([{ name: 'notes', version: 1 }])
    await wrap(bare.deleteDatabase('notes'))
  })

  it.each([1, 2])('is told of late where it is stalled (%i)', async (at) => {
    const { faults, fault, opened } = await opening('stall', at)
    let isTold = false
    void opened.finally(() => (isTold = true))
    await fault.whenStruck
    await turn()
    expect(isTold).toBe(false)
    faults.release()
    expect(typeof (await opened)).toBe('object')
  })

  it('fails where the process crashed while it was stalled', async () => {
    const { bare, faults, fault, opened } = await opening('stall', 1)
    await fault.whenStruck
    await turn()
    faults.restart()
    expect(await opened).toBe('AbortError')
    await wrap(bare.deleteDatabase('notes'))
  })
})

it('a deletion fails, is refused, or is made and not acknowledged', async () => {
  for (const [kind, left] of [
    ['fail', 1],
    ['crash', 1],
    ['lose_acknowledgement', 0],
  ] as const) {
    const { bare, factory, faults, plain, database } = await makeDatabase()
    plain.close()
    database.close()
    faults.arm(kind, { on: 'write' })
    expect(await outcome(wrap(factory.deleteDatabase('notes')))).toMatch(/UnknownError|AbortError/)
    expect((await bare.databases()).length).toBe(left)
  }
})
