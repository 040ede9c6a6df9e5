import { monthOf } from '../calendar/month-range.js'
import type { Month } from '../calendar/month.js'
import { atPath, requireObject, visitEach } from '../errors/invalid-input.js'
import type { CurrencyCode } from '../money/currency.js'
import { readUnits } from '../money/parse-amount.js'
import {
  dayOf,
  noCategory,
  requireCount,
  requireMonthOfRow,
  requireOneSource,
  secondBudget,
  readCategories,
} from '../utilization/row-checks.js'
import { readSettings } from '../utilization/settings-fields.js'
import { readAllowance } from '../utilization/status.js'
import { resolveThresholds, type ExactThresholds } from '../utilization/thresholds.js'
import type { PlannedCategoryFields, TotalsFields } from './fields.js'

/** The budget and the spending of a category in a month, in minor units. */
export interface Cell {
  /** `null` without a budget. */
  readonly budget: bigint | null
  readonly spent: bigint
  readonly expenseCount: number
}

/** A category, with its months that have a budget or an expense. */
export interface TableRow {
  readonly id: string
  readonly name: string
  readonly archived: boolean
  readonly cells: ReadonlyMap<Month, Cell>
}

/** Budgets and spending by category and month, checked, in minor units. */
export interface TotalsTable {
  readonly currency: CurrencyCode
  /** Of the currency. */
  readonly scale: number
  readonly monthStartDay: number
  /** The monthly limit, or `null` without a limit. */
  readonly limit: bigint | null
  readonly thresholds: ExactThresholds
  /** By category id, in the order of the categories. */
  readonly rows: ReadonlyMap<string, TableRow>
}

/** A month in which a category has nothing. */
export const emptyCell: Cell = { budget: null, spent: 0n, expenseCount: 0 }

/** The first and the last month that are read, inclusive. Rows of other months are checked, but not added up. */
export interface MonthSpan {
  readonly from: Month
  readonly to: Month
}

/** Checks {@link TotalsFields} and adds them up by category and month. Throws `invalid_input`. */
export function readTotals(input: TotalsFields, span: MonthSpan): TotalsTable {
  const { currency, scale, limit, monthStartDay } = readSettings(input.settings)
  const thresholds = atPath(['thresholds'], () => resolveThresholds(input.thresholds))
  const table = new TableReader(input.categories, scale, span)
  table.addBudgets(input.budgets)
  const { expenses, spending } = input
  requireOneSource(expenses, spending)
  if (expenses !== undefined) table.addExpenses(expenses, monthStartDay)
  else table.addSpending(spending)
  return { currency, scale, monthStartDay, limit, thresholds, rows: table.rows }
}

interface OpenCell {
  budget: bigint | null
  spent: bigint
  expenseCount: number
}

interface OpenRow extends Omit<TableRow, 'cells'> {
  readonly cells: Map<Month, OpenCell>
}

class TableReader {
  readonly rows: Map<string, OpenRow>
  readonly #scale: number
  readonly #span: MonthSpan

  constructor(categories: Iterable<PlannedCategoryFields>, scale: number, span: MonthSpan) {
    this.#scale = scale
    this.#span = span
    this.rows = readCategories(categories, (id, name, { archived = false }) => ({
      id,
      name,
      archived,
      cells: new Map(),
    }))
  }

  addBudgets(budgets: TotalsFields['budgets']): void {
    visitEach('budgets', budgets, (budget) => {
      requireObject(budget, 'A budget')
      const { categoryId, month } = budget
      requireMonthOfRow(month)
      const cell = this.#cellOf(categoryId, month)
      if (!cell) return
      if (cell.budget !== null) throw secondBudget(categoryId)
      cell.budget = atPath(['amount'], () => readAllowance(budget.amount, this.#scale))
    })
  }

  addExpenses(expenses: NonNullable<TotalsFields['expenses']>, monthStartDay: number): void {
    visitEach('expenses', expenses, (expense) => {
      dayOf(expense)
      const cell = this.#cellOf(expense.categoryId, monthOf(expense.date, monthStartDay))
      if (!cell) return
      cell.spent += atPath(['amount'], () => readUnits(expense.amount, this.#scale))
      cell.expenseCount++
    })
  }

  addSpending(spending: NonNullable<TotalsFields['spending']>): void {
    visitEach('spending', spending, (row) => {
      requireObject(row, 'A row')
      const { categoryId, month } = row
      requireMonthOfRow(month)
      const expenseCount = requireCount(row)
      const cell = this.#cellOf(categoryId, month)
      if (!cell) return
      cell.spent += atPath(['spent'], () => readUnits(row.spent, this.#scale))
      cell.expenseCount += expenseCount
    })
  }

  // null for a month outside the span: its category may be unknown, as in a report of one month.
  #cellOf(categoryId: string, month: Month): OpenCell | null {
    if (month < this.#span.from || month > this.#span.to) return null
    const row = this.rows.get(categoryId)
    if (!row) throw noCategory(categoryId)
    let cell = row.cells.get(month)
    if (!cell) row.cells.set(month, (cell = { ...emptyCell }))
    return cell
  }
}
