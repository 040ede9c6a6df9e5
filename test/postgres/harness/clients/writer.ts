import { randomUUID } from 'node:crypto'
import { postJson, type Send } from './clients.js'

/** A client that records expenses, one after the other. */
export interface Writer {
  /** The keys of the expenses that were acknowledged. Each is the description of its expense. */
  readonly acknowledged: readonly string[]
  /** Ends once the last expense is acknowledged. */
  readonly stop: () => Promise<void>
}

/** Starts a writer. Each expense is sent until it is acknowledged, under the same key. */
export function startWriter(send: Send, category: string): Writer {
  const acknowledged: string[] = []
  let isOver = false
  const write = async (): Promise<void> => {
    while (!isOver) {
      const description = randomUUID()
      const expense = { category, amount: '0.01', date: '2026-02-14', description }
      await postJson(send, '/api/expenses/create/', description, expense)
      acknowledged.push(description)
    }
  }
  const writing = write()
  return {
    acknowledged,
    stop: async () => {
      isOver = true
      await writing
    },
  }
}
