import { createLocalStorageAdapter, createMemoryAdapter, type StorageAdapter } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import { checkTotal, fillBook } from './books.js'
import { race, type Line } from './measure.js'
import { say, timeOf, type Settings } from './settings.js'
import { CountedStorage } from './stores/counted-storage.js'
import { sqliteFile } from './stores/sqlite-file.js'

/** At least twenty times as fast as one by one. */
const goal = 1 / 20

const months = 24

/** Many expenses in one commit, and one by one: goal 4. */
export async function measureRecordMany(settings: Settings): Promise<Line[]> {
  const sqlite = await sqliteFile()
  const storages: Record<string, () => StorageAdapter> = {
    memory: createMemoryAdapter,
    localStorage: () => createLocalStorageAdapter({ storage: new CountedStorage(), locks: null }),
    SQLite: () => createSqlAdapter(sqlite.options),
  }
  const lines: Line[] = []
  for (const [name, open] of Object.entries(storages)) lines.push(...(await compare(name, open, settings)))
  return lines
}

// One by one would take minutes: so many are a sample, in a book that is half full, as it is on average.
const sampled = 200

async function compare(name: string, open: () => StorageAdapter, settings: Settings): Promise<Line[]> {
  const size = settings.quick ? 10_000 : 100_000
  const half = await fillBook(open(), { expenses: size / 2, months }, 'half full')
  let made = 0
  const fill = async () => fillBook(open(), { expenses: 0, months }, `many ${made++}`)
  let empty = await fill()
  let many = empty.draw(size, 'anywhere')
  const results = await race(
    [
      {
        name: 'many',
        prepare: async () => {
          empty = await fill()
          many = empty.draw(size, 'anywhere')
        },
        run: async () => empty.book.expenses.recordMany(many),
      },
      {
        name: 'single',
        // What the others left is not to be cleared away in their time.
        prepare: async () => Promise.resolve(globalThis.gc?.()),
        run: async () => {
          for (const expense of half.draw(sampled, 'anywhere')) await half.book.expenses.record(expense)
        },
      },
    ],
    15,
    1,
    timeOf(settings, 15),
  )
  await checkTotal(empty)
  await checkTotal(half)
  return [
    results.line(`${name}: recordMany of ${say(size)}`, 'many'),
    results.line(`${name}: one by one, from ${sampled} in each turn`, 'single', size / sampled),
    results.ratio(`${name}: recordMany to one by one`, 'many', 'single', {
      times: sampled / size,
      atMost: goal,
    }),
  ]
}
