import { describe, expect, it } from 'vitest'
import type { StorageAdapter } from 'budgetbook'
import { BookState, type HistoryAppend } from 'budgetbook/adapter'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { commit, commitOptions, inserting, theBook } from '../../../src/testing/conformance/commits.js'
import { makeCategory, makeExpense } from '../../../src/testing/conformance/entities.js'
import { observe } from '../../../src/testing/conformance/observations.js'
import { makeEntry, readHistory } from '../../../src/testing/conformance/topics/history/entries.js'
import * as older from '../../fixtures/schema-1.0/older-build.mjs'
import {
  createIoFaults,
  withIndexedDbFaults,
  type IoFaultKind,
  type IoOperation,
} from '../../support/io-faults/index.js'
import {
  freshDatabase,
  putRecord,
  recordsOf,
  removeRecord,
  type StoredRecord,
} from '../../support/storages/indexed-db.js'
import { atEveryOperation, expectToldState } from '../faults/attempts.js'
import { faultyStorageKinds } from '../faults/faulty-storages.js'
import { fill, type Scenario } from '../faults/scenarios.js'

const open = (indexedDB: IDBFactory): StorageAdapter => createIndexedDbAdapter({ indexedDB })
const openOlder = (indexedDB: IDBFactory): StorageAdapter => older.createIndexedDbAdapter({ indexedDB })

const appended = (id: string, keep: HistoryAppend['keep'] = 'all') => ({
  history: { entry: makeEntry(id), keep },
})

/** Inserts a category for each character, with an entry of the same id. */
async function insertAll(adapter: StorageAdapter, ids: string, keep: HistoryAppend['keep'] = 'all') {
  for (const id of ids.split(''))
    await commit(adapter, [inserting.category(makeCategory(id))], appended(id, keep))
}

async function idsIn(adapter: StorageAdapter): Promise<string> {
  return (await readHistory(adapter)).map(({ entry }) => entry.id).join('')
}

async function entriesIn(factory: IDBFactory): Promise<StoredRecord[]> {
  const records = await recordsOf(factory)
  return records.filter(({ store, value }) => store === 'operations' && typeof value['id'] !== 'string')
}

describe('an entry as it is stored', () => {
  it('is among the operations, under an id that no operation has, and not in their index', async () => {
    const factory = new IDBFactory()
    await commit(open(factory), [], {
      operation: { id: 'operation', fingerprint: 'f' },
      ...appended('a'),
    })
    const [entry, ...others] = await entriesIn(factory)
    expect(others).toEqual([])
    expect(entry?.key).toEqual([theBook, [1]])
    expect(Object.keys(entry!.value)).toEqual(['bookId', 'id', 'text'])
    expect(JSON.parse(String(entry!.value['text']).slice(9))).toEqual(makeEntry('a'))
  })

  it('has a higher position than all that were there before, also when those are gone', async () => {
    const factory = new IDBFactory()
    await insertAll(open(factory), 'abcd', 2)
    expect((await entriesIn(factory)).map(({ key }) => key)).toEqual([
      [theBook, [3]],
      [theBook, [4]],
    ])
  })

  it('is of a newer minor version, and what that added comes back', async () => {
    const factory = new IDBFactory()
    const entry = { ...makeEntry('a'), added: { by: '1.7' } }
    const changes = [{ type: 'envelope' as 'hold', id: 'e', before: null, after: { a: 1 }, added: true }]
    await commit(open(factory), [], { history: { entry: { ...entry, changes }, keep: 'all' } })
    expect(await readHistory(open(factory))).toEqual([{ position: 1, entry: { ...entry, changes } }])
  })

  it('leaves what operations there are, a thousand, and is left by them', async () => {
    const adapter = open(new IDBFactory())
    const operationOf = (index: number) => ({ operation: { id: `${index}`, fingerprint: '' } })
    for (let index = 0; index < 1_001; index++)
      await commit(adapter, [], { ...operationOf(index), ...(index < 3 ? appended(`${index}`, 2) : {}) })
    expect(await idsIn(adapter)).toBe('21')
    expect((await commit(adapter, [], operationOf(1))).replayed).toBe(true)
    expect((await commit(adapter, [], operationOf(0))).replayed).toBe(false)
  })
})

describe('a book without a history', () => {
  /** What a commit asks of the database. */
  async function operationsOf(keeps: boolean): Promise<IoOperation[]> {
    const { indexedDB, databaseName } = freshDatabase()
    const faults = createIoFaults()
    const guarded = withIndexedDbFaults(indexedDB, faults)
    const adapter = createIndexedDbAdapter({ indexedDB: guarded, databaseName })
    await commit(
      adapter,
      [inserting.category(makeCategory('food'))],
      keeps ? { ...appended('first'), operation: null } : {},
    )
    const before = faults.operations.length
    const expense = makeExpense('e', 'food', '2026-02-10', '1.00')
    await commit(adapter, [inserting.expense(expense)], { operation: { id: 'o', fingerprint: 'f' } })
    return faults.operations.slice(before)
  }

  it('asks nothing more of the database', async () => {
    const asked = (await operationsOf(false)).map(({ name, target }) => `${name} ${target ?? ''}`)
    expect(asked.toSorted()).toEqual(
      [
        'transaction heads,months,budgets,expenses,operations',
        'get heads',
        'get operations',
        'add expenses',
        'put heads',
        'put months',
        'openCursor operations.byPosition',
        'getAllKeys operations.byPosition',
        'add operations',
        'commit ',
      ].toSorted(),
    )
    // Nor does a commit without an entry, where there is a history.
    expect((await operationsOf(true)).map(({ name }) => name)).toEqual(
      (await operationsOf(false)).map(({ name }) => name),
    )
  })

  it('is stored as it was before there were histories', async () => {
    const factory = new IDBFactory()
    const adapter = open(factory)
    await commit(adapter, [inserting.category(makeCategory('food'))])
    await adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
    expect(JSON.stringify(await recordsOf(factory))).not.toMatch(/history/i)
  })
})

describe('beside an older build', () => {
  it('entries stay through what that commits, its full-book work and its pruning of operations', async () => {
    const factory = new IDBFactory()
    const [newer, old] = [open(factory), openOlder(factory)]
    await insertAll(newer, 'abc')
    const before = await readHistory(newer)
    for (let index = 0; index < 1_002; index++)
      await commit(old, [], { operation: { id: `${index}`, fingerprint: '' } })
    await commit(old, [inserting.category(makeCategory('old'))])
    await old.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
    expect((await old.readAll(theBook)).categories).toHaveLength(4)
    expect(await readHistory(newer)).toEqual(before)
    await insertAll(newer, 'd')
    expect(await idsIn(newer)).toBe('dcba')
  })

  const next = inserting.category(makeCategory('next'))
  const writes: Record<string, (adapter: StorageAdapter) => Promise<unknown>> = {
    'a commit': async (adapter) => commit(adapter, [next]),
    'a commit with an operation and nothing else': async (adapter) =>
      commit(adapter, [], { operation: { id: 'o', fingerprint: 'f' } }),
    'full-book work': async (adapter) =>
      adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions()),
    'a deletion': async (adapter) => adapter.deleteBook(theBook),
  }

  it.each(Object.entries(writes))('entries of a book that it deleted go with %s', async (_, write) => {
    const factory = new IDBFactory()
    const newer = open(factory)
    await insertAll(newer, 'abc')
    await commit(newer, [next], { bookId: 'other', ...appended('o') })
    await openOlder(factory).deleteBook(theBook)
    expect(await entriesIn(factory)).toHaveLength(4)
    // The book is empty, not damaged, and shows nothing.
    expect((await observe(newer)).categories).toEqual([])
    expect(await readHistory(newer)).toEqual([])
    expect(await readHistory(newer, { id: 'b' })).toEqual([])
    await write(newer)
    expect((await entriesIn(factory)).map(({ key }) => key)).toEqual([['other', [1]]])
    await insertAll(newer, 'd')
    expect(await readHistory(newer)).toEqual([{ position: 1, entry: makeEntry('d') }])
  })

  it.each(['transact', 'replace'] as const)(
    'entries of a book that it deleted and wrote anew are not shown, and go with the next entry of %s',
    async (method) => {
      const factory = new IDBFactory()
      const [newer, old] = [open(factory), openOlder(factory)]
      await insertAll(newer, 'abc')
      await old.deleteBook(theBook)
      await commit(old, [next])
      expect(await readHistory(newer)).toEqual([])
      await commit(newer, [inserting.category(makeCategory('more'))])
      expect(await readHistory(newer)).toEqual([])
      if (method === 'transact') await commit(newer, [], appended('d'))
      else
        await newer.replace(
          theBook,
          () => ({ contents: null, receipt: {}, ...appended('d') }),
          commitOptions(),
        )
      expect(await readHistory(newer)).toEqual([{ position: 1, entry: makeEntry('d') }])
      expect(await entriesIn(factory)).toHaveLength(1)
      await insertAll(newer, 'e')
      expect(await idsIn(newer)).toBe('ed')
      expect((await observe(newer)).categories.map(({ id }) => id)).toEqual(['next', 'more', 'e'])
    },
  )
})

describe('an entry that is damaged', () => {
  const damages: Record<string, (value: Record<string, unknown>) => object> = {
    'has another text': ({ text }) => ({ text: String(text).replace('ann', 'bob') }),
    'has no text': () => ({ text: undefined }),
    'has the text of another entry': () => ({ id: [2] }),
  }

  it.each(Object.entries(damages))('that %s is storage_corrupt, with its place', async (_, damage) => {
    const factory = new IDBFactory()
    const adapter = open(factory)
    await insertAll(adapter, 'abc')
    const [first, second] = await entriesIn(factory)
    const { value } = damage === damages['has the text of another entry'] ? first! : second!
    await putRecord(factory, 'operations', { ...value, ...damage(value) })
    const before = await recordsOf(factory)
    for (const query of [{}, { before: 3 }, { id: 'b' }, { id: 'a' }])
      await expect(readHistory(adapter, query)).rejects.toMatchObject({
        code: 'storage_corrupt',
        details: { bookId: theBook, location: 'operations["book",[2]]' },
      })
    expect(await recordsOf(factory)).toEqual(before)
    // Whatever does not need it works.
    expect((await readHistory(adapter, { limit: 1 }))[0]?.entry.id).toBe('c')
    expect((await readHistory(adapter, { before: 2 }))[0]?.entry.id).toBe('a')
    expect((await observe(adapter)).categories).toHaveLength(3)
    await adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
    await insertAll(adapter, 'd')
    await insertAll(adapter, 'e', 3)
    expect(await idsIn(adapter)).toBe('edc')
  })
})

describe('an import over a damaged book', () => {
  const damages: Record<string, (factory: IDBFactory) => Promise<void>> = {
    'a damaged head': async (factory) =>
      putRecord(factory, 'heads', { bookId: theBook, text: 'no longer JSON' }),
    'a lost head': async (factory) => removeRecord(factory, 'heads', theBook),
    'a lost month': async (factory) => removeRecord(factory, 'months', [theBook, '2026-02']),
  }

  it.each(Object.entries(damages))('with %s keeps the history and adds its entry', async (_, damage) => {
    const factory = new IDBFactory()
    const adapter = open(factory)
    await insertAll(adapter, 'ab')
    const expense = makeExpense('e', 'a', '2026-02-10', '1.00')
    await commit(adapter, [inserting.expense(expense)], appended('c'))
    const { contents } = new BookState({
      contents: await adapter.readAll(theBook),
      operations: [],
    }).snapshot()
    const before = await readHistory(adapter)
    await damage(factory)
    await adapter.replace(theBook, () => ({ contents, receipt: {} }), commitOptions())
    expect(await readHistory(adapter)).toEqual(before)
    await damage(factory)
    await adapter.replace(theBook, () => ({ contents, receipt: {}, ...appended('d') }), commitOptions())
    expect(await readHistory(adapter)).toEqual([{ position: 4, entry: makeEntry('d') }, ...before])
    await insertAll(open(factory), 'e')
    expect(await idsIn(open(factory))).toBe('edcba')
  })

  it('whose head cannot be read does not show the history before', async () => {
    const factory = new IDBFactory()
    await insertAll(open(factory), 'a')
    await damages['a damaged head']!(factory)
    await expect(readHistory(open(factory))).rejects.toMatchObject({
      code: 'storage_corrupt',
      details: { location: 'heads["book"]' },
    })
  })
})

describe('when any operation of a commit with an entry goes wrong', () => {
  const kind = faultyStorageKinds.find(({ name }) => name === 'IndexedDB')!
  const added = 'added'
  const change = [inserting.category(makeCategory(added))]
  const prepare = async (adapter: StorageAdapter) => {
    await fill(adapter)
    await commit(adapter, [], appended('first'))
  }
  const scenarios: readonly Scenario[] = [
    {
      name: 'the first entry',
      start: async (adapter) => async () => commit(adapter, change, appended(added)),
    },
    {
      name: 'an entry that makes others go',
      start: async (adapter) => {
        await prepare(adapter)
        return async () => commit(adapter, change, appended(added, 1))
      },
    },
    {
      name: 'the entry of full-book work',
      start: async (adapter) => {
        await prepare(adapter)
        return async () =>
          adapter.replace(
            theBook,
            (contents) => ({
              contents: { ...contents, categories: [...contents.categories, makeCategory(added)] },
              receipt: {},
              ...appended(added),
            }),
            commitOptions(),
          )
      },
    },
  ]
  const faults: readonly IoFaultKind[] = ['fail', 'crash', 'quota', 'lose_acknowledgement']

  describe.each(faults)('%s', (fault) => {
    it.each(scenarios)('$name is there with its change, or neither is', async (scenario) => {
      const count = await atEveryOperation(kind, scenario, [fault], async (attempt) => {
        const state = await expectToldState(attempt, await attempt.tryOnce())
        const reader = attempt.storage.fresh()
        const isThere = (await readHistory(reader)).some(({ entry }) => entry.id === added)
        expect(isThere).toBe(state === 'after')
        const ids = (await readHistory(reader)).map(({ entry }) => entry.id)
        const old = scenario === scenarios[0] ? [] : ['first']
        const kept = scenario === scenarios[1] && isThere ? [] : old
        expect(ids).toEqual(isThere ? [added, ...kept] : old)
      })
      expect(count).toBeGreaterThan(4)
    })
  })
})
