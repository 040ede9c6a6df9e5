import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb'

/*
 * What is in the database. Every key begins with the book's id, so that no call can reach another book. A record's
 * text is JSON with a checksum. The database needs the other fields for its keys and indexes; they are compared with
 * the text.
 */

/** Raised when the stores change. The contents of records have their own version, in the head. */
export const databaseVersion = 1

/** The stores of the database. */
export interface Stores extends DBSchema {
  /** One text under `database`, made with the database. It tells this database from a later one with the same name. */
  identity: { key: string; value: string }
  /** Settings, categories, holds, and the list of stored months. */
  heads: { key: string; value: { bookId: string; text: string } }
  /** A month with its budgets and totals. */
  months: { key: [bookId: string, month: string]; value: { bookId: string; month: string; text: string } }
  /** The month of each budget. */
  budgets: { key: [bookId: string, id: string]; value: { bookId: string; id: string; month: string } }
  /** The expenses. */
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
  /** The operations of callers, and the history. Only operations are in the index. */
  operations: {
    key: [bookId: string, id: string | [position: number]]
    value: OperationInStore | EntryInStore
    indexes: { byPosition: [bookId: string, position: number] }
  }
}

/** An operation of a caller. Its position counts up. */
export interface OperationInStore {
  bookId: string
  id: string
  position: number
  text: string
}

/** An entry of the history. `history-records.ts` says why it is among the operations. */
export interface EntryInStore {
  bookId: string
  id: [position: number]
  text: string
}

/** The stores that hold books. */
export const storeNames = ['heads', 'months', 'budgets', 'expenses', 'operations'] as const

/** The name of a store. */
export type StoreName = (typeof storeNames)[number]

/** A transaction over the whole database. */
export type Transaction = IDBPTransaction<Stores, StoreName[], 'readwrite'>

/** Makes the missing stores. It runs in the transaction that changes the version, so it makes all of them or none. */
export function createStores(database: IDBPDatabase<Stores>): void {
  const identity = database.createObjectStore('identity')
  // If this fails, opening the database fails too, and says why.
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
