import * as z from 'zod/mini'
import type { Month } from '../../calendar/month.js'
import { defaultSettings } from '../../model/settings.js'
import { monthSchema, wholeNumberSchema } from '../../model/fields.js'
import type { OperationRecord } from '../../storage/kit/state/operation-log.js'
import { checkVersion } from '../../storage/schema-version.js'
import { corrupt, seal, unseal, type Place } from '../../storage/kit/records/sealed-text.js'
import {
  headToStore,
  storedHeadFields,
  storedOperationSchema,
  type HeadWithHolds,
} from '../../storage/kit/records/stored-records.js'
import { holdsFromStored } from '../../storage/kit/records/stored-holds.js'

/*
 * The head of a book, under one key: everything that is not in one month. The head says which generation of each
 * month counts. So writing it is the commit point of a change to more than one month's key.
 */

const supported = { major: 1, minor: 2 }

const headSchema = z.looseObject({
  ...storedHeadFields,
  revision: wholeNumberSchema(0),
  months: z.array(z.object({ month: monthSchema, generation: wholeNumberSchema(0) })),
  operations: z.array(storedOperationSchema),
})

/** The head as it is stored. Fields that a newer minor version added are kept too. */
export interface HeadRecord extends HeadWithHolds {
  /** The version of the stored book, `major.minor`. */
  readonly version: string
  /** Raised by each commit that writes the head. */
  readonly revision: number
  /** The current generation of each stored month. */
  readonly months: ReadonlyMap<Month, number>
  /** The last operations of callers, oldest first. */
  readonly operations: readonly OperationRecord[]
}

/** The head of a book that was never written. */
export const emptyHead: HeadRecord = {
  version: `${supported.major}.${supported.minor}`,
  revision: 0,
  settings: defaultSettings,
  categories: [],
  groups: [],
  holds: [],
  months: new Map(),
  operations: [],
}

/** Reads a head's text; throws `storage_corrupt` or `storage_future_version`. */
export function decodeHead(text: string, place: Place): HeadRecord {
  const json = unseal(text, place.location, place)
  const version = checkVersion(json['version'], supported, place.location)
  if (version === null) throw corrupt(place, 'it has no version')
  const parsed = headSchema.safeParse(json)
  if (!parsed.success) throw corrupt(place, 'it is not the head of a book', parsed.error)
  return {
    ...parsed.data,
    version,
    holds: holdsFromStored(parsed.data.holds, parsed.data.settings),
    months: new Map(parsed.data.months.map(({ month, generation }) => [month, generation])),
  }
}

/** The text of a head, for the given key. */
export function encodeHead(head: HeadRecord, key: string): string {
  const months = Array.from(head.months, ([month, generation]) => ({ month, generation }))
  return seal({ ...headToStore(head), months }, key)
}
