import type {
  HistoryAppend,
  HistoryQuery,
  PlacedHistoryEntry,
  StoredHistoryEntry,
} from '../../../../storage/history.js'
import type { StorageAdapter } from '../../../../storage/adapter.js'
import { commit, inserting, theBook } from '../../commits.js'
import { makeCategory } from '../../entities.js'
import { expectEqual, fail } from '../../expect.js'
import type { Trial, TrialCase } from '../../trial.js'

/** A check for adapters that keep a history. */
export function whereKept(check: (trial: Trial) => Promise<void>): TrialCase['check'] {
  return async (trial) => {
    if (trial.capabilities.history === true) await check(trial)
  }
}

/** An entry. */
export function makeEntry(id: string, fields: Partial<StoredHistoryEntry> = {}): StoredHistoryEntry {
  const after = { id, name: `Category ${id}` }
  return {
    id,
    at: '2026-02-14T12:00:00.000Z',
    operationId: null,
    actor: 'ann',
    changes: [{ type: 'category', id, before: null, after }],
    currency: 'INR',
    ...fields,
  }
}

/** The details of a commit that appends an entry. */
export const appending = (entry: StoredHistoryEntry, keep: HistoryAppend['keep'] = 'all') => ({
  history: { entry, keep },
})

/** Inserts a category with an id, and appends an entry with the same id. */
export async function insert(
  adapter: StorageAdapter,
  id: string,
  { keep = 'all', bookId = theBook }: { keep?: HistoryAppend['keep']; bookId?: string } = {},
): Promise<void> {
  const category = inserting.category(makeCategory(id))
  await commit(adapter, [category], { bookId, ...appending(makeEntry(id), keep) })
}

/** Inserts a category for each character. */
export async function insertAll(adapter: StorageAdapter, ids: string): Promise<void> {
  for (const id of ids) await insert(adapter, id)
}

/** Reads entries: a thousand, unless the query says otherwise. */
export async function readHistory(
  adapter: StorageAdapter,
  query: Partial<HistoryQuery> = {},
  bookId = theBook,
): Promise<readonly PlacedHistoryEntry[]> {
  if (!adapter.history) return fail('an adapter that declares history', 'the method history', 'none')
  return adapter.history(bookId, { limit: 1_000, ...query })
}

/** Expects entries whose ids are these characters. */
export async function expectIds(
  adapter: StorageAdapter,
  expected: string,
  what: string,
  query: Partial<HistoryQuery> = {},
): Promise<void> {
  const ids = (await readHistory(adapter, query)).map(({ entry }) => entry.id)
  expectEqual(ids, expected.split(''), what)
}

/** Expects whole numbers from one, each lower than the one before it. */
export function expectPlaces(entries: readonly PlacedHistoryEntry[], what: string): void {
  const positions = entries.map(({ position }) => position)
  const areOrdered = positions.every(
    (position, index) =>
      Number.isSafeInteger(position) && position >= 1 && position < (positions[index - 1] ?? Infinity),
  )
  if (!areOrdered) fail(what, 'whole positions from 1, the highest first', positions.join())
}
