import type { JsonObject } from '../../../../lib/json.js'
import { commit, commitOptions, inserting, theBook } from '../../commits.js'
import { makeCategory } from '../../entities.js'
import { expectEqual, fail } from '../../expect.js'
import { spoil } from '../../spoil.js'
import { reopened, type Trial, type TrialCase } from '../../trial.js'
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

async function hasItsMethod({ adapter, capabilities }: Trial): Promise<void> {
  const { history = false } = capabilities
  if (typeof history !== 'boolean') fail('the capability history', 'true, false or none', String(history))
  if (history) expectEqual(typeof adapter.history, 'function', 'the method history of an adapter with one')
}

async function beginsEmpty({ adapter }: Trial): Promise<void> {
  expectEqual(await readHistory(adapter), [], 'the history of a book that was never written')
  await commit(adapter, [inserting.category(makeCategory('food'))])
  await adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
  expectEqual(await readHistory(adapter), [], 'the history after commits without entries')
  await insert(adapter, 'a')
  await commit(adapter, [inserting.category(makeCategory('travel'))])
  await expectIds(adapter, 'a', 'the history after one commit with an entry and one without')
}

async function isOrdered({ adapter, connect }: Trial): Promise<void> {
  // Neither their ids nor their instants are in the order of the commits.
  const entries = [
    makeEntry('m'),
    makeEntry('z', { at: '2026-02-13T00:00:00.000Z' }),
    makeEntry('a', { at: '2026-02-15T00:00:00.000Z' }),
    makeEntry('k', { at: '2026-02-12T00:00:00.000Z' }),
  ]
  const other = await connect()
  for (const [index, entry] of entries.entries()) {
    const client = index % 2 === 0 ? adapter : other
    await commit(client, [inserting.category(makeCategory(entry.id))], appending(entry))
  }
  for (const client of [adapter, other]) {
    const found = await readHistory(client)
    expectEqual(
      found.map(({ entry }) => entry),
      entries.toReversed(),
      'the entries, newest first',
    )
    expectPlaces(found, 'the positions of entries')
  }
}

/** Text that some backend might not store as it is. */
const hardTexts = [
  ...['', ' ', `it's "quoted" \`here\``, "'; drop table history; --", '\\', '\\u0041', '%_*?', '$1 ${x}'],
  ...[
    'line\nline\r\ttab',
    '\u{1F4D2} 帳 é e\u0301',
    '\u2028\u2029\ufeff',
    'null',
    '-0',
    '1e400',
    'x'.repeat(9_999),
  ],
]

const isShort = ({ length }: string) => length > 0 && length < 100

/** Fields with names that mean something to JavaScript. */
const hardFields = JSON.parse(
  '{"__proto__": {"polluted": true}, "constructor": "c", "toString": null, "": "empty", "2": 2, "1": 1}',
) as JsonObject

async function comesBack(trial: Trial): Promise<void> {
  const { adapter } = trial
  const texts = Object.fromEntries(hardTexts.map((text, index) => [`text ${index}`, text]))
  const numbers = { list: [0, -1.5, 1e21, 5e-324, [], {}, [null, true]], ...hardFields }
  const before = { texts: hardTexts, amount: '0.10', deep: { numbers } }
  const entries = [
    makeEntry('types', {
      changes: [
        { type: 'settings', id: 'settings', before, after: { ...texts, currency: 'USD' } },
        { type: 'order', id: 'group', before: { ids: ['a', 'b'] }, after: { ids: ['b', 'a'] } },
        { type: 'month', id: '2026-02', before: null, after: { limitAtClose: null } },
        { type: 'expense', id: "e'1", before: hardFields, after: null },
      ],
      currency: 'KWD',
      operationId: 'operation',
    }),
    makeEntry('whole', { changes: 'whole_book', actor: null }),
    makeEntry('none', { changes: [] }),
    ...hardTexts.filter(isShort).map((text) => makeEntry(text, { actor: text, operationId: text })),
  ]
  for (const [index, entry] of entries.entries())
    await commit(adapter, [inserting.category(makeCategory(`category ${index}`))], appending(entry))
  for (const client of [adapter, await trial.connect()]) {
    const found = (await readHistory(client)).map(({ entry }) => entry)
    for (const [index, entry] of entries.toReversed().entries())
      expectEqual(found[index], entry, `the entry ${JSON.stringify(entry.id.slice(0, 40))}`)
    expectEqual(found.length, entries.length, 'how many entries there are')
  }
  expectEqual(({} as { polluted?: unknown }).polluted, undefined, 'a field of every object')
}

async function comesInPages({ adapter }: Trial): Promise<void> {
  await insertAll(adapter, 'abcdefg')
  await expectIds(adapter, 'g', 'the newest entry', { limit: 1 })
  await expectIds(adapter, 'gfe', 'the three newest entries', { limit: 3 })
  await expectIds(adapter, 'gfedcba', 'as many entries as there are', { limit: 7 })
  let before: number | undefined
  for (const ids of ['gfe', 'dcb', 'a', '']) {
    const page = await readHistory(adapter, { limit: 3, before })
    expectEqual(
      page.map(({ entry }) => entry.id),
      ids.split(''),
      `the page before ${before ?? 'all'}`,
    )
    before = page.at(-1)?.position
  }
  const positions = (await readHistory(adapter)).map(({ position }) => position)
  await expectIds(adapter, '', 'what is older than the oldest', { before: positions.at(-1) ?? 0 })
  await expectIds(adapter, 'gfedcba', 'what is older than a position that nothing has', {
    before: (positions[0] ?? 0) + 1_000,
  })
}

async function isFoundById({ adapter }: Trial): Promise<void> {
  await insertAll(adapter, 'abc')
  const [, middle] = await readHistory(adapter)
  for (const limit of [1, 10])
    expectEqual(await readHistory(adapter, { limit, id: 'b' }), [middle], 'the entry with an id')
  await expectIds(adapter, 'a', 'the oldest entry, by its id', { id: 'a', limit: 1 })
  await expectIds(adapter, '', 'an entry with an id that there is not', { id: 'B' })
  const before = middle?.position ?? 0
  await expectIds(adapter, '', 'an entry that is not older than itself', { id: 'b', before })
  await expectIds(adapter, 'a', 'an older entry, by its id', { id: 'a', before })
}

async function isOfItsBook({ adapter }: Trial): Promise<void> {
  const bookIds = ['b', 'B', 'b/c', 'bo', 'book ', '__proto__', '\u{1F4D2}', "b'", 'operations']
  await insertAll(adapter, 'ab')
  for (const bookId of bookIds) await insert(adapter, bookId, { bookId, keep: 1 })
  await expectIds(adapter, 'ba', 'the history of a book that keeps all, beside books that keep 1')
  for (const bookId of bookIds) {
    const entries = (await readHistory(adapter, {}, bookId)).map(({ entry }) => entry)
    expectEqual(entries, [makeEntry(bookId)], `the history of the book ${JSON.stringify(bookId)}`)
  }
  await adapter.deleteBook('b')
  await expectIds(adapter, 'ba', 'the history of a book after another was deleted')
  expectEqual(await readHistory(adapter, { id: 'a' }, 'B'), [], 'an entry of another book, by its id')
}

async function goesWithItsBook({ adapter, connect }: Trial): Promise<void> {
  const other = await connect()
  for (const client of [adapter, other]) {
    await insertAll(adapter, 'abc')
    await expectIds(other, 'cba', 'the history before its book is deleted')
    await client.deleteBook(theBook)
    for (const reader of [adapter, other]) await expectIds(reader, '', 'the history of a deleted book')
    await commit(client, [inserting.category(makeCategory('x'))])
    await expectIds(adapter, '', 'the history of a book that begins anew')
    await insert(other, 'd')
    await expectIds(adapter, 'd', 'the first entry of a book that begins anew')
    await adapter.deleteBook(theBook)
  }
}

async function outlivesItsClient(trial: Trial): Promise<void> {
  await insertAll(trial.adapter, 'abc')
  const before = await readHistory(trial.adapter)
  const next = await reopened(trial)
  if (!next) return
  expectEqual(await readHistory(next), before, 'the history after a reopening')
  await insert(next, 'd', { keep: 3 })
  await expectIds(next, 'dcb', 'the history after a reopening and one more commit')
  expectPlaces(await readHistory(next), 'the positions after a reopening')
}

async function isNotShared({ adapter, connect }: Trial): Promise<void> {
  const make = () =>
    makeEntry('a', { changes: [{ type: 'category', id: 'a', before: null, after: nested() }] })
  const nested = () => ({ name: 'A', metadata: { list: [{ deep: ['x'] }] } })
  const given = appending(make())
  await commit(adapter, [inserting.category(makeCategory('a'))], given)
  spoil(given)
  for (const client of [adapter, adapter, await connect()]) {
    const found = await readHistory(client)
    expectEqual(
      found.map(({ entry }) => entry),
      [make()],
      'the history after what was given, and what was read, is changed',
    )
    spoil(found)
  }
}

/** What is read of the history of a book, for adapters that declare one. */
export const historyReading: readonly TrialCase[] = [
  { name: 'history: an adapter that declares it has the method', check: hasItsMethod },
  { name: 'history: has the entries of commits that have one', check: whereKept(beginsEmpty) },
  { name: 'history: comes newest first, with positions that grow', check: whereKept(isOrdered) },
  { name: 'history: an entry comes back as it was given', check: whereKept(comesBack) },
  { name: 'history: a page has at most as many as asked for', check: whereKept(comesInPages) },
  { name: 'history: an entry is found by its id', check: whereKept(isFoundById) },
  { name: 'history: belongs to one book', check: whereKept(isOfItsBook) },
  { name: 'history: goes with its book', check: whereKept(goesWithItsBook) },
  { name: 'history: is there after a reopening', check: whereKept(outlivesItsClient) },
  { name: 'history: entries are not shared', check: whereKept(isNotShared) },
]
