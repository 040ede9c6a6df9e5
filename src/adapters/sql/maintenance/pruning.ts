import { sql, type RawBuilder } from 'kysely'
import {
  atPath,
  guardInput,
  invalidInput,
  requireKnownFields,
  requireObject,
} from '../../../errors/invalid-input.js'
import { requireBookId } from '../../../storage/kit/book-id.js'
import type { Database } from '../database.js'
import type { TableName } from '../schema/tables.js'
import { keyRanges } from './key-ranges.js'
import { tried } from './tried.js'

/** What to prune, checked. */
export interface Pruning {
  /** Everything older than this instant is removed. */
  readonly before: string
  /** Only in this book. */
  readonly bookId: string | undefined
}

// Instants are compared as text, so they need years of four digits. This is the first that can be stored.
const firstInstant = '0000-01-01T00:00:00.000Z'

/** Reads what a caller wants to prune; throws `invalid_input`. `name` is the option that has the instant. */
export function readPruning(which: object, name: 'olderThan' | 'expiredBefore'): Pruning {
  return guardInput(() => {
    requireObject(which, 'What to prune')
    requireKnownFields(which, [name, 'bookId'])
    const { [name]: instant, bookId } = which as Readonly<Record<string, unknown>>
    if (bookId !== undefined) requireBookId(bookId as string)
    return { before: atPath([name], () => instantOf(instant)), bookId: bookId as string | undefined }
  })
}

function instantOf(date: unknown): string {
  const time = date instanceof Date ? date.getTime() : Number.NaN
  if (Number.isNaN(time)) throw invalidInput('invalid_value', 'Pass a valid Date')
  // A date in the future is a mistake, and would remove everything.
  if (time > Date.now()) throw invalidInput('invalid_value', 'Pass an instant that is not in the future')
  if (time < Date.parse(firstInstant)) return firstInstant
  return new Date(time).toISOString()
}

/** Whether a cell holds an instant before `before`. Damaged text does not count: nobody knows how old it is. */
export function isInstantBefore(cell: RawBuilder<unknown>, before: string): RawBuilder<unknown> {
  return sql`(${cell} like '____-__-__T__:__:__.___Z' and ${cell} < ${before})`
}

/** Removes the rows of a table that meet a condition, piece by piece. Returns how many. */
export async function removeRows(
  database: Database,
  table: TableName,
  bookId: string | undefined,
  condition: RawBuilder<unknown>,
): Promise<number> {
  let total = 0
  for await (const range of keyRanges(database, table, bookId)) {
    total += await tried(bookId ?? '', async () => {
      const { rows } = await sql`
        delete from ${database.table(table)} as pruned where ${range} and ${condition}
        returning 1 as removed`.execute(database.db)
      return rows.length
    })
  }
  return total
}
