import { throwIfAborted } from '../../errors/throw-if-aborted.js'
import type { Month } from '../../calendar/month.js'
import { compareHolds } from '../../model/hold.js'
import type { BookContents, ScopeOf, View } from '../../storage/view.js'
import type { CommitOptions, Committed, Operation, RebuildBook } from '../../storage/adapter.js'
import type { Decide } from '../../storage/change.js'
import { applyChanges, changesHead, type AppliedChanges } from '../../storage/kit/state/apply-changes.js'
import { monthStatesOf } from '../../storage/kit/state/contents.js'
import { isBareMonth } from '../../storage/kit/state/month-draft.js'
import { differsInHoldsOnly, holdsAfter } from '../../storage/kit/records/stored-holds.js'
import type { HeadWithHolds } from '../../storage/kit/records/stored-records.js'
import { OperationLog } from '../../storage/kit/state/operation-log.js'
import { monthKeysIn, type BookPlace } from './book-place.js'
import { BookReader } from './book-reader.js'
import { emptyHead, encodeHead, type HeadRecord } from './head-record.js'
import { editBody, encodeExpense, encodeMonth, type MonthRecord } from './month-record.js'
import { contentsForWholeBookWork, keepingAside } from './damaged-book.js'
import { refuseTakenIds } from './ids/taken-ids.js'

const operationsKept = 256

type Options = Omit<CommitOptions, 'source'>
type Encoded = ReturnType<typeof encodeMonth>

/** Commits a transaction: see {@link StorageAdapter.transact}. */
export function transact(book: BookPlace, scope: ScopeOf, decide: Decide, options: Options): Committed {
  return BookReader.consistently(book, (reader) => {
    const log = new OperationLog(operationsKept, reader.head.operations)
    const first = log.find(options.operation)
    if (first) return { replayed: true, receipt: first }
    const view = reader.view(scope)
    const { changes, receipt } = decide(view)
    const applied = applyChanges(view, changes)
    refuseTakenIds(book, reader, applied)
    throwIfAborted(options.signal)
    const holds = holdsAfter(reader.head.holds, view, applied)
    const inPlace = holds === reader.head.holds ? monthInPlace(reader, applied, options.operation) : null
    if (inPlace) writeMonth(book, reader, inPlace, applied)
    else if (changes.length > 0 || options.operation) {
      log.add(options.operation, receipt)
      writeHead(book, reader, encodeChanged(book, reader, view, applied), {
        settings: applied.settings ?? reader.head.settings,
        categories: [...(applied.categories ?? reader.head.categories)],
        groups: [...(applied.groups ?? reader.head.groups)],
        holds,
        operations: log.records(),
      })
    }
    return { replayed: false, receipt }
  })
}

/** Rewrites a book as a whole: see {@link StorageAdapter.replace}. Keeps a copy of what cannot be read. */
export function replace(book: BookPlace, rebuild: RebuildBook, { operation, signal }: Options): Committed {
  return BookReader.withDamage(book, (reader) => {
    const log = new OperationLog(operationsKept, reader.head.operations)
    const first = log.find(operation)
    if (first) return { replayed: true, receipt: first }
    const { contents: given, damagedKeys } = contentsForWholeBookWork(book, reader)
    const { contents, receipt } = rebuild(given)
    throwIfAborted(signal)
    if (!contents && !operation) return { replayed: false, receipt }
    log.add(operation, receipt)
    const { settings, categories, groups, holds } = contents ?? reader.head
    const months = contents ? encodeAll(contents, reader, book) : new Map<Month, null>()
    keepingAside(book, contents ? damagedKeys : [], () => {
      const lists = {
        categories: [...categories],
        groups: [...groups],
        holds: holds.toSorted(compareHolds),
      }
      writeHead(book, reader, months, { settings, ...lists, operations: log.records() })
    })
    return { replayed: false, receipt }
  })
}

/**
 * Removes a book. Writing an empty head is the commit point, so that a crash never leaves a head without its months.
 * Keeps a copy of a head that cannot be read.
 */
export function deleteBook(book: BookPlace): void {
  BookReader.withDamage(book, (reader) => {
    const { headText, head, damage } = reader
    if (headText === null && monthKeysIn(book).length === 0) return
    const months = new Map(Array.from(head.months.keys(), (month): [Month, null] => [month, null]))
    keepingAside(book, damage && headText !== null ? [book.keys.head] : [], () => {
      writeHead(book, reader, months, emptyHead)
    })
    removeEmptyHead(book)
  })
}

// The book is already gone. If its head or a month cannot be removed, the head that stays is that of an empty book.
function removeEmptyHead(book: BookPlace): void {
  try {
    if (monthKeysIn(book).length === 0) book.storage.removeItem(book.keys.head)
  } catch {
    // An empty head does no harm.
  }
}

// The text of every month that a commit changes, and `null` for months to remove.
function encodeChanged(
  { keys }: BookPlace,
  reader: BookReader,
  view: View,
  applied: AppliedChanges,
): Map<Month, Encoded | null> {
  const revision = reader.nextRevision
  const months = new Map<Month, Encoded | null>()
  for (const [month, state] of applied.months) {
    const before = reader.month(month)
    const body = editBody(before?.body ?? '', month, applied)
    if (body === before?.body && differsInHoldsOnly(view.months.get(month), state)) continue
    const key = keys.month(month, revision)
    months.set(month, isBareMonth(state) ? null : encodeMonth(state, body, revision, before, key))
  }
  return months
}

// The text of every month of the new contents, and `null` for months to remove.
function encodeAll(
  contents: BookContents,
  reader: BookReader,
  { keys }: BookPlace,
): Map<Month, Encoded | null> {
  const revision = reader.nextRevision
  const bodies = new Map<Month, string[]>()
  for (const expense of contents.expenses) {
    const lines = bodies.get(expense.month)
    if (lines) lines.push(encodeExpense(expense))
    else bodies.set(expense.month, [encodeExpense(expense)])
  }
  const months = new Map<Month, Encoded | null>(
    Array.from(reader.head.months.keys(), (month): [Month, null] => [month, null]),
  )
  for (const [month, state] of monthStatesOf(contents)) {
    if (isBareMonth(state)) continue
    const body = (bodies.get(month) ?? []).join('')
    const key = keys.month(month, revision)
    months.set(month, encodeMonth(state, body, revision, reader.soundMonth(month), key))
  }
  return months
}

// A commit within one month that the head already lists needs no new head: rewriting one key is atomic.
function monthInPlace(
  reader: BookReader,
  applied: AppliedChanges,
  operation: Operation | null,
): MonthRecord | null {
  const [state, ...others] = applied.months.values()
  if (!state || others.length > 0 || operation || changesHead(applied)) return null
  return isBareMonth(state) ? null : (reader.month(state.month) ?? null)
}

function writeMonth(book: BookPlace, reader: BookReader, before: MonthRecord, applied: AppliedChanges): void {
  const { month } = before.state
  const key = book.keys.month(month, reader.head.months.get(month) ?? 0)
  const after = applied.months.get(month) ?? before.state
  const { text, record } = encodeMonth(
    after,
    editBody(before.body, month, applied),
    reader.head.revision,
    before,
    key,
  )
  book.storage.setItem(key, text)
  book.cache.set(key, text, record)
}

// Writes the new generations, then the head, which is the commit point, and then removes the old generations.
function writeHead(
  book: BookPlace,
  reader: BookReader,
  changed: ReadonlyMap<Month, Encoded | null>,
  next: Pick<HeadRecord, keyof HeadWithHolds | 'operations'>,
): void {
  const { storage, keys, cache, known } = book
  const revision = reader.nextRevision
  const months = new Map(reader.head.months)
  const head: HeadRecord = { ...reader.head, ...next, revision, months }
  const written: string[] = []
  let text = ''
  try {
    if (reader.headText === null) {
      storage.setItem(keys.head, encodeHead(emptyHead, keys.head))
    }
    for (const [month, encoded] of changed) {
      if (!encoded) {
        months.delete(month)
        continue
      }
      const key = keys.month(month, revision)
      // Other tabs must see a new key. If a crash left this key behind, writing it would look like a commit in place.
      discard(book, [key])
      written.push(key)
      storage.setItem(key, encoded.text)
      cache.set(key, encoded.text, encoded.record)
      months.set(month, revision)
    }
    text = encodeHead(head, keys.head)
    storage.setItem(keys.head, text)
  } catch (error) {
    // If the storage failed after it stored the head, the commit stands, and nothing may be taken back.
    if (!isHead(book, text)) {
      discard(book, reader.headText === null ? [...written, keys.head] : written)
      throw error
    }
  }
  known.see(keys.head, head)
  removeOldGenerations(book, months)
}

function isHead({ storage, keys }: BookPlace, text: string): boolean {
  try {
    return storage.getItem(keys.head) === text
  } catch {
    return false
  }
}

// A failed commit leaves garbage keys. They do no harm, so a failure to remove them is ignored: the caller gets the
// original error.
function discard({ storage }: BookPlace, written: readonly string[]): void {
  try {
    for (const key of written) storage.removeItem(key)
  } catch {
    // The next commit that writes the head tries again.
  }
}

// Also removes what a crash left behind. The commit stands, so a failure here does no harm.
function removeOldGenerations(book: BookPlace, months: ReadonlyMap<Month, number>): void {
  const current = new Set(Array.from(months, ([month, generation]) => book.keys.month(month, generation)))
  try {
    for (const key of monthKeysIn(book)) if (!current.has(key)) book.storage.removeItem(key)
  } catch {
    // The next commit that writes the head tries again.
  }
}
