import { openBudgetBook, type BudgetBook } from '../../../src/index.js'
import { entryOf, type JournalExpense, type JournalTotal } from '../journal-entries.js'
import type { Place } from '../place.js'
import { withAdapter } from './adapters.js'
import { tell } from './tell.js'

interface Journal {
  readonly place: Place
  readonly bookId: string
}

/** A journal as it is stored. */
export interface StoredJournal {
  readonly expenses: readonly JournalExpense[]
  readonly totals: readonly JournalTotal[]
}

async function categoryOf(book: BudgetBook): Promise<string> {
  const [category] = await book.categories.list()
  return (category ?? (await book.categories.create({ name: 'Journal' }))).id
}

/** Writes entry after entry, and tells of each that was acknowledged. */
async function writeJournal(
  input: Journal & {
    /** The first entry's number. */
    readonly first: number
    /** The last one's; none for a journal that goes on until the tab is gone. */
    readonly last?: number
  },
): Promise<void> {
  const { place, bookId, first, last = Number.POSITIVE_INFINITY } = input
  await withAdapter(place, async (storage) => {
    const book = await openBudgetBook({ storage, bookId })
    const categoryId = await categoryOf(book)
    for (let serial = first; serial <= last; serial++) {
      const expenses = entryOf(serial).map(({ month, amount }) => ({
        categoryId,
        amount,
        date: `${month}-15`,
        description: `${bookId}, entry ${serial}.`,
        metadata: { serial },
      }))
      await book.expenses.recordMany(expenses)
      tell(serial)
    }
  })
}

/** Reads a journal back, the totals that the adapter keeps with it. */
async function readJournal({ place, bookId }: Journal): Promise<StoredJournal> {
  return withAdapter(place, async (adapter) => {
    const { expenses } = await adapter.readAll(bookId)
    const { months } = await adapter.read(bookId, () => ({ months: 'all' }))
    return {
      expenses: expenses.map(({ metadata, month, amount }) => ({
        serial: Number(metadata['serial']),
        month,
        amount,
      })),
      totals: [...months.values()].flatMap(({ month, spending }) =>
        Array.from(spending.values(), ({ spent, count }) => ({ month, spent, count })),
      ),
    }
  })
}

/** One commit that is no entry. */
async function changeLimit({ place, bookId, limit }: Journal & { readonly limit: number }): Promise<void> {
  await withAdapter(place, async (storage) => {
    const book = await openBudgetBook({ storage, bookId })
    await book.settings.update({ monthlyLimit: limit })
  })
}

export const journal = { writeJournal, readJournal, changeLimit }
