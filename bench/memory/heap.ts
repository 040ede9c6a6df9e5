// Prints how much the heap has grown by a book, or by the array of its expenses: both made from the same inputs.
import { createMemoryAdapter, type Expense, type NewExpense } from 'budgetbook'
import { fillBook } from '../books.js'

const [what, size, input] = process.argv.slice(2)
const expenses = Number(size)

/** What is in use once nothing is left that could go; with what typed arrays hold outside of the heap. */
function used(): number {
  for (let count = 0; count < 3; count++) globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

async function filled(count: number): Promise<Awaited<ReturnType<typeof fillBook>>> {
  const made = await fillBook(createMemoryAdapter(), { expenses: 0, months: 24 })
  for (let done = 0; done < count; done += 10_000) {
    const drawn = made.draw(Math.min(10_000, count - done), 'anywhere')
    const given = input === 'parsed ids' ? (JSON.parse(JSON.stringify(drawn)) as NewExpense[]) : drawn
    await made.book.expenses.recordMany(given)
  }
  return made
}

async function listed(count: number): Promise<readonly Expense[]> {
  const { book } = await filled(count)
  const entities: Expense[] = []
  let cursor: string | null = null
  do {
    const page = await book.expenses.list({ limit: 1_000, cursor })
    entities.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  await book.close()
  return entities
}

const make = what === 'book' ? filled : listed
// Once with little, so that code and schemas are there before the heap is looked at.
await make(1_000)
const before = used()
const kept = await make(expenses)
const grown = used() - before
// Read afterwards, or it might have been let go before.
if (Array.isArray(kept) && kept.length !== expenses) throw new Error(`There are ${kept.length}`)
else if ('book' in kept) await kept.book.months.list()
console.log(grown)
