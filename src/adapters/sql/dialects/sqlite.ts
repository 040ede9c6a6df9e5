import { sql } from 'kysely'
import type { SqlDialect } from './dialect.js'

/** SQLite, 3.38 or newer. */
export const sqlite: SqlDialect = {
  name: 'sqlite',
  types: {
    text: sql`text`,
    // SQLite's numbers are 64-bit integers and floats. Neither holds every amount.
    amount: sql`text`,
    flag: sql`integer`,
    number: sql`integer`,
    json: sql`text`,
  },
  // Stores the rows of a book next to each other.
  tableOptions: sql`without rowid`,
  addColumn: sql`add column`,
  // They are off in a connection that does not turn them on, and drivers differ.
  keepsForeignKeys: false,
  // SQLite's transactions are always serializable.
  writing: (transaction) => transaction,
  reading: (transaction) => transaction,
  writesTogether: false,
  text: (value) => sql`cast(${value} as text)`,
  value: (_, value) => sql`${value}`,
  cells: (cells) => sql`json_array(${sql.join(cells)})`,
  bytesOf: (cell) => sql`length(cast(${cell} as blob))`,
  rowsFrom: (json) => ({
    // Without the `where`, the parser would take an "on conflict" for part of a join.
    from: sql`json_each(${json}) as source where true`,
    field: ({ name }) => sql`source.value ->> ${sql.lit(`$.${name}`)}`,
  }),
  hasTable: async (db, _, table) => {
    const { rows } = await sql`select 1 from sqlite_master where type = 'table' and name = ${table}`.execute(
      db,
    )
    return rows.length > 0
  },
  // The lock of the transaction does this: a second writer starts over.
  lockMigrations: async () => undefined,
  durability: async (db) => {
    const { rows: files } = await sql<{ file: string | null }>`pragma database_list`.execute(db)
    if (!files[0]?.file) return 'none'
    const { rows: modes } = await sql<{ synchronous: number }>`pragma synchronous`.execute(db)
    const { rows: journals } = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db)
    const level = Number(modes[0]?.synchronous)
    // In WAL mode, a level below FULL delays writing to the disk.
    return level >= 2 ? 'disk' : level === 1 && journals[0]?.journal_mode !== 'wal' ? 'disk' : 'process_crash'
  },
}
