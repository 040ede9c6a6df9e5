import { createMemoryAdapter, type NewExpense } from 'budgetbook'
import type * as ExpenseInput from '../../src/book/expenses/expense-input.js'
import { checkTotal, fillBook, type FilledBook } from '../books.js'
import { race, type Contestant, type Line } from '../measure.js'
import { say, sizesOf, timeOf, type Settings } from '../settings.js'

/**
 * The largest book to the smallest. What a record takes beside its schema has no goal: a book that keeps totals, sorts
 * by date, asks in turn and tells of it cannot do that in five times the microsecond of a schema.
 */
const goal = 1.3

const batch = 100

/** A record on the memory adapter, among few and among many, beside the least that a checked write can cost. */
export async function recordInMemory(settings: Settings): Promise<Line[]> {
  const sizes = sizesOf(settings)
  const contestants: Contestant[] = []
  for (const size of sizes) contestants.push(await recorder(size))
  const largest = sizes.at(-1) ?? 0
  const anywhere = await recorder(largest, 'anywhere')
  for (const size of sizes) contestants.push(await schemaAndMap(size))
  const results = await race([...contestants, anywhere], 150, 10, timeOf(settings, 20))
  const few = `${sizes[0]}`
  return [
    ...sizes.map((size) => results.line(`memory, ${say(size)} expenses: record`, `${size}`, 1 / batch)),
    ...sizes.map((size) => results.line(`its schema and a Map of ${say(size)}`, schemaOf(size), 1 / batch)),
    ...sizes.slice(1).map((size) =>
      results.ratio(`memory: record among ${say(size)} to among ${say(sizes[0] ?? 0)}`, `${size}`, few, {
        atMost: goal,
      }),
    ),
    results.ratio(
      `memory: record of any month among ${say(largest)} to the newest month`,
      anywhere.name,
      `${largest}`,
    ),
    ...sizes.map((size) =>
      results.ratio(`memory: record among ${say(size)} to its schema and a Map`, `${size}`, schemaOf(size)),
    ),
  ]
}

/** Records into a book that someone listens to. A small book is made anew each time: it would not stay small. */
async function recorder(size: number, where: 'newest' | 'anywhere' = 'newest'): Promise<Contestant> {
  const make = async (): Promise<FilledBook> => {
    const filled = await fillBook(createMemoryAdapter(), { expenses: size, months: 24 })
    filled.book.subscribe(() => undefined)
    return filled
  }
  let filled = await make()
  let drawn: readonly NewExpense[] = []
  return {
    name: where === 'newest' ? `${size}` : where,
    prepare: async () => {
      if (size === 1_000) filled = await make()
      drawn = filled.draw(batch, where)
    },
    run: async () => {
      for (const expense of drawn) await filled.book.expenses.record(expense)
    },
  }
}

function schemaOf(size: number): string {
  return `schema ${size}`
}

/** Parses with the schema that a record parses with, and puts the result into a Map that is as large as the book. */
async function schemaAndMap(size: number): Promise<Contestant> {
  // It is no part of the package's face: found in what is built, so that it is the very code that the book runs.
  const built = new URL('../../dist/esm/book/expenses/expense-input.js', import.meta.url).href
  const { newExpenseSchema } = (await import(built)) as typeof ExpenseInput
  const filled = await fillBook(createMemoryAdapter(), { expenses: 0, months: 24 })
  const mapOf = (): Map<string, unknown> =>
    new Map(Array.from({ length: size }, (_, at) => [`expense ${at}`, {}]))
  let map = mapOf()
  await checkTotal(filled)
  let drawn: readonly NewExpense[] = []
  return {
    name: schemaOf(size),
    prepare: async () => {
      if (size === 1_000) map = mapOf()
      drawn = filled.draw(batch)
      return Promise.resolve()
    },
    run: () => {
      for (const expense of drawn) map.set(`expense ${map.size}`, newExpenseSchema.parse(expense))
    },
  }
}
