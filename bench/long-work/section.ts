import { createMemoryAdapter, openBudgetBook, type BudgetBook, type NewExpense } from 'budgetbook'
import { fillBook } from '../books.js'
import { race, type Line } from '../measure.js'
import { say, timeOf, type Settings } from '../settings.js'
import { longestBlocks } from './blocks.js'
import { peaks } from './peaks.js'

/** Each expense of an import, to one of `recordMany`. */
const goal = 2

const months = 120

/** The calls that go through a whole book, in memory: how long, how long in one piece, and how much they need. */
export async function measureLongWork(settings: Settings): Promise<Line[]> {
  const size = settings.quick ? 100_000 : 400_000
  return [...(await times(size, settings)), ...(await longestBlocks(size)), ...(await peaks(size))]
}

async function times(size: number, settings: Settings): Promise<Line[]> {
  const source = await fillBook(createMemoryAdapter(), { expenses: size, months })
  const document = await source.book.exportBook()
  let target: BudgetBook
  let drawn: readonly NewExpense[] = []
  const results = await race(
    [
      {
        name: 'recordMany',
        prepare: async () => {
          const made = await fillBook(createMemoryAdapter(), { expenses: 0, months })
          drawn = made.draw(size, 'anywhere')
          target = made.book
        },
        run: async () => target.expenses.recordMany(drawn),
      },
      {
        name: 'importBook',
        prepare: async () => {
          target = await openBudgetBook({ storage: createMemoryAdapter() })
        },
        run: async () => target.importBook(document),
      },
      { name: 'exportBook', run: async () => source.book.exportBook() },
      {
        name: 'changeCurrency',
        run: async (turn) =>
          source.book.settings.changeCurrency({ to: turn % 2 === 0 ? 'EUR' : 'USD', rate: '1' }),
      },
    ],
    3,
    0,
    timeOf(settings, 120),
  )
  const where = `memory, ${say(size)} expenses`
  return [
    ...['recordMany', 'importBook', 'exportBook', 'changeCurrency'].map((name) =>
      results.line(`${where}: ${name}`, name),
    ),
    results.ratio(`${where}: importBook to recordMany`, 'importBook', 'recordMany', { atMost: goal }),
  ]
}
