import { callGiven } from '../../errors/call-given.js'
import { atPath, guardInput, invalidInput, visitEach } from '../../errors/invalid-input.js'
import { readSearch, type ExpenseSearch, type SearchedExpenseFields } from './search.js'

/**
 * Picks out expenses that an app has loaded. A pure function: it reads no storage, and changes none of its arguments.
 *
 * @param expenses - Expenses, or rows with the same fields. Every one is checked, whether it fits or not.
 * @param query - What to look for.
 * @returns The expenses that fit, in their order. They are the objects that were passed, not copies.
 * @throws `invalid_input`, with the path of the field: also for a field of `query` with another name (`unknown_field`),
 * and if `where` throws (`unreadable`, with its error as `cause`) or gives anything but `true` or `false`.
 *
 * @example
 * ```ts
 * import { filterExpenses } from 'budgetbook/planning'
 *
 * const expenses = [
 *   { categoryId: 'food', date: '2026-02-03', amount: '4.80', description: 'CAFÉ Central' },
 *   { categoryId: 'food', date: '2026-02-09', amount: '31.20', description: 'Café supplies' },
 *   { categoryId: 'food', date: '2026-02-10', amount: '-31.20', description: 'Café supplies, returned' },
 * ]
 * const found = filterExpenses(expenses, { text: 'cafe\u0301', atLeast: '5.00' })
 * console.log(found.map(({ date, amount }) => `${date} ${amount}`)) // => [ '2026-02-09 31.20' ]
 * ```
 */
export function filterExpenses<Row extends SearchedExpenseFields>(
  expenses: Iterable<Row>,
  query: ExpenseSearch<Row>,
): Row[] {
  return guardInput(() => {
    const fits = atPath(['query'], () => readSearch(query))
    const { where } = query
    if (where !== undefined && typeof where !== 'function')
      throw notACondition('The condition must be a function')
    const found: Row[] = []
    visitEach('expenses', expenses, (expense) => {
      if (fits(expense)) found.push(expense)
    })
    if (where === undefined) return found
    return found.filter((expense) => {
      const answer = atPath(['query', 'where'], () => callGiven(() => where(expense)))
      // A promise would count as true.
      if (typeof answer !== 'boolean') throw notACondition('The condition must give true or false')
      return answer
    })
  })
}

function notACondition(message: string): Error {
  return invalidInput('invalid_type', message, ['query', 'where'])
}
