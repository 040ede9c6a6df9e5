import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb'

/*
 * What stands in the database. The book's id leads every key, so that no call can reach another book. A record's text is
 * JSON with a checksum; the fields beside it are what the database has to see, and are held against the text.
 */

/** Raised where the stores change; what is written in the records has a version of its own, in the head. */
export const databaseVersion = 1

/** The stores of the database. */
export interface Stores extends DBSchema {
  /** One text under `database`, made with it: tells one from the next that is made under its name. */
  identity: { key: string; value: string }
  /** Settings, categories, and which months there are. */
  heads: { key: string; value: { bookId: string; text: string } }
  /** A month with its budgets and totals. */
  months: { key: [bookId: string, month: string]; value: { bookId: string; month: string; text: string } }
  /** In which month a budget is. */
  budgets: { key: [bookId: string, id: string]; value: { bookId: string; id: string; month: string } }
  /** An expense. */
  expenses: {
    key: [bookId: string, id: string]
    value: {
      bookId: string
      id: string
      date: string
      createdAt: string
      categoryId: string
      text: string
    }
    indexes: {
      byDate: [bookId: string, date: string, createdAt: string, id: string]
      byCategory: [bookId: string, categoryId: string, date: string, createdAt: string, id: string]
    }
  }
  /** An operation that a caller named; they count up. */
  operations: {
    key: [bookId: string, id: string]
    value: { bookId: string; id: string; position: number; text: string }
    indexes: { byPosition: [bookId: string, position: number] }
  }
}

/** The names of the stores that have something of a book. */
export const storeNames = ['heads', 'months', 'budgets', 'expenses', 'operations'] as const

/** The name of a store. */
export type StoreName = (typeof storeNames)[number]

/** A transaction over the whole database. */
export type Transaction = IDBPTransaction<Stores, StoreName[], 'readwrite'>

/** Makes what is not there yet. It runs in the transaction that changes the version, so it is done as a whole or not at all. */
export function createStores(database: IDBPDatabase<Stores>): void {
  const identity = database.createObjectStore('identity')
  // Where it fails, so does the opening, which says why.
  identity.add(Math.random().toString(36).slice(2), 'database').catch(() => undefined)
  database.createObjectStore('heads', { keyPath: 'bookId' })
  database.createObjectStore('months', { keyPath: ['bookId', 'month'] })
  database.createObjectStore('budgets', { keyPath: ['bookId', 'id'] })
  const expenses = database.createObjectStore('expenses', { keyPath: ['bookId', 'id'] })
  expenses.createIndex('byDate', ['bookId', 'date', 'createdAt', 'id'])
  expenses.createIndex('byCategory', ['bookId', 'categoryId', 'date', 'createdAt', 'id'])
  const operations = database.createObjectStore('operations', { keyPath: ['bookId', 'id'] })
  operations.createIndex('byPosition', ['bookId', 'position'])
}
