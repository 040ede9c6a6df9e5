import * as z from 'zod/mini'
import { wholeNumberSchema } from '../../../model/fields.js'
import type { PlacedHistoryEntry, StoredHistoryEntry } from '../../../storage/history.js'
import { storedEntrySchema } from '../../../storage/kit/records/stored-history.js'
import { decode, parse } from './cells.js'
import { placeOf } from './rows.js'
import type { Row } from './tables.js'

/** An entry without its position: only the statement that appends the entry knows the position. */
export function encodeHistoryEntry({ id, ...entry }: StoredHistoryEntry): Omit<Row<'history'>, 'position'> {
  return { id, entry: JSON.stringify(entry) }
}

const placedEntry = z.object({ position: wholeNumberSchema(1), entry: storedEntrySchema })

/** Reads an entry; throws `storage_corrupt`. */
export function decodeHistoryEntry(bookId: string, row: Row<'history'>): PlacedHistoryEntry {
  const { position, id } = row
  const place = () => placeOf('history', bookId, position)
  const fields = parse(row.entry, place) as object
  const placed = decode(placedEntry, { position: Number(position), entry: { ...fields, id } }, place)
  return placed as PlacedHistoryEntry
}
