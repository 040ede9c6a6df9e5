import { sql } from 'kysely'
import type { SqlDialect } from './dialect.js'

/** SQLite, 3.38 or newer. */
export const sqlite: SqlDialect = {
  name: 'sqlite',
  types: {
    text: sql`text`,
    // Its numbers are 64-bit integers and floats: neither holds every amount.
    amount: sql`text`,
    flag: sql`integer`,
    number: sql`integer`,
    json: sql`text`,
  },
  // The rows of a book lie together.
  tableOptions: sql`without rowid`,
  addColumn: sql`add column`,
  // Its transactions are serializable, always.
  writing: (transaction) => transaction,
  reading: (transaction) => transaction,
  writesTogether: false,
  text: (value) => sql`cast(${value} as text)`,
  value: (_, value) => sql`${value}`,
  cells: (cells) => sql`json_array(${sql.join(cells)})`,
  rowsFrom: (rows) => ({
    // The condition keeps the parser from taking an "on conflict" for the join's.
    from: sql`json_each(${JSON.stringify(rows)}) as source where true`,
    field: ({ name }) => sql`source.value ->> ${sql.lit(`$.${name}`)}`,
  }),
  hasTable: async (db, _, table) => {
    const { rows } = await sql`select 1 from sqlite_master where type = 'table' and name = ${table}`.execute(
      db,
    )
    return rows.length > 0
  },
  // The transaction's own lock does: a writer that comes second starts over.
  lockMigrations: async () => undefined,
  durability: async (db) => {
    const { rows: files } = await sql<{ file: string | null }>`pragma database_list`.execute(db)
    if (!files[0]?.file) return 'none'
    const { rows: modes } = await sql<{ synchronous: number }>`pragma synchronous`.execute(db)
    const { rows: journals } = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db)
    const level = Number(modes[0]?.synchronous)
    // In WAL mode, a level below FULL puts off writing to the disk.
    return level >= 2 ? 'disk' : level === 1 && journals[0]?.journal_mode !== 'wal' ? 'disk' : 'process_crash'
  },
}
