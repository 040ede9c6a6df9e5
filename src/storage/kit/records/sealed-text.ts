import { BudgetBookError } from '../../../errors/error.js'
import { checksum } from '../../../lib/checksum.js'

/** Where a record is stored, for errors. */
export interface Place {
  readonly bookId: string
  /** The key. */
  readonly location: string
}

/** The error for stored text that cannot be read. The text is not overwritten. */
export function corrupt(
  { bookId, location }: Place,
  reason: string,
  cause?: unknown,
): BudgetBookError<'storage_corrupt'> {
  return new BudgetBookError(
    'storage_corrupt',
    `The data stored at ${location} cannot be read (${reason}). It was left as it is; keep a copy of it, then restore a backup`,
    { bookId, location, reason },
    { cause },
  )
}

const sealLength = 9

// The seal includes the key, so that a value under a wrong key is noticed.
function sealOf(key: string, json: string): string {
  return `${checksum(`${key}\n${json}`)} `
}

/** JSON with a checksum before it: `0123abcd {…}`. `key` is where it will be stored. */
export function seal(value: unknown, key: string): string {
  const json = JSON.stringify(value)
  return sealOf(key, json) + json
}

/** Reads what {@link seal} wrote for this key. */
export function unseal(text: string, key: string, place: Place): Readonly<Record<string, unknown>> {
  const json = text.slice(sealLength)
  if (text.slice(0, sealLength) !== sealOf(key, json)) throw corrupt(place, 'its checksum does not match')
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw corrupt(place, 'it is not JSON', error)
  }
  if (typeof value !== 'object' || value === null) throw corrupt(place, 'it is not an object')
  return value as Readonly<Record<string, unknown>>
}

/** The length of the checksum and the space before the JSON. */
export const jsonOffset = sealLength
