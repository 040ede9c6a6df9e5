import type { MonthBounds } from '../../calendar/month-bounds.js'
import type { Month } from '../../calendar/month.js'
import { atPath, invalidInput, requireObject, visitEach } from '../../errors/invalid-input.js'
import type { AmountInput } from '../../money/amount.js'
import { readUnits } from '../../money/parse-amount.js'
import { requireNonnegative } from '../../money/sign.js'
import type { BudgetFields, CategoryFields, ExpenseFields, SpendingFields } from '../../utilization/input.js'
import {
  dayOf,
  noCategory,
  requireCount,
  requireMonthOfRow,
  secondBudget,
  readCategories,
} from '../../utilization/row-checks.js'
import type { CategoryShape, PaceShape, UpcomingSpending } from './input.js'

/** A category of the month, in minor units. */
export interface PaceEntry {
  readonly categoryId: string
  readonly name: string
  readonly shape: PaceShape
  /** `null` without a budget. */
  readonly budget: bigint | null
  readonly spent: bigint
  readonly upcoming: bigint
}

interface OpenEntry {
  readonly categoryId: string
  readonly name: string
  /** `null` until a row gives one. */
  shape: PaceShape | null
  budget: bigint | null
  spent: bigint
  upcoming: bigint
}

/**
 * Gathers what the pace of a month is computed from, by category. It checks everything that it is given, as the reader of
 * a report does, but a budget may be below zero: what a rollover makes available can be.
 */
export class PaceReader {
  readonly #scale: number
  readonly #entries: Map<string, OpenEntry>

  constructor(categories: Iterable<CategoryFields>, scale: number) {
    this.#scale = scale
    this.#entries = readCategories(categories, (categoryId, name) => ({
      categoryId,
      name,
      shape: null,
      budget: null,
      spent: 0n,
      upcoming: 0n,
    }))
  }

  /** In the order of the categories. */
  entries(): PaceEntry[] {
    return Array.from(this.#entries.values(), (entry) => ({ ...entry, shape: entry.shape ?? 'daily' }))
  }

  addBudgets(budgets: Iterable<BudgetFields>, month: Month): void {
    visitEach('budgets', budgets, (budget) => {
      requireObject(budget, 'A budget')
      requireMonthOfRow(budget.month)
      if (budget.month !== month) return
      const entry = this.#entryOf(budget.categoryId)
      if (entry.budget !== null) throw secondBudget(entry.categoryId)
      entry.budget = this.#read(budget.amount, 'amount')
    })
  }

  addExpenses(expenses: Iterable<ExpenseFields>, { from, before }: MonthBounds): void {
    visitEach('expenses', expenses, (expense) => {
      const day = dayOf(expense)
      if (day < from || day >= before) return
      this.#entryOf(expense.categoryId).spent += this.#read(expense.amount, 'amount')
    })
  }

  addSpending(spending: Iterable<SpendingFields>, month: Month): void {
    visitEach('spending', spending, (row) => {
      requireObject(row, 'A row')
      if (row.month !== undefined) {
        requireMonthOfRow(row.month)
        if (row.month !== month) return
      }
      requireCount(row)
      this.#entryOf(row.categoryId).spent += this.#read(row.spent, 'spent')
    })
  }

  addShapes(shapes: Iterable<CategoryShape>): void {
    visitEach('shapes', shapes, (row) => {
      requireObject(row, 'A row')
      const { categoryId, shape } = row
      const entry = this.#entryOf(categoryId)
      if (entry.shape !== null)
        throw invalidInput('duplicate', 'The category has two shapes', ['categoryId'], { categoryId })
      if (shape !== 'daily' && shape !== 'fixed')
        throw invalidInput('invalid_value', "A shape must be 'daily' or 'fixed'", ['shape'])
      entry.shape = shape
    })
  }

  /**
   * Adds the rows from `from` to before `before`. The other rows are checked in full too: which rows count changes with
   * the day, and a list should not be refused on one day only.
   */
  addUpcoming(upcoming: Iterable<UpcomingSpending>, { from, before }: MonthBounds): void {
    visitEach('upcoming', upcoming, (row) => {
      requireObject(row, 'A row')
      const day = dayOf(row)
      const entry = this.#entryOf(row.categoryId)
      const units = this.#read(row.amount, 'amount')
      atPath(['amount'], () => requireNonnegative(units, 'Upcoming spending'))
      if (day >= from && day < before) entry.upcoming += units
    })
  }

  #read(amount: AmountInput, field: string): bigint {
    return atPath([field], () => readUnits(amount, this.#scale))
  }

  #entryOf(categoryId: string): OpenEntry {
    const entry = this.#entries.get(categoryId)
    if (entry) return entry
    throw noCategory(categoryId)
  }
}
