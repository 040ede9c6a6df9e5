import * as z from 'zod/mini'
import type { JsonObject } from '../../../lib/json.js'
import { wholeNumberSchema } from '../../../model/fields.js'
import type { PlacedHistoryEntry, StoredHistoryEntry } from '../../../storage/history.js'
import { decode, parse, placeOf } from './rows.js'
import type { Row } from './tables.js'

/** An entry, without its position: only the statement that appends it knows that. */
export function encodeHistoryEntry({ id, ...entry }: StoredHistoryEntry): Omit<Row<'history'>, 'position'> {
  return { id, entry: JSON.stringify(entry) }
}

const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

// Loose, and the type of a change is any text: a newer minor version may add fields, and types of changes.
const placedEntry = z.object({
  position: wholeNumberSchema(1),
  entry: z.looseObject({
    id: z.string(),
    at: z.string(),
    operationId: z.nullable(z.string()),
    actor: z.nullable(z.string()),
    currency: z.string(),
    changes: z.union([
      z.literal('whole_book'),
      z.array(
        z.looseObject({
          type: z.string(),
          id: z.string(),
          before: z.nullable(jsonObject),
          after: z.nullable(jsonObject),
        }),
      ),
    ]),
  }),
})

/** Reads an entry; throws `storage_corrupt`. */
export function decodeHistoryEntry(bookId: string, row: Row<'history'>): PlacedHistoryEntry {
  const { position, id } = row
  const place = () => placeOf('history', bookId, position)
  const fields = parse(row.entry, place) as object
  const placed = decode(placedEntry, { position: Number(position), entry: { ...fields, id } }, place)
  return placed as PlacedHistoryEntry
}
