import { callGiven } from '../../errors/call-given.js'
import {
  atPath,
  guardInput,
  invalidInput,
  requireObject,
  requireText,
  visitEach,
} from '../../errors/invalid-input.js'
import type { Amount } from '../../money/amount.js'
import { readMinorUnits, writeMinorUnits } from '../../money/minor-units.js'

/** The field of `Expense` that {@link summarizeBy} needs. */
export interface AmountFields {
  /** Canonical: with the decimals of its currency. */
  readonly amount: string
}

/** What was spent under a key: a tag, a payee, a day. */
export interface SpendingByKey {
  /** The key; `null` for expenses without one. */
  readonly key: string | null
  /** Net of refunds, with the decimals that the expenses have. */
  readonly spent: Amount
  /** How many expenses, refunds included. */
  readonly expenseCount: number
}

// No currency has more decimals.
const largestScale = 4

/**
 * Adds up expenses by a key that the app takes from each: a tag, a payee, a weekday. A pure function: it changes none of
 * its arguments.
 *
 * @param expenses - Expenses of one book: canonical amounts, all with the same decimals.
 * @param key - The key of an expense, several keys, or `null`. An expense with several keys counts in each of them, once
 * for each key; so the sums then have no grand total. An empty list is as `null`.
 * @returns One entry for each key, in the order in which the keys first come. Expenses without a key come last, under
 * `null`. Nothing for no expenses.
 * @throws `invalid_input`, with the path of the field: also for an amount with other decimals than the first
 * (`invalid_value`), and if `key` throws (`unreadable`, with its error as `cause`) or gives anything else
 * (`invalid_type`).
 *
 * @example
 * ```ts
 * import { summarizeBy } from 'budgetbook/planning'
 *
 * const expenses = [
 *   { amount: '12.50', tags: ['trip', 'food'] },
 *   { amount: '80.00', tags: ['trip'] },
 *   { amount: '9.90', tags: [] },
 * ]
 * for (const { key, spent, expenseCount } of summarizeBy(expenses, ({ tags }) => tags)) {
 *   console.log(key, spent, expenseCount)
 * }
 * // => trip 92.50 2
 * // => food 12.50 1
 * // => null 9.90 1
 * ```
 */
export function summarizeBy<Row extends AmountFields>(
  expenses: Iterable<Row>,
  key: (expense: Row) => string | readonly string[] | null,
): SpendingByKey[] {
  return guardInput(() => {
    if (typeof key !== 'function') throw invalidInput('invalid_type', 'The key must be a function', ['key'])
    const { rows, scale } = readAmounts(expenses)
    const sums = new Map<string, OpenSum>()
    const without: OpenSum = { units: 0n, expenseCount: 0 }
    for (const { expense, units } of rows) {
      const keys = atPath(['key'], () => readKeys(callGiven(() => key(expense))))
      if (keys.size === 0) addTo(without, units)
      for (const one of keys) {
        let sum = sums.get(one)
        if (!sum) sums.set(one, (sum = { units: 0n, expenseCount: 0 }))
        addTo(sum, units)
      }
    }
    const summaries: SpendingByKey[] = Array.from(sums, ([one, sum]) => summaryOf(one, sum, scale))
    if (without.expenseCount > 0) summaries.push(summaryOf(null, without, scale))
    return summaries
  })
}

interface OpenSum {
  /** Ten-thousandths. */
  units: bigint
  expenseCount: number
}

function addTo(sum: OpenSum, units: bigint): void {
  sum.units += units
  sum.expenseCount++
}

function summaryOf(key: string | null, { units, expenseCount }: OpenSum, scale: number): SpendingByKey {
  // Exact: no amount has more decimals than the scale.
  const spent = writeMinorUnits(units / 10n ** BigInt(largestScale - scale), scale)
  return { key, spent, expenseCount }
}

/** The amounts say how many decimals the currency has, so the caller need not. */
function readAmounts<Row extends AmountFields>(expenses: Iterable<Row>) {
  const rows: { readonly expense: Row; readonly units: bigint }[] = []
  let scale: number | null = null
  visitEach('expenses', expenses, (expense) => {
    requireObject(expense, 'An expense')
    const { amount } = expense
    const units = atPath(['amount'], () => readMinorUnits(amount, largestScale))
    const decimals = decimalsOf(amount)
    scale ??= decimals
    // 5.00 USD and 500 JPY must not become one sum, nor may an amount that is not as the book writes it.
    if (decimals !== scale || decimals > largestScale) throw otherDecimals(decimals, scale)
    rows.push({ expense, units })
  })
  return { rows, scale: scale ?? 0 }
}

function decimalsOf(amount: string): number {
  return amount.includes('.') ? amount.length - amount.indexOf('.') - 1 : 0
}

function otherDecimals(decimals: number, scale: number): Error {
  return invalidInput(
    'invalid_value',
    'Amounts must be of one currency, and as a book gives them: all with the same decimals, 4 at most',
    ['amount'],
    { decimals, scale },
  )
}

function readKeys(answer: string | readonly string[] | null): ReadonlySet<string> {
  if (answer === null) return new Set()
  if (typeof answer === 'string') return new Set([answer])
  if (!Array.isArray(answer))
    throw invalidInput('invalid_type', 'A key must be text, a list of texts, or null')
  const keys = new Set<string>()
  for (const [index, one] of (answer as readonly string[]).entries()) {
    atPath([index], () => requireText(one, 'A key'))
    keys.add(one)
  }
  return keys
}
