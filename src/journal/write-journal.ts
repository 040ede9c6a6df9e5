import { atPath, guardInput, requireObject, visitEach } from '../errors/invalid-input.js'
import { FirstDay } from './first-day.js'
import type { JournalInput, JournalOptions } from './input.js'
import type { JournalExpense, JournalPlan } from './journal-format.js'
import { readExpense, readExpenseId } from './read-expense.js'
import { readOptions } from './read-options.js'
import { readPlan } from './read-plan.js'

/**
 * Writes a book as a journal of hledger or beancount, exactly: what these programs report of a month is what the book
 * does. A pure function: it changes none of its arguments. One book always gives one text: expenses are sorted by date,
 * then by id; categories keep their order.
 *
 * **Accounts.** A category becomes `Expenses:Name`, or `Expenses:Group:Name`. hledger's may hold any text but `:` and
 * `;`, which become `-`. beancount's hold letters and digits; anything between them becomes one `-`, marks above and
 * below letters are dropped, and the first letter is made a capital, or gets `X-` before it if its script has none
 * (`X-旅行`); the own name is in the metadata `name`. Accounts that would be the same, or the same as a group's, get
 * the checksum of the category's id (`Food-Dining-5f0e1c2a`).
 *
 * **Descriptions** are one line: line feeds, control characters and runs of spaces become one space, and marks that
 * change the direction of writing are dropped. For hledger, `;` becomes `,` and `|` becomes `/`, because it has no way
 * to write them in a description. The original amount of an expense is a comment there, and metadata in beancount.
 *
 * **Budgets** are periodic transactions in hledger: see them with `hledger bal --budget -M`, or, for months that start on
 * another day, with `-p 'every 25th day of month'`. In beancount they are the directives `custom "budget"` of fava, one
 * for each month, and one of zero where a month without a budget follows. fava spreads a budget over the days of
 * calendar months: it shows the budgets of whole months exactly only if they start on the 1st.
 *
 * @param book - A document of `book.exportBook()`, or plain entities.
 * @param options - The format, and the account that pays.
 * @throws `invalid_input`, with the path of the field: also for a budget or an expense of an unknown category
 * (`unknown_category`), and two budgets of a category in one month (`duplicate`).
 *
 * @example
 * ```ts
 * import { writeJournal } from 'budgetbook/journal'
 *
 * const journal = writeJournal(
 *   {
 *     settings: { currency: 'USD' },
 *     categories: [{ id: 'travel', name: 'Travel' }],
 *     budgets: [{ categoryId: 'travel', month: '2026-02', amount: '2000.00' }],
 *     expenses: [{ categoryId: 'travel', date: '2026-02-14', amount: '700.00', description: 'Flight' }],
 *   },
 *   { format: 'hledger' },
 * )
 * for (const line of journal.split('\n').slice(-8)) console.log(line.trim() || '-')
 * // => ~ monthly from 2026-02-01 to 2026-03-01
 * // => Expenses:Travel  2000.00 USD
 * // => Assets:Checking
 * // => -
 * // => 2026-02-14 Flight
 * // => Expenses:Travel  700.00 USD
 * // => Assets:Checking  -700.00 USD
 * // => -
 * ```
 */
export function writeJournal(book: JournalInput, options: JournalOptions): string {
  return guardInput(() => {
    const { format, paidFrom } = readOptions(options)
    return atPath(['book'], () => {
      requireObject(book, 'A book')
      const plan = readPlan(book, format, paidFrom)
      const expenses = readExpenses(book, plan)
      const firstDay = new FirstDay(plan)
      for (const { date } of expenses) firstDay.add(date)
      const parts = [format.head(plan), format.accounts(plan, firstDay.date()), format.budgets(plan)]
      for (const expense of expenses) parts.push(format.expense(expense, plan))
      return parts.join('')
    })
  })
}

/** The expenses of a book, by date, then by id. */
function readExpenses({ expenses }: JournalInput, plan: JournalPlan): JournalExpense[] {
  const rows: { readonly key: string; readonly expense: JournalExpense }[] = []
  visitEach('expenses', expenses, (fields) => {
    const expense = readExpense(fields, plan)
    rows.push({ key: `${expense.date} ${readExpenseId(fields)}`, expense })
  })
  rows.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return rows.map(({ expense }) => expense)
}
