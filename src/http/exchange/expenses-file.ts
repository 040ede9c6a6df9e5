import type { BudgetBook } from '../../book/budget-book.js'
import type { CallOptions } from '../../book/call-options.js'
import { allExpenses } from '../../book/expenses/all.js'
import type { ExpenseFilter } from '../../book/expenses/api.js'
import { BudgetBookError } from '../../errors/error.js'
import { writeCsvStream } from '../../exchange/csv/write-csv.js'
import type { Expense } from '../../model/expense.js'
import { Refusal } from '../errors/refusal.js'

/** How a file is written. */
interface FileOptions extends CallOptions {
  readonly neutralize?: boolean | undefined
  readonly bom?: boolean | undefined
}

/**
 * The expenses of a book as a CSV file, in pieces; throws `not_found` for a filter by a category that is not there.
 *
 * @param mayGoOn - Asked before each page of expenses is read. What it throws ends the file.
 */
export async function expensesFile(
  book: BudgetBook,
  filter: Pick<ExpenseFilter, 'month' | 'categoryId' | 'from' | 'to'>,
  { neutralize, bom, ...options }: FileOptions,
  mayGoOn: () => Promise<void>,
): Promise<AsyncGenerator<string, void, undefined>> {
  const { categoryId } = filter
  const categories = await book.categories.list({ includeArchived: true }, options)
  if (categoryId !== undefined && categories.every(({ id }) => id !== categoryId))
    await book.categories.get(categoryId, options)
  const rows = inOneCurrency(book, filter, options, mayGoOn)
  return withRefusals(writeCsvStream(rows, { categories, neutralize, bom }))
}

// The pages are read one after the other, and a file does not say its currency.
async function* inOneCurrency(
  book: BudgetBook,
  filter: ExpenseFilter,
  options: CallOptions,
  mayGoOn: () => Promise<void>,
): AsyncGenerator<Expense, void, undefined> {
  const { currency } = await book.settings.get(options)
  const all = allExpenses(async (page, call) => {
    await mayGoOn()
    return book.expenses.list(page, call)
  })
  yield* all(filter, options)
  if ((await book.settings.get(options)).currency === currency) return
  throw new BudgetBookError('conflict', 'The currency changed while the expenses were read', {
    reason: 'retries_exhausted',
  })
}

/** Unwraps refusals. The writer of the file wraps what its source throws into an error of its own. */
async function* withRefusals(
  pieces: AsyncGenerator<string, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  try {
    yield* pieces
  } catch (error) {
    const { cause } = error as { readonly cause?: unknown }
    throw cause instanceof Refusal ? cause : error
  }
}
