import { requireDate, type CivilDate } from '../../calendar/civil-date.js'
import {
  atPath,
  guardInput,
  invalidInput,
  requireObject,
  requireText,
  visitEach,
} from '../../errors/invalid-input.js'
import { requireLength } from '../../model/text.js'
import type { AmountInput } from '../../money/amount.js'
import { amountText, parseMinorUnits } from '../../money/parse-amount.js'
import { requireNonzero } from '../../money/sign.js'
import { datesIn } from './dates-in.js'
import { compareDates, type DaySpan } from './day-span.js'
import { readRecurrence, type Recurrence } from './recurrence.js'

/** An expense that comes back: a rent, a subscription. Plain data: keep it as JSON. */
export interface ExpenseSchedule {
  /** Unique among the schedules, 1 to 180 characters. It is a part of the operation ids, so it must never change. */
  readonly id: string
  /** When the expense comes back. */
  readonly rule: Recurrence
  /** The category of the expenses. */
  readonly categoryId: string
  /** The amount of each; below zero for a refund, never zero. At most 4 decimals, in the book's currency. */
  readonly amount: AmountInput
  /** Up to 500 characters. */
  readonly description?: string | undefined
}

/** What {@link draftExpenses} takes. */
export interface DraftExpensesInput {
  /** The schedules, in any order. */
  readonly schedules: Iterable<ExpenseSchedule>
  /** The first day that may be due, `YYYY-MM-DD`, inclusive. */
  readonly from: string
  /** The last day that may be due, `YYYY-MM-DD`, inclusive: today, for expenses that are due. */
  readonly through: string
}

/** An expense to record, as `book.expenses.record` takes it. */
export interface DraftedExpense {
  /** The category. */
  readonly categoryId: string
  /** The amount as plain decimal text. The book writes it at the scale of its currency. */
  readonly amount: string
  /** The day on which it is due. */
  readonly date: CivilDate
  /** The description of the schedule, if it has one. */
  readonly description?: string
}

/** An expense that is due, and the operation under which to record it. */
export interface ExpenseDraft {
  /** `schedule:<id>:<date>`. A book that still knows the operation records the expense once, however often you ask. */
  readonly operationId: string
  /** What to record. */
  readonly expense: DraftedExpense
}

// Without a currency, only what no currency has can be refused.
const largestScale = 4
// An operation id has at most 200 characters. The rest of it takes 20.
const maxIdLength = 180

/**
 * The expenses of schedules that are due in a range of days, oldest first; those of one day in the order of the
 * schedules. Nothing is recorded and nothing runs in the background: record each draft under its operation id.
 *
 * @param input - The schedules and the days. If `through` is before `from`, nothing is due. A schedule may have at most
 * 10,000 drafts.
 * @throws `invalid_input`, with the path of the field: for two schedules with one id (`duplicate`), an amount of zero
 * (`zero_amount`), more than 10,000 drafts of a schedule (`too_big`), and for a rule that is not one.
 *
 * @example
 * ```ts
 * import { draftExpenses } from 'budgetbook/planning'
 *
 * const drafts = draftExpenses({
 *   schedules: [
 *     { id: 'rent', rule: { start: '2026-01-31', unit: 'month' }, categoryId: 'home', amount: '900.00' },
 *   ],
 *   from: '2026-02-01',
 *   through: '2026-03-31',
 * })
 * for (const { operationId, expense } of drafts) console.log(operationId, expense.amount)
 * // => schedule:rent:2026-02-28 900.00
 * // => schedule:rent:2026-03-31 900.00
 * ```
 */
export function draftExpenses(input: DraftExpensesInput): ExpenseDraft[] {
  return guardInput(() => {
    requireObject(input, 'The input')
    const first = atPath(['from'], () => requireDate(input.from))
    const last = atPath(['through'], () => requireDate(input.through))
    const drafts: ExpenseDraft[] = []
    const ids = new Set<string>()
    visitEach('schedules', input.schedules, (schedule) => {
      requireObject(schedule, 'A schedule')
      const { id } = schedule
      atPath(['id'], () => requireShortText(id, 'An id', 1, maxIdLength))
      // Two schedules with one id would have the same operations, and the second expense would never be recorded.
      if (ids.has(id)) throw invalidInput('duplicate', 'Two schedules have this id', ['id'], { id })
      ids.add(id)
      drafts.push(...draftsOf(id, schedule, { first, last }))
    })
    return drafts.sort((a, b) => compareDates(a.expense.date, b.expense.date))
  })
}

function draftsOf(id: string, schedule: ExpenseSchedule, days: DaySpan): ExpenseDraft[] {
  const { categoryId, amount, description } = schedule
  atPath(['categoryId'], () => requireText(categoryId, 'An id'))
  const text = atPath(['amount'], () => readExpenseAmount(amount))
  if (description !== undefined)
    atPath(['description'], () => requireShortText(description, 'A description', 0, 500))
  return atPath(['rule'], () => datesIn(readRecurrence(schedule.rule), days)).map((date) => ({
    operationId: `schedule:${id}:${date}`,
    expense: { categoryId, amount: text, date, ...(description === undefined ? {} : { description }) },
  }))
}

function readExpenseAmount(amount: AmountInput): string {
  const text = amountText(amount, largestScale)
  requireNonzero(parseMinorUnits(text, largestScale), 'An expense')
  return text
}

function requireShortText(text: string, what: string, minimum: number, maximum: number): void {
  requireText(text, what)
  requireLength(text, minimum, maximum)
}
