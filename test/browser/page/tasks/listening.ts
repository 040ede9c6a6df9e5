import { openBudgetBook, type BookEvent, type BudgetBook } from '../../../../src/index.js'
import type { Place } from '../../place.js'
import { createAdapter } from '../adapters.js'

/** An event, and what the listener found when it heard of it. */
export interface Heard {
  readonly event: BookEvent
  /** The book's version just then. */
  readonly version: number
  /** How many expenses a read found that the listener began. */
  readonly expenseCount: number
}

interface Ear {
  readonly book: BudgetBook
  readonly categoryId: string
  readonly heard: Promise<Heard>[]
  wake: () => void
}

const month = '2026-02'
let ear: Ear | undefined

function listening(): Ear {
  if (!ear) throw new Error('This tab does not listen yet')
  return ear
}

/** A book with one category; gives its id. */
async function prepareListening(place: Place): Promise<string> {
  const storage = createAdapter(place)
  const book = await openBudgetBook({ storage })
  const { id } = await book.categories.create({ name: 'Food' })
  await storage.close()
  return id
}

/** Opens the book in this tab for good, and listens to it. */
async function listen(input: { readonly place: Place; readonly categoryId: string }): Promise<void> {
  const book = await openBudgetBook({ storage: createAdapter(input.place) })
  const own: Ear = { book, categoryId: input.categoryId, heard: [], wake: () => undefined }
  book.subscribe((event) => {
    const version = book.version()
    own.heard.push(
      book.utilization(month).then(({ summary }) => ({ event, version, expenseCount: summary.expenseCount })),
    )
    own.wake()
  })
  ear = own
}

/** Records expenses, one commit each. */
async function recordExpenses(count: number): Promise<void> {
  const { book, categoryId } = listening()
  for (let done = 0; done < count; done++) {
    await book.expenses.record({ categoryId, amount: 1, date: '2026-02-14' })
  }
}

/** Everything that was heard, as soon as it is so many events. */
async function hear(count: number): Promise<Heard[]> {
  const own = listening()
  while (own.heard.length < count) {
    await new Promise<void>((resolve) => {
      own.wake = resolve
    })
  }
  return Promise.all(own.heard)
}

export const listeningFunctions = { prepareListening, listen, recordExpenses, hear }
