import type { BookContents, View } from '../../../../storage/view.js'
import type { StorageAdapter } from '../../../../storage/adapter.js'
import { commit, commitOptions, inserting, putting, theBook } from '../../commits.js'
import { makeCategory, makeExpense, makeSettings } from '../../entities.js'
import { expectEqual, expectRefused, expectSameError } from '../../expect.js'
import { observe } from '../../observations.js'
import { racers, type Trial, type TrialCase } from '../../trial.js'
import {
  appending,
  expectIds,
  expectPlaces,
  insert,
  insertAll,
  makeEntry,
  readHistory,
  whereKept,
} from './entries.js'

async function isPruned({ adapter, connect }: Trial): Promise<void> {
  const operation = { id: 'operation', fingerprint: 'f' }
  await commit(adapter, [], { operation })
  for (const id of 'abcde') await insert(adapter, id, { keep: 3 })
  await expectIds(adapter, 'edc', 'the history of a book that keeps 3')
  const kept = await readHistory(adapter)
  await insert(adapter, 'f')
  await expectIds(await connect(), 'fedc', 'the history after an entry that keeps all')
  expectEqual((await readHistory(adapter)).slice(1), kept, 'the entries that were there before')
  await insert(adapter, 'g', { keep: 2 })
  await expectIds(adapter, 'gf', 'the history after an entry that keeps 2')
  await commit(adapter, [inserting.category(makeCategory('without an entry'))])
  await expectIds(adapter, 'gf', 'the history after a commit without an entry')
  await insert(adapter, 'h', { keep: 1 })
  const last = await readHistory(adapter)
  await expectIds(adapter, 'h', 'the history after an entry that keeps only itself')
  const { replayed } = await commit(adapter, [], { operation })
  expectEqual(replayed, true, 'an operation from before the oldest went being known')
  expectPlaces([...last, ...kept], 'the positions, before and after the oldest went')
}

async function isMadeWithItsCommit({ adapter }: Trial): Promise<void> {
  await insert(adapter, 'a')
  const before = await observe(adapter)
  const refusal = new Error('not today')
  const refuse = (): never => {
    throw refusal
  }
  await expectSameError(
    adapter.transact(theBook, () => ({}), refuse, commitOptions()),
    refusal,
    'a refused transaction',
  )
  await expectSameError(adapter.replace(theBook, refuse, commitOptions()), refusal, 'a refused replace')
  const food = makeExpense('food', 'a', '2026-02-10', '1.00')
  const refused = [
    [inserting.category(makeCategory('b')), inserting.category(makeCategory('a'))],
    [inserting.expense(food), inserting.category(makeCategory('a'))],
  ]
  for (const changes of refused)
    await expectRefused(commit(adapter, changes, appending(makeEntry('b'))), 'conflict', 'a taken id')
  await commit(adapter, [inserting.expense(food)], appending(makeEntry('c')))
  await expectRefused(
    commit(adapter, [inserting.expense(food)], appending(makeEntry('d'))),
    'conflict',
    'the taken id of an expense',
  )
  const signal = { aborted: true }
  await expectRefused(
    commit(adapter, [inserting.category(makeCategory('e'))], { signal, ...appending(makeEntry('e')) }),
    'aborted',
    'an aborted commit',
  )
  await expectIds(adapter, 'ca', 'the history after refusals')
  expectEqual((await observe(adapter)).categories, before.categories, 'the categories after refusals')
}

async function isAbortedWithItsCommit({ adapter }: Trial): Promise<void> {
  await insert(adapter, 'a')
  const signal = { aborted: false }
  const decide = () => {
    signal.aborted = true
    return { changes: [inserting.category(makeCategory('b'))], receipt: {}, ...appending(makeEntry('b')) }
  }
  const call = adapter.transact(theBook, () => ({}), decide, commitOptions({ signal }))
  const isMade = await call.then(
    () => true,
    () => false,
  )
  await expectIds(adapter, isMade ? 'ba' : 'a', 'the history after an abort during the decision')
}

async function isMadeOnce({ adapter, connect }: Trial): Promise<void> {
  const operation = { id: 'operation', fingerprint: 'f' }
  const decide = () => ({ changes: [], receipt: {}, ...appending(makeEntry('again')) })
  const rebuild = (contents: BookContents) => ({ contents, ...decide() })
  await commit(adapter, [inserting.category(makeCategory('a'))], { operation, ...appending(makeEntry('a')) })
  for (const client of [adapter, await connect()]) {
    await client.transact(theBook, () => ({}), decide, commitOptions({ operation }))
    await client.replace(theBook, rebuild, commitOptions({ operation }))
  }
  await expectIds(adapter, 'a', 'the history after the operation was asked for again')
}

async function staysThroughRewriting({ adapter, connect }: Trial): Promise<void> {
  await insertAll(adapter, 'ab')
  const before = await readHistory(adapter)
  const clear = (contents: BookContents) => ({ contents: { ...contents, categories: [] }, receipt: {} })
  await adapter.replace(theBook, clear, commitOptions())
  expectEqual(await readHistory(adapter), before, 'the history after full-book work without an entry')
  const entry = makeEntry('c', { changes: 'whole_book', actor: null, currency: 'JPY' })
  const withEntry = (contents: BookContents) => ({
    contents: { ...contents, settings: makeSettings('JPY') },
    receipt: {},
    ...appending(entry),
  })
  await adapter.replace(theBook, withEntry, commitOptions())
  const other = await connect()
  await expectIds(other, 'cba', 'the history after full-book work')
  const [last, ...others] = await readHistory(other)
  expectEqual(last?.entry, entry, 'the entry of full-book work')
  expectEqual(others, before, 'the entries from before full-book work')
  const small = (contents: BookContents) => ({ ...withEntry(contents), ...appending(makeEntry('d'), 2) })
  await adapter.replace(theBook, small, commitOptions())
  await expectIds(other, 'dc', 'the history after full-book work that keeps 2')
}

async function beginsWithRewriting({ adapter, connect }: Trial): Promise<void> {
  const rebuild = (contents: BookContents) => ({ contents, receipt: {}, ...appending(makeEntry('a')) })
  await adapter.replace(theBook, rebuild, commitOptions())
  for (const client of [adapter, await connect()])
    await expectIds(client, 'a', 'the history of a book whose first commit is full-book work')
  await insert(adapter, 'b')
  await expectIds(adapter, 'ba', 'the history after one more commit')
}

/** Counts the limit up, and appends an entry with the number as its id. */
async function countUp(adapter: StorageAdapter): Promise<void> {
  const decide = ({ settings }: View) => {
    const next = `${Number(settings.monthlyLimit ?? '0') + 1}`
    return {
      changes: [putting.settings(makeSettings('JPY', next))],
      receipt: {},
      ...appending(makeEntry(next, { currency: 'JPY' })),
    }
  }
  await adapter.transact(theBook, () => ({}), decide, commitOptions())
}

async function followsRaces(trial: Trial): Promise<void> {
  const counting = (await racers(trial, 5)).map(async (client) => {
    for (let count = 0; count < 8; count++) await countUp(client)
  })
  await Promise.all(counting)
  const entries = await readHistory(trial.adapter)
  expectPlaces(entries, 'the positions of racing commits')
  expectEqual(
    entries.map(({ entry }) => entry.id),
    Array.from({ length: 40 }, (_, index) => `${40 - index}`),
    'the entries of forty racing commits, in the order in which they were made',
  )
}

/** What commits append to the history of a book, for adapters that declare one. */
export const historyAppending: readonly TrialCase[] = [
  { name: 'history: the oldest go where there are more than kept', check: whereKept(isPruned) },
  { name: 'history: a refused commit appends nothing', check: whereKept(isMadeWithItsCommit) },
  { name: 'history: an aborted commit appends nothing', check: whereKept(isAbortedWithItsCommit) },
  { name: 'history: a repeated operation appends nothing', check: whereKept(isMadeOnce) },
  { name: 'history: stays through full-book work', check: whereKept(staysThroughRewriting) },
  { name: 'history: may begin with full-book work', check: whereKept(beginsWithRewriting) },
  { name: 'history: has one entry for each racing commit', check: whereKept(followsRaces) },
]
