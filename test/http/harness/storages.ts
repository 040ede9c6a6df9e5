import { versions } from 'node:process'
import { createMemoryAdapter, type StorageAdapter } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'

/** Whether the SQLite driver of the tests can be loaded. It is a native module for Node, so Bun and Deno cannot. */
export const hasSqlite = !('bun' in versions) && !('deno' in versions)

const sql = hasSqlite ? await import('../../support/sql/databases.js') : null

/** Storage in SQLite, or in memory where there is no driver of it. */
export function sqlStorage(): StorageAdapter {
  return sql ? createSqlAdapter(sql.migratedSqlite().options) : createMemoryAdapter()
}

/** Every kind of storage that can be had here. */
export const storages: readonly (readonly [name: string, create: () => StorageAdapter])[] = [
  ['memory', createMemoryAdapter],
  ...(sql ? [['SQLite', sqlStorage] as const] : []),
]
