import { BudgetBookError, isBudgetBookError } from '../errors/error.js'
import { invalidInput, requireText } from '../errors/invalid-input.js'
import { monthOf } from '../calendar/month-range.js'
import { requireStartDay } from '../calendar/start-day.js'
import type { StoredExpense } from '../model/expense.js'
import { scaleOf } from '../money/currency.js'
import type { Amount } from '../money/amount.js'
import { MinorUnitsSum, readMinorUnits, requirePlainDecimal, writeMinorUnits } from '../money/minor-units.js'
import type { Head, MonthState } from '../storage/view.js'
import type { Ledger, LedgerEntry } from '../utilization/ledger.js'

/** The ledger of a stored month, without what a report adds to it. */
export interface StoredMonth extends Omit<Ledger, 'thresholds'> {
  readonly entries: readonly LedgerEntry[]
}

/** Reads a month of a view, in minor units, without its holds; throws `storage_corrupt` if its data is damaged. */
export function readStoredMonth(head: Head, state: MonthState, bookId: string): StoredMonth {
  return readStored(bookId, `month ${state.month}`, () => monthOfView(head, state))
}

/** Reads the number of decimals of a book's currency; throws `storage_corrupt` for a currency that never existed. */
export function readStoredScale({ settings }: Head, bookId: string): number {
  return readStored(bookId, 'settings', () => scaleOf(settings.currency))
}

/** Adds stored amounts up; throws `storage_corrupt` for one that is not an amount of the book's currency. */
export function sumStoredAmounts(amounts: Iterable<Amount>, head: Head, bookId: string): Amount {
  const scale = readStoredScale(head, bookId)
  return readStored(bookId, 'amounts', () => {
    const sum = new MinorUnitsSum(scale)
    for (const amount of amounts) sum.add(amount)
    return writeMinorUnits(sum.total(), scale)
  })
}

/** The same scope. It throws `storage_corrupt` for a book whose months start on a day that no month has. */
export function onSoundMonths<Asked>(bookId: string, scope: (head: Head) => Asked): (head: Head) => Asked {
  return (head) => {
    readStored(bookId, 'settings', () => requireStartDay(head.settings.monthStartDay))
    return scope(head)
  }
}

/**
 * Requires that the amounts of rollover rules are numbers; throws `storage_corrupt`. They may have the decimals of an
 * earlier currency: code of version 1.0 changes the currency of a book, and leaves rules as they are.
 */
export function requireSoundRules({ categories }: Pick<Head, 'categories'>, bookId: string): void {
  for (const { id, rollover } of categories) {
    if (rollover === null) continue
    const { cap, opening } = rollover
    readStored(bookId, `categories["${id}"]`, () => {
      for (const amount of [cap ?? '0', opening]) {
        requireText(amount, 'An amount')
        requirePlainDecimal(amount)
      }
    })
  }
}

/** Requires that an expense or a hold is stored in the month of its date; throws `storage_corrupt`. */
export function requireOwnMonth(
  { id, date, month }: Pick<StoredExpense, 'id' | 'date' | 'month'>,
  { settings }: Head,
  bookId: string,
  table: 'expenses' | 'holds' = 'expenses',
): void {
  if (monthOf(date, settings.monthStartDay) !== month)
    throw damaged(bookId, `${table}["${id}"]`, 'its month is not that of its date')
}

/** Reads stored data. The caller did not pass it: what is invalid in it is damage in the storage. */
export function readStored<Value>(bookId: string, location: string, read: () => Value): Value {
  try {
    return read()
  } catch (cause) {
    if (!isBudgetBookError(cause, 'invalid_input')) throw cause
    throw damaged(bookId, location, cause.message, cause)
  }
}

/** The error for stored data that the book cannot use. */
export function damaged(
  bookId: string,
  location: string,
  reason: string,
  cause?: unknown,
): BudgetBookError<'storage_corrupt'> {
  return new BudgetBookError(
    'storage_corrupt',
    `The stored book is damaged (${location}): ${reason}. Restore the book from an export; in SQL, call verify and repair first`,
    { bookId, location, reason },
    { cause },
  )
}

function monthOfView({ settings, categories }: Head, state: MonthState): StoredMonth {
  const { month, closed, limitAtClose, budgets, spending } = state
  const { currency } = settings
  const scale = scaleOf(currency)
  const known = new Set(categories.map(({ id }) => id))
  const budgetOf = new Map(
    budgets.map(({ categoryId, amount }) => [requireKnown(known, categoryId), readMinorUnits(amount, scale)]),
  )
  if (budgetOf.size < budgets.length) throw invalidInput('duplicate', 'A category has two budgets')
  for (const categoryId of spending.keys()) requireKnown(known, categoryId)
  const limit = closed ? limitAtClose : settings.monthlyLimit
  return {
    month,
    currency,
    scale,
    limit: limit === null ? null : readMinorUnits(limit, scale),
    entries: categories.map(({ id, name, groupId }) => {
      const { spent, count } = spending.get(id) ?? nothing
      return {
        categoryId: id,
        name,
        groupId,
        budget: budgetOf.get(id) ?? null,
        spent: readMinorUnits(spent, scale),
        expenseCount: count,
        held: 0n,
      }
    }),
  }
}

const nothing = { spent: '0', count: 0 }

function requireKnown(known: ReadonlySet<string>, categoryId: string): string {
  if (known.has(categoryId)) return categoryId
  throw invalidInput('unknown_category', `The category ${categoryId} is missing`)
}
