import { createMemoryAdapter, type BudgetBook } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import { fillBook } from './books.js'
import { race, type Contestant, type Line } from './measure.js'
import { say, sizesOf, timeOf, type Settings } from './settings.js'
import { sqliteFile } from './stores/sqlite-file.js'

/** A page in the middle or at the end to the first; the first page of the largest book to that of the smallest. */
const goal = 1.5

const limit = 50
const batch = 20
const depths = ['start', 'middle', 'end'] as const

type Depth = (typeof depths)[number]

/** Pages of expenses, at any depth of any book: goal 5. */
export async function measureList(settings: Settings): Promise<Line[]> {
  const contestants: Contestant[] = []
  const sizes = sizesOf(settings)
  for (const expenses of sizes) {
    const { book } = await fillBook(createMemoryAdapter(), { expenses, months: 24 })
    contestants.push(...(await pagesOf(book, 'memory', expenses)))
  }
  const { options } = await sqliteFile()
  const onSqlite = settings.quick ? 10_000 : 100_000
  const { book: stored } = await fillBook(createSqlAdapter(options), { expenses: onSqlite, months: 24 })
  const sqlite = await pagesOf(stored, 'SQLite', onSqlite)
  const inMemory = await race(contestants, 150, 10, timeOf(settings, 10))
  const inFile = await race(sqlite, 150, 10, timeOf(settings, 8))
  const largest = sizes.at(-1) ?? 0
  const smallest = sizes[0] ?? 0
  const time = (results: typeof inMemory, name: string): Line => results.line(name, name, 1 / batch)
  const [first, last] = [nameOf('memory', largest, 'start'), nameOf('memory', smallest, 'start')]
  return [
    ...contestants.map(({ name }) => time(inMemory, name)),
    ...sqlite.map(({ name }) => time(inFile, name)),
    inMemory.ratio(`${first}, to the same of ${say(smallest)}`, first, last, { atMost: goal }),
    ...(['middle', 'end'] as const).flatMap((depth) => [
      inMemory.ratio(
        `memory, ${say(largest)}: ${depth} to start`,
        nameOf('memory', largest, depth),
        nameOf('memory', largest, 'start'),
        { atMost: goal },
      ),
      inFile.ratio(
        `SQLite, ${say(onSqlite)}: ${depth} to start`,
        nameOf('SQLite', onSqlite, depth),
        nameOf('SQLite', onSqlite, 'start'),
        { atMost: goal },
      ),
    ]),
  ]
}

function nameOf(where: string, size: number, depth: Depth): string {
  return `${where}, ${say(size)} expenses: a page of ${limit} at the ${depth}`
}

async function pagesOf(book: BudgetBook, where: string, size: number): Promise<Contestant[]> {
  const cursors: Record<Depth, string | null> = {
    start: null,
    middle: await cursorAfter(book, size / 2),
    end: await cursorAfter(book, size - limit),
  }
  return depths.map((depth) => ({
    name: nameOf(where, size, depth),
    run: async () => {
      for (let count = 0; count < batch; count++) {
        const { items } = await book.expenses.list({ limit, cursor: cursors[depth] })
        if (items.length !== limit) throw new Error(`A page of ${items.length}`)
      }
    },
  }))
}

/** Where so many have been passed, in pages as large as they may be. */
async function cursorAfter(book: BudgetBook, passed: number): Promise<string | null> {
  let cursor: string | null = null
  for (let left = passed; left > 0; left -= 1_000) {
    const page = await book.expenses.list({ limit: Math.min(1_000, left), cursor })
    cursor = page.nextCursor
  }
  return cursor
}
