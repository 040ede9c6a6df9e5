import type * as z from 'zod/mini'
import { corrupt, type Place } from '../../../storage/kit/records/sealed-text.js'

/** The place of a row. Most rows are sound, so it is computed only for an error. */
export type PlaceOf = () => Place

/** Checks what a row holds; throws `storage_corrupt`. */
export function decode<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
  place: PlaceOf,
): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw corrupt(place(), 'it does not have the fields that it needs', parsed.error)
  return parsed.data
}

/** Reads JSON in a cell; throws `storage_corrupt`. */
export function parse(text: string | null, place: PlaceOf): unknown {
  if (text === null || text === '{}') return {}
  try {
    return JSON.parse(text)
  } catch (error) {
    throw corrupt(place(), 'it is not JSON', error)
  }
}

/**
 * Requires an amount at the scale of the book; throws `storage_corrupt`. Other SQL may have written an amount at another
 * scale, which would make totals wrong.
 */
export function requireScale(amount: string, scale: number, place: PlaceOf): void {
  if (!/^-?\d+(?:\.\d+)?$/.test(amount)) throw corrupt(place(), `${amount} is not an amount`)
  const [, decimals = ''] = amount.split('.')
  if (decimals.length !== scale) throw corrupt(place(), `${amount} does not have ${scale} decimals`)
}

/** Requires a whole number; throws `storage_corrupt`. SQLite accepts any text in a column of numbers. */
export function requirePosition(position: string, place: PlaceOf): void {
  if (!/^-?\d+$/.test(position)) throw corrupt(place(), `${position} is not a position`)
}

/** A flag as a cell. */
export const flagOf = (value: boolean): string => (value ? '1' : '0')

const flags: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
])

/** Reads a flag. Any other text stays as it is, and a schema refuses it. SQLite accepts any text in a column of flags. */
export const readFlag = (cell: string): boolean | string => flags.get(cell) ?? cell
