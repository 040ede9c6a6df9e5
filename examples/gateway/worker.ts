// One of the workers of examples/gateway/main.ts. It runs within that process, or as a process of its own.
import { randomUUID } from 'node:crypto'
import { env, exit } from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Kysely } from 'kysely'
import { enforceSpending, openBudgetBook } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import { openDatabase } from './database.js'
import { payByCheck, payByHold, simulatedModel } from './requests.js'

/** What all workers share. */
export interface Race {
  readonly bookId: string
  readonly date: string
  /** The API keys, and the category of each. */
  readonly keys: Readonly<Record<string, string>>
  readonly cap: string
  /** Where the comparison keeps what a key spent. */
  readonly table: string
}

export type Way = 'hold' | 'check'

export interface Worker {
  /** Serves requests for every key, many at a time, until all of them are refused. */
  readonly run: (way: Way) => Promise<void>
  readonly close: () => Promise<void>
}

/** How many requests for a key a worker serves at a time. */
export const atATime = 12

export async function openWorker(db: Kysely<object>, race: Race): Promise<Worker> {
  const { bookId, date, cap, table } = race
  const storage = createSqlAdapter({ db, dialect: 'postgres' })
  // The budget of a key's category is its cap.
  const book = await openBudgetBook({ storage, bookId, spendingPolicy: enforceSpending() })
  const model = simulatedModel()
  const serve = async (way: Way, key: string, categoryId: string): Promise<void> => {
    const request = { id: randomUUID(), key, categoryId, date }
    const outcome =
      way === 'hold'
        ? await payByHold(book, request, model)
        : await payByCheck({ db, table, cap }, request, model)
    if (outcome !== 'refused') await serve(way, key, categoryId)
  }
  return {
    run: async (way) => {
      const clients = Object.entries(race.keys).flatMap((key) => Array.from({ length: atATime }, () => key))
      await Promise.all(clients.map(async ([key, categoryId]) => serve(way, key, categoryId)))
    },
    close: async () => book.close(),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const db = openDatabase(env['DATABASE_URL'])
  const worker = await openWorker(db, JSON.parse(process.argv[2] ?? '') as Race)
  process.on('message', (way: Way) => {
    void worker.run(way).then(() => process.send?.('done'))
  })
  process.on('disconnect', () => exit())
  process.send?.('ready')
}
