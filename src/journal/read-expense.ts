import { requireDate } from '../calendar/civil-date.js'
import { atPath, requireObject, requireText } from '../errors/invalid-input.js'
import { scaleOf } from '../money/currency.js'
import { requirePlainDecimal, writeMinorUnits } from '../money/minor-units.js'
import { readUnits } from '../money/parse-amount.js'
import { noCategory } from '../utilization/row-checks.js'
import type { JournalExpenseFields, JournalOriginalFields } from './input.js'
import type { JournalExpense, JournalPlan } from './journal-format.js'
import { oneLine } from './one-line.js'

/** Checks an expense. */
export function readExpense(expense: JournalExpenseFields, plan: JournalPlan): JournalExpense {
  requireObject(expense, 'An expense')
  const { categoryId, date, amount, description, original } = expense
  const day = atPath(['date'], () => requireDate(date))
  const account = plan.accounts.get(categoryId)?.account
  if (account === undefined) throw noCategory(categoryId)
  const units = atPath(['amount'], () => readUnits(amount, plan.scale))
  if (description !== undefined) atPath(['description'], () => requireText(description, 'A description'))
  return {
    date: day,
    account,
    amount: writeMinorUnits(units, plan.scale),
    paid: writeMinorUnits(-units, plan.scale),
    description: oneLine(description ?? ''),
    original: original == null ? null : atPath(['original'], () => readOriginal(original)),
  }
}

function readOriginal(original: JournalOriginalFields): JournalExpense['original'] {
  requireObject(original, 'An original amount')
  const { amount, currency, rate } = original
  const scale = atPath(['currency'], () => scaleOf(currency))
  const units = atPath(['amount'], () => readUnits(amount, scale))
  atPath(['rate'], () => {
    requireText(rate, 'A rate')
    requirePlainDecimal(rate)
  })
  return { amount: writeMinorUnits(units, scale), currency, rate }
}

/** The id that orders the expenses of a day; `''` without one. */
export function readExpenseId({ id }: JournalExpenseFields): string {
  if (id === undefined) return ''
  atPath(['id'], () => requireText(id, 'An id'))
  return id
}
