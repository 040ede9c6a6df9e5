import type { Month } from '../calendar/month.js'
import type { Amount } from '../money/amount.js'
import { writeMinorUnits } from '../money/minor-units.js'
import { exactStatus, percentOf, type UtilizationStatus } from '../utilization/status.js'
import type { ExactThresholds } from '../utilization/thresholds.js'
import { emptyCell, type Cell, type TableRow } from './totals-table.js'

/** Budgets and spending of several cells, added up as a report adds up its categories. In minor units. */
export class CellSum {
  budget = 0n
  spent = 0n
  unbudgetedSpent = 0n
  expenseCount = 0
  #hasBudget = false

  add({ budget, spent, expenseCount }: Cell): void {
    this.spent += spent
    this.expenseCount += expenseCount
    if (budget === null) this.unbudgetedSpent += spent
    else {
      this.#hasBudget = true
      this.budget += budget
    }
  }

  /** The rating of the sum; `null` without any budget, as in a report. */
  rating(thresholds: ExactThresholds): Rating {
    if (!this.#hasBudget) return { utilizationPercent: null, status: null }
    return {
      utilizationPercent: percentOf(this.spent, this.budget),
      status: exactStatus(this.spent, this.budget, thresholds),
    }
  }

  /** The amounts as text. */
  amounts(scale: number): SumAmounts {
    return {
      budget: writeMinorUnits(this.budget, scale),
      spent: writeMinorUnits(this.spent, scale),
      unbudgetedSpent: writeMinorUnits(this.unbudgetedSpent, scale),
      remaining: writeMinorUnits(this.budget - this.spent, scale),
    }
  }
}

/** How far the budgets are used. */
export interface Rating {
  readonly utilizationPercent: number | null
  readonly status: UtilizationStatus | null
}

/** The amounts of a {@link CellSum}. */
export interface SumAmounts {
  readonly budget: Amount
  readonly spent: Amount
  readonly unbudgetedSpent: Amount
  readonly remaining: Amount
}

/** A month of a category, also one that has nothing. */
export function cellOf(row: TableRow, month: Month): Cell {
  return row.cells.get(month) ?? emptyCell
}

/** The sum of a category's months. */
export function sumOf(row: TableRow, months: readonly Month[]): CellSum {
  const sum = new CellSum()
  for (const month of months) sum.add(cellOf(row, month))
  return sum
}
