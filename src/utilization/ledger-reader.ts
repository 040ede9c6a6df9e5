import { atPath, requireIterable, requireObject, visitEach, withPath } from '../errors/invalid-input.js'
import type { MonthBounds } from '../calendar/month-bounds.js'
import type { AmountInput } from '../money/amount.js'
import { MinorUnitsSum } from '../money/minor-units.js'
import { amountText } from '../money/parse-amount.js'
import { readAllowance, readPositive } from './status.js'
import type { BudgetFields, CategoryFields, ExpenseFields, HoldFields, SpendingFields } from './input.js'
import type { LedgerEntry } from './ledger.js'
import {
  countsAt,
  dayOf,
  noCategory,
  requireCount,
  requireMonthOfRow,
  secondBudget,
  readCategories,
} from './row-checks.js'

/** A {@link LedgerEntry} that is still growing. */
interface OpenEntry {
  readonly categoryId: string
  readonly name: string
  readonly groupId: string | null
  budget: bigint | null
  readonly spent: MinorUnitsSum
  expenseCount: number
  held: bigint
}

/** Gathers the budgets and the spending of one month by category. It checks everything that it is given. */
export class LedgerReader {
  readonly #scale: number
  readonly #entries: Map<string, OpenEntry>

  constructor(categories: Iterable<CategoryFields>, scale: number) {
    this.#scale = scale
    this.#entries = readCategories(categories, (categoryId, name, { groupId = null }) => ({
      categoryId,
      name,
      groupId,
      budget: null,
      spent: new MinorUnitsSum(scale),
      expenseCount: 0,
      held: 0n,
    }))
  }

  /** In the order of the categories. */
  entries(): LedgerEntry[] {
    return Array.from(this.#entries.values(), (entry) => ({ ...entry, spent: entry.spent.total() }))
  }

  addBudgets(budgets: Iterable<BudgetFields>, month: string): void {
    visitEach('budgets', budgets, (budget) => {
      requireObject(budget, 'A budget')
      requireMonthOfRow(budget.month)
      if (budget.month !== month) return
      const entry = this.#entryOf(budget.categoryId)
      if (entry.budget !== null) throw secondBudget(entry.categoryId)
      entry.budget = atPath(['amount'], () => readAllowance(budget.amount, this.#scale))
    })
  }

  addExpenses(expenses: Iterable<ExpenseFields>, { from, before }: MonthBounds): void {
    atPath(['expenses'], () => requireIterable(expenses))
    let position = 0
    const entries = this.#entries
    // Not visitEach: engines do not inline it, because each caller passes another function.
    try {
      for (const expense of expenses) {
        const day = dayOf(expense)
        if (day >= from && day < before) {
          const entry = entries.get(expense.categoryId)
          if (entry === undefined) throw noCategory(expense.categoryId)
          this.#addTo(entry, expense.amount, 'amount')
          entry.expenseCount++
        }
        position++
      }
    } catch (error) {
      throw withPath(['expenses', position], error)
    }
  }

  addSpending(spending: Iterable<SpendingFields>, month: string): void {
    visitEach('spending', spending, (row) => {
      requireObject(row, 'A row')
      if (row.month !== undefined) {
        requireMonthOfRow(row.month)
        if (row.month !== month) return
      }
      const expenseCount = requireCount(row)
      const entry = this.#entryOf(row.categoryId)
      this.#addTo(entry, row.spent, 'spent')
      entry.expenseCount += expenseCount
    })
  }

  addHolds(holds: Iterable<HoldFields>, { from, before }: MonthBounds, now: string | undefined): void {
    visitEach('holds', holds, (hold) => {
      const day = dayOf(hold, 'A hold')
      if (day < from || day >= before || !countsAt(hold.expiresAt, now)) return
      const entry = this.#entryOf(hold.categoryId)
      entry.held += atPath(['amount'], () => readPositive(hold.amount, this.#scale))
    })
  }

  // No closure, unlike atPath, because this runs for every expense. Text goes straight into the sum.
  #addTo({ spent }: OpenEntry, amount: AmountInput, field: string): void {
    try {
      spent.add(typeof amount === 'string' ? amount : amountText(amount, this.#scale))
    } catch (error) {
      throw withPath([field], error)
    }
  }

  #entryOf(categoryId: string): OpenEntry {
    const entry = this.#entries.get(categoryId)
    if (entry) return entry
    throw noCategory(categoryId)
  }
}
