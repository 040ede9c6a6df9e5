import * as z from 'zod/mini'
import { monthOf } from '../../calendar/month-range.js'
import type { Month } from '../../calendar/month.js'
import { monthSchema } from '../../model/fields.js'
import { defaultSettings } from '../../model/settings.js'
import { entityToStore } from '../../storage/later-fields.js'
import type { MonthState } from '../../storage/view.js'
import type { StoredExpense } from '../../model/expense.js'
import type { OperationRecord } from '../../storage/kit/state/operation-log.js'
import { checkVersion } from '../../storage/schema-version.js'
import { corrupt, seal, unseal, type Place } from '../../storage/kit/records/sealed-text.js'
import {
  headToStore,
  spendingFromStored,
  spendingToStore,
  storedExpenseSchema,
  storedHeadFields,
  storedMonthFields,
  storedOperationSchema,
  type HeadWithHolds,
} from '../../storage/kit/records/stored-records.js'
import { holdsFromStored } from '../../storage/kit/records/stored-holds.js'
import type { OperationInStore, StoreName, Stores } from './schema.js'

const supported = { major: 1, minor: 2 }

/** The place of a record, for errors and for its seal. */
export function placeOf(
  store: StoreName,
  bookId: string,
  ...key: readonly (string | readonly number[])[]
): Place {
  return { bookId, location: `${store}${JSON.stringify([bookId, ...key])}` }
}

/** Reads the text of a record; throws `storage_corrupt`. */
export function decode<Schema extends z.ZodMiniType>(
  schema: Schema,
  text: unknown,
  place: Place,
): z.output<Schema> {
  if (typeof text !== 'string') throw corrupt(place, 'it has no text')
  const parsed = schema.safeParse(unseal(text, place.location, place))
  if (!parsed.success) throw corrupt(place, 'it does not have the fields that it needs', parsed.error)
  return parsed.data
}

const headSchema = z.looseObject({
  ...storedHeadFields,
  months: z.array(monthSchema),
  hasHistory: z.optional(z.literal(true)),
})

/** The head of a book. Fields that a newer minor version added are kept too. */
export interface HeadRecord extends HeadWithHolds {
  /** The version of the whole stored book, `major.minor`. */
  readonly version: string
  /** The stored months, so that a missing one is noticed. */
  readonly months: readonly Month[]
  /** Whether the stored entries of the history belong to this book; absent while it has no entries. */
  readonly hasHistory?: true | undefined
}

/** The head of a book that was never written. */
export const emptyHead: HeadRecord = {
  version: `${supported.major}.${supported.minor}`,
  settings: defaultSettings,
  categories: [],
  groups: [],
  holds: [],
  months: [],
}

/** Reads a head; throws `storage_corrupt` or `storage_future_version`. */
export function decodeHead({ bookId, text }: Stores['heads']['value']): HeadRecord {
  const place = placeOf('heads', bookId)
  // The version is checked first: a newer major version may have other fields.
  const { version: found } = decode(z.looseObject({}), text, place)
  const version = checkVersion(found, supported, place.location)
  if (version === null) throw corrupt(place, 'it has no version')
  const head = decode(headSchema, text, place)
  return { ...head, version, holds: holdsFromStored(head.holds, head.settings) }
}

/** A head as it is stored. */
export function encodeHead(bookId: string, head: HeadRecord): Stores['heads']['value'] {
  return { bookId, text: seal(headToStore(head), placeOf('heads', bookId).location) }
}

const monthRecordSchema = z.looseObject(storedMonthFields)

/** A month with all its fields, also those that a newer minor version added. Its holds are in the head. */
export interface MonthRecord {
  readonly fields: z.output<typeof monthRecordSchema> | null
  readonly state: MonthState
}

/** Reads a month; throws `storage_corrupt`. */
export function decodeMonth({ bookId, month, text }: Stores['months']['value']): MonthRecord {
  const fields = decode(monthRecordSchema, text, placeOf('months', bookId, month))
  const { closed, limitAtClose, budgets, spending } = fields
  const state = { closed, limitAtClose, budgets, spending: spendingFromStored(spending), holds: [] }
  return { fields, state: { month: month as Month, ...state } }
}

/** A month as it is stored. */
export function encodeMonth(
  bookId: string,
  { month, holds: _, ...state }: MonthState,
  before: MonthRecord['fields'],
): Stores['months']['value'] {
  const fields = { ...before, ...state, spending: spendingToStore(state.spending) }
  return { bookId, month, text: seal(fields, placeOf('months', bookId, month).location) }
}

/** Reads an expense; throws `storage_corrupt`. */
export function decodeExpense(record: Stores['expenses']['value'], monthStartDay: number): StoredExpense {
  const place = placeOf('expenses', record.bookId, record.id)
  const expense = decode(storedExpenseSchema, record.text, place)
  for (const field of ['id', 'date', 'createdAt', 'categoryId'] as const) {
    if (record[field] !== expense[field]) throw corrupt(place, `its ${field} does not match`)
  }
  return { ...expense, month: monthOf(expense.date, monthStartDay) }
}

/** An expense as it is stored, without its month, which follows from its date. */
export function encodeExpense(
  bookId: string,
  { month: _, ...expense }: StoredExpense,
): Stores['expenses']['value'] {
  const { id, date, createdAt, categoryId } = expense
  const text = seal(entityToStore(expense), placeOf('expenses', bookId, id).location)
  return { bookId, id, date, createdAt, categoryId, text }
}

/** Reads an operation; throws `storage_corrupt`. */
export function decodeOperation(record: Stores['operations']['value']): OperationRecord {
  const { bookId, id, text } = record
  const position = 'position' in record ? record.position : undefined
  const place = placeOf('operations', bookId, id)
  const operation = decode(storedOperationSchema, text, place)
  if (operation.id !== id) throw corrupt(place, 'its id does not match')
  if (operation['position'] !== position) throw corrupt(place, 'its position does not match')
  return operation
}

/** An operation as it is stored. */
export function encodeOperation(
  bookId: string,
  operation: OperationRecord,
  position: number,
): OperationInStore {
  const { id } = operation
  return {
    bookId,
    id,
    position,
    text: seal({ ...operation, position }, placeOf('operations', bookId, id).location),
  }
}
