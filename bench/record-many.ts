import { createLocalStorageAdapter, createMemoryAdapter, type StorageAdapter } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import { checkTotal, fillBook } from './books.js'
import { race, type Line } from './measure.js'
import { say, timeOf, type Settings } from './settings.js'
import { CountedStorage } from './stores/counted-storage.js'
import { sqliteFile } from './stores/sqlite-file.js'

/** At least twenty times as fast as one by one, where a commit is what takes the time: not in memory. */
const goal = 1 / 20

const months = 24

/** Many expenses in one commit, and one by one: goal 4. */
export async function measureRecordMany(settings: Settings): Promise<Line[]> {
  const sqlite = await sqliteFile()
  const candidates: Candidate[] = [
    { name: 'memory', open: createMemoryAdapter, sampled: 2_000 },
    {
      name: 'localStorage',
      open: () => createLocalStorageAdapter({ storage: new CountedStorage(), locks: null }),
      sampled: 200,
    },
    { name: 'SQLite', open: () => createSqlAdapter(sqlite.options), sampled: 100 },
  ]
  const lines: Line[] = []
  for (const candidate of candidates) lines.push(...(await compare(candidate, settings)))
  return lines
}

interface Candidate {
  readonly name: string
  readonly open: () => StorageAdapter
  /** One by one would take minutes: so many are a sample, in a book that is half full, as it is on average. */
  readonly sampled: number
}

async function compare({ name, open, sampled }: Candidate, settings: Settings): Promise<Line[]> {
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
        run: async () => {
          for (const expense of half.draw(sampled, 'anywhere')) await half.book.expenses.record(expense)
        },
      },
    ],
    15,
    1,
    timeOf(settings, 12),
  )
  await checkTotal(empty)
  await checkTotal(half)
  return [
    results.line(`${name}: recordMany of ${say(size)}`, 'many'),
    results.line(`${name}: one by one, from ${sampled} in each turn`, 'single', size / sampled),
    results.ratio(`${name}: recordMany to one by one`, 'many', 'single', {
      times: sampled / size,
      atMost: name === 'memory' ? undefined : goal,
    }),
  ]
}
