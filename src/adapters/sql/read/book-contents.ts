import { BudgetBookError } from '../../../errors/error.js'
import { monthOf } from '../../../calendar/month-range.js'
import type { Month } from '../../../calendar/month.js'
import { compareAmounts, sumAmounts } from '../../../money/arithmetic.js'
import type { BookContents, MonthState } from '../../../storage/view.js'
import { contentsOf, monthStatesOf } from '../../../storage/kit/state/contents.js'
import type { Place } from '../../../storage/kit/records/sealed-text.js'
import type { BookReader } from './book-reader.js'
import { placeOf } from '../schema/rows.js'

/** Something in a book that contradicts the rest. */
export interface Misfit extends Place {
  readonly reason: string
}

/** Everything in a book. Throws `storage_corrupt` for the first thing that contradicts the rest. */
export function checkedContents(book: BookReader): BookContents {
  const contents = contentsOfBook(book)
  for (const misfit of misfitsOf(book, contents)) throw contradicted(misfit)
  return contents
}

/** Everything in a book. Throws `storage_corrupt` if a row cannot be read. */
export function contentsOfBook(book: BookReader): BookContents {
  return contentsOf(book.head(), [...book.monthStates().values()], book.expenses())
}

/** Compares the data that is stored twice: totals with budgets and expenses, months with dates. */
export function* misfitsOf(book: BookReader, contents: BookContents): Generator<Misfit> {
  const { bookId } = book
  const { monthStartDay, currency } = contents.settings
  for (const { id, date, month } of contents.expenses) {
    if (monthOf(date, monthStartDay) !== month)
      yield { ...placeOf('expenses', bookId, id), reason: 'its month is not that of its date' }
  }
  const counted = monthStatesOf(contents)
  const kept = book.monthStates()
  for (const { month, totalBudget } of book.months()) {
    const amounts = (counted.get(month)?.budgets ?? []).map(({ amount }) => amount)
    const total = sumAmounts(amounts, currency)
    if (compareAmounts(total, totalBudget) !== 0) {
      const reason = `its kept total ${totalBudget} is not that of its budgets, ${total}`
      yield { ...placeOf('months', bookId, month), reason }
    }
  }
  for (const month of new Set([...kept.keys(), ...counted.keys()])) {
    yield* misfitsOfTotals(bookId, month, kept.get(month)?.spending, counted.get(month)?.spending)
  }
}

function contradicted({ bookId, location, reason }: Misfit): BudgetBookError<'storage_corrupt'> {
  return new BudgetBookError(
    'storage_corrupt',
    `The data stored at ${location} contradicts the rest of the book (${reason}). Nothing was changed; call repair, which corrects it`,
    { bookId, location, reason },
  )
}

type Spending = MonthState['spending']

function* misfitsOfTotals(
  bookId: string,
  month: Month,
  kept: Spending = new Map(),
  counted: Spending = new Map(),
): Generator<Misfit> {
  for (const categoryId of new Set([...kept.keys(), ...counted.keys()])) {
    const [total, sum] = [kept.get(categoryId), counted.get(categoryId)]
    if (total?.spent === sum?.spent && total?.count === sum?.count) continue
    const write = (one: typeof total) => (one ? `${one.spent} in ${one.count} expenses` : 'nothing')
    const reason = `its kept total is ${write(total)}, and its expenses come to ${write(sum)}`
    yield { ...placeOf('totals', bookId, month, categoryId), reason }
  }
}
