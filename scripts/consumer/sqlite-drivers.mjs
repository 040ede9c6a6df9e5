// Runs the whole conformance suite of the installed package on a SQLite driver. The driver's name is the last
// argument. Kysely gets the driver as docs/sql.md says, through the example in the package.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createSqlAdapter, migrate } from 'budgetbook/sql'
import { adapterConformance } from 'budgetbook/testing'
import { Kysely, SqliteDialect } from 'kysely'
import { tsImport } from 'tsx/esm/api'

const driver = process.argv.at(-1) ?? ''

/**
 * @typedef {import('kysely').SqliteDatabase} Database
 * @typedef {new (file: string, options: object) => Database} BetterSqlite
 * @typedef {new (file: string, options: object) => Parameters<typeof import('../../examples/node-sqlite.js').nodeSqlite>[0]} NodeSqlite
 * @returns {Promise<(file: string) => Database>}
 */
async function opener() {
  // No timeout, because a driver that waits for a lock blocks the other connections of this process.
  const options = { timeout: 0 }
  const loaded = /** @type {{ default: BetterSqlite, DatabaseSync: NodeSqlite }} */ (await import(driver))
  if (driver === 'better-sqlite3') return (file) => new loaded.default(file, options)
  const example = await tsImport('./node_modules/budgetbook/examples/node-sqlite.ts', import.meta.url)
  const { nodeSqlite } = /** @type {typeof import('../../examples/node-sqlite.js')} */ (example)
  return (file) => nodeSqlite(new loaded.DatabaseSync(file, options))
}

const open = await opener()

const cases = adapterConformance({
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'budgetbook-'))
    /** @type {Kysely<object>[]} */
    const connections = []
    const connect = () => {
      const db = new Kysely({ dialect: new SqliteDialect({ database: open(join(folder, 'books.db')) }) })
      connections.push(db)
      return /** @type {const} */ ({ db, dialect: 'sqlite' })
    }
    await migrate(connect())
    return {
      connect: async () => createSqlAdapter(connect()),
      dispose: async () => {
        await Promise.all(connections.map(async (db) => db.destroy()))
        await rm(folder, { recursive: true })
      },
    }
  },
})

/** @type {string[]} */
const failed = []
for (const { name, run } of cases) {
  await run().catch((/** @type {unknown} */ error) => failed.push(`${name}: ${String(error)}`))
}
assert.deepEqual(failed, [])
console.log(`${driver}: ${cases.length} cases passed`)
