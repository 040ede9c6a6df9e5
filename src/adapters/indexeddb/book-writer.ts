import { throwIfAborted } from '../../errors/throw-if-aborted.js'
import type { Month } from '../../calendar/month.js'
import { compareHolds } from '../../model/hold.js'
import type { BookContents, MonthState, ScopeOf, View } from '../../storage/view.js'
import type { CommitOptions, Committed, Operation, RebuildBook } from '../../storage/adapter.js'
import type { Decide, Receipt } from '../../storage/change.js'
import {
  applyChanges,
  changesHead,
  idTaken,
  type AppliedChanges,
} from '../../storage/kit/state/apply-changes.js'
import { monthStatesOf } from '../../storage/kit/state/contents.js'
import { isBareMonth } from '../../storage/kit/state/month-draft.js'
import { holdsAfter } from '../../storage/kit/records/stored-holds.js'
import { allOf, headOf, type BookReader } from './book-reader.js'
import { contentsForWholeBookWork, type GivenContents } from './damaged-book.js'
import { nameOf } from './failures.js'
import { headWith, removeEntries, writeHistory } from './history-records.js'
import {
  decodeOperation,
  encodeExpense,
  encodeHead,
  encodeMonth,
  encodeOperation,
  type HeadRecord,
} from './records.js'
import { storeNames, type StoreName, type Transaction } from './schema.js'

const operationsKept = 1_000

type Options = Pick<CommitOptions, 'operation' | 'signal'>

/** Decides, and writes the decision: see {@link StorageAdapter.transact}. */
export async function transact(
  book: BookReader,
  scope: ScopeOf,
  decide: Decide,
  { operation, signal }: Options,
): Promise<Committed> {
  const first = await book.findReceipt(operation)
  if (first) return { replayed: true, receipt: first }
  const view = await book.view(scope(headOf(book)))
  const { changes, receipt, history } = decide(view)
  const applied = applyChanges(view, changes)
  refuseTakenHoldIds(book, applied)
  throwIfAborted(signal)
  await Promise.all([
    ...writeHead(book, headWith(history, book.head), view, applied),
    ...Array.from(applied.months.values(), async (state) => writeMonth(book, state)),
    ...writePlaces(book, view.months, applied),
    ...writeExpenses(book, applied),
    writeHistory(book, history),
    writeOperation(book, operation, receipt),
  ])
  return { replayed: false, receipt }
}

/**
 * Rewrites a book as a whole: see {@link StorageAdapter.replace}. An import also overwrites what cannot be read, and
 * keeps no copy of it.
 */
export async function replace(
  book: BookReader,
  rebuild: RebuildBook,
  { operation, signal }: Options,
): Promise<Committed> {
  const first = await book.findReceipt(operation)
  if (first) return { replayed: true, receipt: first }
  const current = await contentsForWholeBookWork(book)
  const { contents, receipt, history } = rebuild(current.contents)
  throwIfAborted(signal)
  const head = headWith(history, book.head)
  await Promise.all([
    ...(contents
      ? [...writeContents(book, head, contents), ...removeOperations(book, current.damagedOperations)]
      : []),
    ...(!contents && head !== book.head ? [putHead(book, head)] : []),
    writeHistory(book, history),
    writeOperation(book, operation, receipt),
  ])
  return { replayed: false, receipt }
}

function writeContents(book: BookReader, head: HeadRecord, contents: BookContents): Promise<unknown>[] {
  const { settings, categories, groups } = contents
  const holds = contents.holds.toSorted(compareHolds)
  const states = [...monthStatesOf(contents).values()].filter((state) => !isBareMonth(state))
  const months = states.map(({ month }) => month)
  return [
    removeAll(book.transaction, book.bookId, ['months', 'budgets', 'expenses']),
    putHead(book, { ...head, settings, categories, groups, holds, months }),
    ...states.map(async (state) => writeMonth(book, state)),
    ...contents.budgets.map(async ({ id, month }) => putPlace(book, id, month)),
    ...contents.expenses.map(async (expense) =>
      book.transaction.objectStore('expenses').put(encodeExpense(book.bookId, expense)),
    ),
  ]
}

function removeOperations(
  { transaction, bookId }: BookReader,
  ids: GivenContents['damagedOperations'],
): Promise<unknown>[] {
  const operations = transaction.objectStore('operations')
  return ids.map(async (id) => operations.delete([bookId, id]))
}

/** Removes a book with everything in it, whether it can be read or not. */
export async function deleteBook(book: BookReader): Promise<void> {
  const { transaction, bookId } = book
  await removeAll(transaction, bookId, storeNames)
  await removeEntries(book)
}

async function removeAll(
  transaction: Transaction,
  bookId: string,
  stores: readonly StoreName[],
): Promise<void> {
  await Promise.all(
    stores.map(async (store) =>
      transaction.objectStore(store).delete(store === 'heads' ? bookId : allOf(bookId)),
    ),
  )
}

async function putHead({ transaction, bookId }: BookReader, head: HeadRecord): Promise<unknown> {
  return transaction.objectStore('heads').put(encodeHead(bookId, head))
}

async function putPlace({ transaction, bookId }: BookReader, id: string, month: Month): Promise<unknown> {
  return transaction.objectStore('budgets').put({ bookId, id, month })
}

// Budgets and expenses have keys that the database compares. Holds are in the head, which was read in this transaction.
function refuseTakenHoldIds({ head }: BookReader, { insertedHolds }: AppliedChanges): void {
  if (insertedHolds.length === 0) return
  const taken = new Set(head.holds.map(({ id }) => id))
  for (const { id } of insertedHolds) if (taken.has(id)) throw idTaken('hold', id)
}

// The head is written only if it changes. Most commits within a month do not change it.
function writeHead(
  book: BookReader,
  head: HeadRecord,
  view: View,
  applied: AppliedChanges,
): Promise<unknown>[] {
  const holds = holdsAfter(head.holds, view, applied)
  const months = new Set(head.months)
  for (const [month, state] of applied.months) {
    if (isBareMonth(state)) months.delete(month)
    else months.add(month)
  }
  const same =
    head === book.head &&
    months.size === head.months.length &&
    head.months.every((month) => months.has(month))
  if (same && holds === head.holds && !changesHead(applied)) return []
  const { settings, categories, groups } = applied
  return [
    putHead(book, {
      ...head,
      settings: settings ?? head.settings,
      categories: categories ?? head.categories,
      groups: groups ?? head.groups,
      holds,
      months: [...months],
    }),
  ]
}

async function writeMonth(book: BookReader, state: MonthState): Promise<void> {
  const months = book.transaction.objectStore('months')
  if (isBareMonth(state)) await months.delete([book.bookId, state.month])
  else await months.put(encodeMonth(book.bookId, state, book.fieldsOf(state.month)))
}

// Updates the month of each budget that was added, removed or moved.
function writePlaces(
  book: BookReader,
  before: ReadonlyMap<Month, MonthState>,
  applied: AppliedChanges,
): Promise<unknown>[] {
  const { transaction, bookId } = book
  const places = transaction.objectStore('budgets')
  const inserted = new Set(applied.insertedBudgets.map(({ id }) => id))
  const now = new Map(
    [...applied.months.values()].flatMap(({ budgets }) => budgets).map(({ id, month }) => [id, month]),
  )
  const then = new Map(
    [...applied.months.keys()]
      .flatMap((month) => before.get(month)?.budgets ?? [])
      .map(({ id, month }) => [id, month]),
  )
  const removals = [...then.keys()]
    .filter((id) => !now.has(id))
    .map(async (id) => places.delete([bookId, id]))
  const puts = Array.from(now, async ([id, month]) => {
    if (inserted.has(id)) await asInsert('budget', id, places.add({ bookId, id, month }))
    else if (then.get(id) !== month) await putPlace(book, id, month)
  })
  return [...removals, ...puts]
}

function writeExpenses({ transaction, bookId }: BookReader, applied: AppliedChanges): Promise<unknown>[] {
  const expenses = transaction.objectStore('expenses')
  const updated = new Set(applied.updatedExpenses.map(({ id }) => id))
  const gone = applied.removedExpenses.filter(({ id }) => !updated.has(id))
  return [
    ...gone.map(async ({ id }) => expenses.delete([bookId, id])),
    ...applied.updatedExpenses.map(async (expense) => expenses.put(encodeExpense(bookId, expense))),
    ...applied.insertedExpenses.map(async (expense) =>
      asInsert('expense', expense.id, expenses.add(encodeExpense(bookId, expense))),
    ),
  ]
}

/** Turns a failed insert into an error that names the id. The database undoes everything else. */
async function asInsert(type: string, id: string, request: Promise<unknown>): Promise<void> {
  try {
    await request
  } catch (error) {
    throw nameOf(error) === 'ConstraintError' ? idTaken(type, id) : error
  }
}

async function writeOperation(
  { transaction, bookId }: BookReader,
  operation: Operation | null,
  receipt: Receipt,
): Promise<void> {
  if (!operation) return
  const operations = transaction.objectStore('operations')
  const index = operations.index('byPosition')
  const last = await index.openCursor(allOf(bookId), 'prev')
  // Counting on from a wrong position would overwrite other operations.
  if (last) decodeOperation(last.value)
  const position = last ? last.key[1] + 1 : 1
  await operations.add(encodeOperation(bookId, { ...operation, receipt }, position))
  const oldest = IDBKeyRange.bound([bookId], [bookId, position - operationsKept])
  const forgotten = await index.getAllKeys(oldest)
  await Promise.all(forgotten.map(async (key) => operations.delete(key)))
}
