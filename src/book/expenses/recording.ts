import { atPath } from '../../errors/invalid-input.js'
import { copyWithoutMonth } from '../../model/entity-copies.js'
import type { CivilDate } from '../../calendar/civil-date.js'
import { monthOf } from '../../calendar/month-range.js'
import type { Expense, StoredExpense } from '../../model/expense.js'
import type { Change } from '../../storage/change.js'
import type { Head, ScopeOf, View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { Mutation, MutationRequest } from '../commit.js'
import type { CheckedExpense } from './expense-input.js'
import { readExpenseMoney, type ExpenseMoney } from './expense-money.js'
import { findActiveCategory, openMonthIn } from '../find.js'
import { readStoredScale } from '../read-stored.js'
import { receiptOf } from '../receipts.js'
import { replayExpenses } from './replay-expenses.js'

/**
 * The mutation that records expenses: all or none.
 *
 * @param pathTo - The path of an expense in the caller's input.
 */
export function recordingOf(
  context: BookContext,
  request: MutationRequest,
  expenses: readonly CheckedExpense[],
  pathTo: (position: number) => (string | number)[],
): Mutation<Expense[]> {
  const { scope, make } = newExpenses(context, expenses, pathTo)
  const decide = (view: View) => {
    const recorded = make(view)
    return {
      result: recorded.map(copyWithoutMonth),
      changes: recorded.map(insertionOf),
      receipt: receiptOf(recorded.map(({ id }) => id)),
    }
  }
  return { request, scope, decide, replay: replayExpenses(context, expenses.length) }
}

/** The change that records an expense. */
export function insertionOf(value: StoredExpense): Change {
  return { op: 'insert', type: 'expense', value }
}

/** New expenses: the part of the book that they need to see, and the expenses themselves. */
export interface NewExpenses {
  readonly scope: ScopeOf
  /** Makes all of them. Throws to refuse. */
  readonly make: (view: View) => StoredExpense[]
  /** Checks the money of all expenses, and returns a function that makes one of them. Both throw to refuse. */
  readonly maker: (view: View) => (position: number) => StoredExpense
}

/**
 * Makes the expenses of one call. A decider that runs again makes the same.
 *
 * @param newId - Gives the id of the expense at a position.
 */
export function newExpenses(
  context: BookContext,
  expenses: readonly CheckedExpense[],
  pathTo: (position: number) => (string | number)[],
  newId: (position: number) => string = context.newIds(),
): NewExpenses {
  const createdAt = context.clock.timestamp()
  // Only if an expense needs it: finding today's date takes longer than recording an expense.
  const today = expenses.every(({ date }) => date !== undefined) ? undefined : context.clock.today()
  const dateOf = ({ date = today }: CheckedExpense) => date as CivilDate
  const toStored = (view: View, expense: CheckedExpense, money: ExpenseMoney, id: string): StoredExpense => {
    const { categoryId, description = '', metadata = {} } = expense
    const date = dateOf(expense)
    findActiveCategory(view, categoryId)
    // We keep the view's own text of the month, so that many expenses share one string.
    const { month } = openMonthIn(view, monthOf(date, view.settings.monthStartDay))
    const { amount, original } = money
    return {
      id,
      categoryId,
      amount,
      date,
      description,
      original,
      metadata,
      createdAt,
      updatedAt: createdAt,
      month,
    }
  }
  const maker = (view: View) => {
    readStoredScale(view, context.parts.bookId)
    // The input first: a wrong amount is wrong whatever the book holds.
    const money = expenses.map((expense, position) =>
      atPath(pathTo(position), () => readExpenseMoney(expense, view.settings.currency)),
    )
    return (position: number) =>
      toStored(view, expenses[position] as CheckedExpense, money[position] as ExpenseMoney, newId(position))
  }
  const make = (view: View) => {
    const makeOne = maker(view)
    return expenses.map((_, position) => makeOne(position))
  }
  const scope = ({ settings }: Head) => ({
    months: [...new Set(expenses.map((expense) => monthOf(dateOf(expense), settings.monthStartDay)))],
  })
  return { scope, make, maker }
}
