import type {
  HistoryAppend,
  HistoryQuery,
  PlacedHistoryEntry,
  StoredHistoryEntry,
} from '../../storage/history.js'
import { storedEntrySchema } from '../../storage/kit/records/stored-history.js'
import { seal } from '../../storage/kit/records/sealed-text.js'
import { decode, emptyHead, placeOf, type HeadRecord } from './records.js'
import type { EntryInStore, Transaction } from './schema.js'

/*
 * The history of a book. A store of its own would need a new version of the database, and a tab with an older build
 * could not open that. So an entry is a record among the operations. Its id is an array, and the id of an operation is a
 * text. An array sorts above every text, so the two kinds never have the same key, and an older build does not see
 * entries in its ranges. An entry has no field `position`, so it is not in the index, and an older build does not prune
 * it.
 *
 * An older build that deletes a book leaves its entries, and may then write a new book with the same id. So the head of
 * a book says that the entries are its own (`hasHistory`). A head that an older build made anew does not. Entries that
 * no head owns are not shown, and the next entry, or the next write to a book without a head, removes them.
 */

type EntryKey = [bookId: string, id: EntryInStore['id']]

const positionIn = ([, [position]]: EntryKey): number => position

/** A book in a transaction. */
interface Book {
  readonly transaction: Transaction
  readonly bookId: string
  readonly head: HeadRecord
}

/** The range of the entries of a book that are older than a position. */
function entriesOf(bookId: string, before = Infinity): IDBKeyRange {
  return IDBKeyRange.bound([bookId, []], [bookId, [before]], true, true)
}

function decodeEntry({ bookId, id, text }: EntryInStore): PlacedHistoryEntry {
  const entry = decode(storedEntrySchema, text, placeOf('operations', bookId, id))
  return { position: id[0], entry: entry as StoredHistoryEntry }
}

function encodeEntry(bookId: string, { position, entry }: PlacedHistoryEntry): EntryInStore {
  const id: EntryInStore['id'] = [position]
  return { bookId, id, text: seal(entry, placeOf('operations', bookId, id).location) }
}

/** A head that owns the entries, if there is one to append. */
export function headWith(history: HistoryAppend | undefined, head: HeadRecord): HeadRecord {
  return history && !head.hasHistory ? { ...head, hasHistory: true } : head
}

/** The head to use if the head of a book cannot be read. All entries that are there stay entries of the book. */
export async function headInPlace(transaction: Transaction, bookId: string): Promise<HeadRecord> {
  const first = await transaction.objectStore('operations').getKey(entriesOf(bookId))
  return first === undefined ? emptyHead : { ...emptyHead, hasHistory: true }
}

/** Reads entries, newest first; throws `storage_corrupt`. */
export async function readHistory(
  { transaction, bookId, head }: Book,
  { limit, id, before }: HistoryQuery,
): Promise<PlacedHistoryEntry[]> {
  if (!head.hasHistory) return []
  const wanted = id === undefined ? limit : 1
  const page: PlacedHistoryEntry[] = []
  let cursor = await transaction.objectStore('operations').openCursor(entriesOf(bookId, before), 'prev')
  while (cursor && page.length < wanted) {
    const placed = decodeEntry(cursor.value as EntryInStore)
    if (id === undefined || placed.entry.id === id) page.push(placed)
    cursor = page.length < wanted ? await cursor.continue() : null
  }
  return page
}

/** Appends the entry of a commit, if it has one, and removes entries that the book does not keep or does not own. */
export async function writeHistory(book: Book, history: HistoryAppend | undefined): Promise<void> {
  const { head } = book
  if (!head.hasHistory && (history || head === emptyHead)) await removeEntries(book)
  if (!history) return
  const { transaction, bookId } = book
  const { entry, keep } = history
  const operations = transaction.objectStore('operations')
  const newest = await operations.openKeyCursor(entriesOf(bookId), 'prev')
  const position = newest ? positionIn(newest.key as EntryKey) + 1 : 1
  await operations.add(encodeEntry(bookId, { position, entry }))
  if (keep !== 'all' && position > keep) await operations.delete(entriesOf(bookId, position - keep + 1))
}

/** Removes all entries of a book. */
export async function removeEntries({ transaction, bookId }: Book): Promise<void> {
  await transaction.objectStore('operations').delete(entriesOf(bookId))
}
