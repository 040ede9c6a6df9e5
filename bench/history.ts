import {
  createMemoryAdapter,
  openBudgetBook,
  type OpenBudgetBookOptions,
  type StorageAdapter,
} from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import { fillBook } from './books.js'
import { race, type Contestant, type Line } from './measure.js'
import { timeOf, type Settings } from './settings.js'
import { sqliteFile } from './stores/sqlite-file.js'

interface Place {
  readonly where: string
  readonly make: () => Promise<StorageAdapter>
  readonly batch: number
}

const places: readonly Place[] = [
  { where: 'memory', make: async () => createMemoryAdapter(), batch: 50 },
  { where: 'SQLite', make: async () => createSqlAdapter((await sqliteFile()).options), batch: 5 },
]

const kept: readonly [name: string, options: Partial<OpenBudgetBookOptions>][] = [
  ['record', {}],
  ['record that keeps 1,000 entries', { history: { keep: 1_000 } }],
  ['record that keeps all entries', { history: { keep: 'all' } }],
]

/** A record in a book with a history, and in one without. */
export async function measureHistory(settings: Settings): Promise<Line[]> {
  const lines: Line[] = []
  for (const { where, make, batch } of places) {
    const contestants: Contestant[] = []
    for (const [name, options] of kept) contestants.push(await recorder(name, await make(), batch, options))
    const results = await race(contestants, 200, 20, timeOf(settings, 8))
    for (const [name] of kept) lines.push(results.line(`${where}: ${name}`, name, 1 / batch))
    for (const [name] of kept.slice(1))
      lines.push(results.ratio(`${where}: ${name}, to one that keeps none`, name, 'record'))
  }
  return lines
}

async function recorder(
  name: string,
  storage: StorageAdapter,
  batch: number,
  options: Partial<OpenBudgetBookOptions>,
): Promise<Contestant> {
  const { draw } = await fillBook(storage, { expenses: 1_000, months: 24 })
  const book = await openBudgetBook({ storage, ...options })
  let drawn: ReturnType<typeof draw> = []
  return {
    name,
    prepare: async () => {
      drawn = draw(batch)
    },
    run: async () => {
      for (const expense of drawn) await book.expenses.record(expense)
    },
  }
}
