import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database.js'

// An entry may tell of a hundred thousand expenses, and a page may have a thousand entries.
const bytesTogether = 16 * 1_048_576

const orders = {
  oldestFirst: { by: sql`position`, upTo: sql`position <= `, last: sql`max(position)` },
  newestFirst: { by: sql`position desc`, upTo: sql`position >= `, last: sql`min(position)` },
} as const

/** A page of the history: which entries, in which order, and how many at most. */
export interface HistoryRows {
  readonly book: RawBuilder<unknown> | string
  readonly condition: RawBuilder<unknown>
  readonly order: keyof typeof orders
  readonly limit: RawBuilder<unknown> | string
}

/**
 * The condition and the order of a page that ends with the entry that reaches 16 MB, whatever its limit is. So a page
 * has one entry at least, and memory for it.
 */
export function shortPage(
  database: Database,
  { book, condition, order, limit }: HistoryRows,
): { readonly condition: RawBuilder<unknown>; readonly order: RawBuilder<unknown> } {
  const { by, upTo, last } = orders[order]
  const bytes = database.dialect.bytesOf(sql`entry`)
  const few = sql`${upTo}(
    select ${last} from (
      select position, sum(bytes) over (order by ${by}) - bytes as bytes_before from (
        select position, ${bytes} as bytes from ${database.table('history')}
        where book_id = ${book} and ${condition} order by ${by} limit ${limit}
      ) as sized
    ) as summed where bytes_before < ${sql.lit(bytesTogether)}
  )`
  return { condition: sql`${condition} and ${few}`, order: sql`order by ${by} limit ${limit}` }
}
