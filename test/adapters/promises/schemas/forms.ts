import { readFileSync } from 'node:fs'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import { createLocalStorageAdapter, type StorageAdapter } from 'budgetbook'
import { BookState, type BookSnapshot, type Committed } from 'budgetbook/adapter'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { createSqlAdapter, migrate, type SqlOptions } from 'budgetbook/sql'
import { nodeSqlite } from '../../../../examples/node-sqlite.js'
import * as older from '../../../fixtures/schema-1.0/older-build.mjs'
import { createIoFaults, withIndexedDbFaults, withStorageFaults } from '../../../support/io-faults/index.js'
import { migratedSqlite, sqliteRows } from '../../../support/sql/databases.js'
import { freshDatabase, putRecord, recordsOf } from '../../../support/storages/indexed-db.js'
import { mapStorage } from '../../../support/storages/storage-like.js'
import { breakableByFaults, breakableSql, type Breakable } from './breakable.js'

/** Storage, and any number of clients of it. */
export interface Place {
  /** One more client of the current build. */
  readonly newer: () => StorageAdapter
  /** One more client of the build that wrote schema 1.0. */
  readonly older: () => StorageAdapter
  /** A client of the current build whose operations can fail. */
  readonly breakable: () => Breakable
  /** What is stored, as text. */
  readonly bytes: () => Promise<string>
}

/** A form in which a book is stored. */
export interface StoredForm {
  readonly name: string
  /** The file in which a fixture has this form. */
  readonly file: string
  /** Storage with what a fixture has, or empty. */
  readonly place: (stored?: unknown) => Promise<Place>
}

/** Reads a fixture: a file in `test/fixtures`, without its ending. */
export function readFixture(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../fixtures/${path}.json`, import.meta.url), 'utf8'))
}

function localStoragePlace(stored: unknown = {}): Place {
  const storage = mapStorage({ items: new Map(Object.entries(stored as Record<string, string>)) })
  return {
    newer: () => createLocalStorageAdapter({ storage, locks: null }),
    older: () => older.createLocalStorageAdapter({ storage, locks: null }),
    breakable: () => {
      const faults = createIoFaults()
      const adapter = createLocalStorageAdapter({ storage: withStorageFaults(storage, faults), locks: null })
      return breakableByFaults(adapter, faults)
    },
    bytes: async () => JSON.stringify([...storage.items]),
  }
}

async function indexedDbPlace(stored: unknown = []): Promise<Place> {
  const { indexedDB, databaseName } = freshDatabase()
  const newer = () => createIndexedDbAdapter({ indexedDB, databaseName })
  await newer().open()
  for (const { store, value } of stored as { store: string; value: unknown }[])
    await putRecord(indexedDB, store, value, databaseName)
  return {
    newer,
    older: () => older.createIndexedDbAdapter({ indexedDB, databaseName }),
    breakable: () => {
      const faults = createIoFaults()
      const guarded = withIndexedDbFaults(indexedDB, faults)
      return breakableByFaults(createIndexedDbAdapter({ indexedDB: guarded, databaseName }), faults)
    },
    bytes: async () => JSON.stringify(await recordsOf(indexedDB, databaseName)),
  }
}

async function sqlitePlace(stored?: unknown): Promise<Place> {
  const { database, options } = stored === undefined ? migratedSqlite() : await storedSqlite(stored)
  return {
    newer: () => createSqlAdapter(options),
    older: () => older.createSqlAdapter(options),
    breakable: () => breakableSql(new SqliteDialect({ database: nodeSqlite(database) })),
    bytes: async () => sqliteRows(database),
  }
}

// Brought up to date, as an app does at its start.
async function storedSqlite(
  stored: unknown,
): Promise<{ database: DatabaseSyncInstance; options: SqlOptions }> {
  const { statements, rows } = stored as {
    readonly statements: readonly string[]
    readonly rows: Readonly<Record<string, readonly Readonly<Record<string, string | number | null>>[]>>
  }
  const database = new DatabaseSync(':memory:')
  for (const statement of statements) database.exec(statement)
  for (const [table, list] of Object.entries(rows)) {
    for (const row of list) {
      const [columns, cells] = [Object.keys(row), Object.values(row)]
      database
        .prepare(`insert into "${table}" (${columns.join()}) values (${columns.map(() => '?').join()})`)
        .run(...cells)
    }
  }
  const db = new Kysely<object>({ dialect: new SqliteDialect({ database: nodeSqlite(database) }) })
  const options: SqlOptions = { db, dialect: 'sqlite' }
  await migrate(options)
  return { database, options }
}

function memoryPlace(stored: unknown = new BookState().snapshot()): Place {
  let text = JSON.stringify(stored)
  const load = () => JSON.parse(text) as BookSnapshot
  const save = (snapshot: BookSnapshot) => {
    text = JSON.stringify(snapshot)
  }
  const clientOf = (State: typeof BookState) => () => documentAdapter(State, load, save)
  return {
    newer: clientOf(BookState),
    older: clientOf(older.BookState),
    breakable: () => {
      const faults = createIoFaults()
      const adapter = documentAdapter(
        BookState,
        () => faults.performSync({ name: 'load', access: 'read', run: load }),
        (data) => faults.performSync({ name: 'save', access: 'write', run: () => save(data) }),
      )
      return breakableByFaults(adapter, faults)
    },
    bytes: async () => text,
  }
}

/** An adapter that keeps its one book as a document: it loads a `BookState`, and saves it after each commit. */
function documentAdapter(
  State: typeof BookState,
  load: () => BookSnapshot,
  save: (snapshot: BookSnapshot) => void,
): StorageAdapter {
  const state = () => new State(load())
  const committed = (commit: (state: BookState) => Committed): Committed => {
    const book = state()
    const result = commit(book)
    if (!result.replayed) save(book.snapshot())
    return result
  }
  return {
    open: async () => ({ reach: 'instance', isolation: 'instance', durability: 'none' }),
    read: async (_, scope) => state().read(scope),
    page: async (_, page) => state().page(page),
    readAll: async () => state().snapshot().contents,
    transact: async (_, scope, decide, options) => committed((book) => book.transact(scope, decide, options)),
    replace: async (_, rebuild, options) => committed((book) => book.replace(rebuild, options)),
    deleteBook: async () => save(new State().snapshot()),
    close: async () => undefined,
  }
}

/** The forms that clients of both builds may have open at once. */
export const sharedForms: readonly StoredForm[] = [
  { name: 'localStorage', file: 'local-storage', place: async (stored) => localStoragePlace(stored) },
  { name: 'IndexedDB', file: 'indexed-db', place: indexedDbPlace },
  { name: 'SQLite', file: 'sqlite', place: sqlitePlace },
]

/** All forms. A `BookState` of the older build drops what it does not know of a head, so it is not shared. */
export const storedForms: readonly StoredForm[] = [
  ...sharedForms,
  { name: 'a snapshot of BookState', file: 'memory', place: async (stored) => memoryPlace(stored) },
]
