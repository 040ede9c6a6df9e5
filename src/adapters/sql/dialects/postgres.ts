import { sql } from 'kysely'
import type { Capabilities } from '../../../storage/adapter.js'
import type { SqlDialect } from './dialect.js'

/** PostgreSQL, and databases with its protocol and SQL. */
export const postgres: SqlDialect = {
  name: 'postgres',
  types: {
    // Compared by bytes, whatever the database's collation.
    text: sql`text collate "C"`,
    amount: sql`numeric`,
    flag: sql`boolean`,
    number: sql`bigint`,
    // Keeps the text as it was written.
    json: sql`json`,
  },
  tableOptions: sql``,
  addColumn: sql`add column if not exists`,
  keepsForeignKeys: true,
  writing: (transaction) => transaction.setIsolationLevel('read committed'),
  reading: (transaction) => transaction.setIsolationLevel('repeatable read').setAccessMode('read only'),
  writesTogether: true,
  text: (value) => sql`cast(${value} as text)`,
  // Sent as text and then cast. A driver might encode a parameter of another type: JSON as a JSON string.
  value: ({ kind }, value) => {
    const text = sql`cast(${value} as text)`
    return kind === 'text' ? text : sql`cast(${text} as ${postgres.types[kind]})`
  },
  cells: (cells) => sql`cast(json_build_array(${sql.join(cells)}) as text)`,
  bytesOf: (cell) => sql`octet_length(cast(${cell} as text))`,
  rowsFrom: (json, columns) => {
    const names = columns.map(({ name }) => sql`${sql.id(name)} text`)
    return {
      from: sql`json_to_recordset(cast(cast(${json} as text) as json)) as source(${sql.join(names)})`,
      field: ({ name, kind }) => {
        const field = sql`source.${sql.id(name)}`
        return kind === 'text' ? field : sql`cast(${field} as ${postgres.types[kind]})`
      },
    }
  },
  hasTable: async (db, schema, table) => {
    const names = [...(schema === null ? [] : [schema]), table].map(
      (name) => sql`quote_ident(cast(${name} as text))`,
    )
    const name = sql.join(names, sql` || '.' || `)
    const { rows } = await sql<{ found: boolean }>`select to_regclass(${name}) is not null as found`.execute(
      db,
    )
    return rows[0]?.found === true
  },
  lockMigrations: async (db, key) => {
    await sql`select pg_advisory_xact_lock(hashtext(cast(${key} as text)))`.execute(db)
  },
  durability: async (db) => {
    const { rows } = await sql<Record<'fsync' | 'commits', string>>`
      select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits`.execute(db)
    return durabilityOf(rows[0])
  },
}

// Without fsync, PostgreSQL promises nothing: a crash of the machine may leave the database unreadable.
function durabilityOf(
  settings: Readonly<Record<'fsync' | 'commits', string>> | undefined,
): Capabilities['durability'] {
  if (settings?.fsync !== 'on') return 'none'
  return settings.commits === 'off' ? 'deferred' : 'disk'
}
