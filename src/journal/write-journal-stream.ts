import { atPath, guardInput, invalidInput, requireObject, withPath } from '../errors/invalid-input.js'
import { FirstDay } from './first-day.js'
import type { JournalOptions, JournalStreamInput } from './input.js'
import type { JournalPlan } from './journal-format.js'
import { readExpense } from './read-expense.js'
import { readOptions } from './read-options.js'
import { readPlan } from './read-plan.js'

const pieceLength = 16 * 1024

/**
 * {@link writeJournal} for a book of any size: the journal in pieces of some kilobytes. Expenses keep the order in which
 * they come, and both programs accept any order. beancount's accounts come last, because they are opened on the first day
 * of all. Nothing is checked before the first piece is asked for.
 *
 * @param book - As {@link writeJournal} takes it; the expenses may be an async iterable, such as `book.expenses.all()`.
 * @param options - The format, and the account that pays.
 * @throws `invalid_input`, as {@link writeJournal} does, and what the expenses themselves throw as a `BudgetBookError`.
 * The pieces so far are then not a whole journal.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
 * import { writeJournalStream } from 'budgetbook/journal'
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * const { id: categoryId } = await book.categories.create({ name: 'Travel' })
 * await book.expenses.record({ categoryId, amount: '700', date: '2026-02-14' })
 *
 * const pieces = writeJournalStream(
 *   {
 *     settings: await book.settings.get(),
 *     categories: await book.categories.list(),
 *     budgets: await book.budgets.list(),
 *     expenses: book.expenses.all(),
 *   },
 *   { format: 'hledger' },
 * )
 * let journal = ''
 * for await (const piece of pieces) journal += piece
 * console.log(journal.includes('Expenses:Travel  700.00 INR')) // => true
 * ```
 */
export async function* writeJournalStream(
  book: JournalStreamInput,
  options: JournalOptions,
): AsyncGenerator<string, void, undefined> {
  const { format, plan, expenses } = guardInput(() => {
    const read = readOptions(options)
    return atPath(['book'], () => {
      requireObject(book, 'A book')
      const planned = readPlan(book, read.format, read.paidFrom)
      return { format: read.format, plan: planned, expenses: requireSource(book.expenses) }
    })
  })
  const firstDay = new FirstDay(plan)
  let piece = format.head(plan)
  if (!format.datesAccounts) piece += format.accounts(plan, firstDay.date())
  piece += format.budgets(plan)
  for await (const expense of checkedExpenses(expenses, plan)) {
    firstDay.add(expense.date)
    piece += format.expense(expense, plan)
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  if (format.datesAccounts) piece += format.accounts(plan, firstDay.date())
  if (piece !== '') yield piece
}

/** Refuses what `for await` cannot iterate over, and text. */
function requireSource<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
): AsyncIterable<Item> | Iterable<Item> {
  const source: Partial<AsyncIterable<Item> & Iterable<Item>> | null = items
  if (typeof source === 'object' && source !== null) {
    if (typeof (source[Symbol.asyncIterator] ?? source[Symbol.iterator]) === 'function') return items
  }
  throw invalidInput('invalid_type', 'Expected a list or an async iterable', ['expenses'], {
    expected: 'iterable',
  })
}

async function* checkedExpenses(source: JournalStreamInput['expenses'], plan: JournalPlan) {
  let position = 0
  try {
    for await (const expense of source) {
      yield readExpense(expense, plan)
      position++
    }
  } catch (error) {
    // Throws on what is a BudgetBookError, and makes one of anything else.
    guardInput(() => {
      throw withPath(['book', 'expenses', position], error)
    })
  }
}
