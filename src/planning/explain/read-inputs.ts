import type { CivilDate } from '../../calendar/civil-date.js'
import { monthBounds } from '../../calendar/month-bounds.js'
import { requireMonth, type Month } from '../../calendar/month.js'
import { atPath, requireObject, visitEach } from '../../errors/invalid-input.js'
import type { AmountInput } from '../../money/amount.js'
import { writeMinorUnits } from '../../money/minor-units.js'
import { readUnits } from '../../money/parse-amount.js'
import type { Ledger, LedgerEntry } from '../../utilization/ledger.js'
import {
  dayOf,
  noCategory,
  requireCount,
  requireMonthOfRow,
  requireOneSource,
  secondBudget,
  readCategories,
} from '../../utilization/row-checks.js'
import { readSettings } from '../../utilization/settings-fields.js'
import { readAllowance } from '../../utilization/status.js'
import { resolveThresholds } from '../../utilization/thresholds.js'
import type { ExplanationInput, ExplanationLeaf } from './explanation.js'

/** The budget and the spending of a category in a month, with the inputs that they are made of. */
export interface ExplainedEntry extends LedgerEntry {
  /** One budget, or none. */
  readonly budgets: readonly ExplanationLeaf[]
  /** Expenses or totals, in their order. */
  readonly spending: readonly ExplanationLeaf[]
}

/** A ledger that remembers its inputs. */
export interface ExplainedLedger extends Ledger {
  readonly entries: readonly ExplainedEntry[]
}

/**
 * Checks the input of a report, and picks out what belongs to the month. Each list is walked once, as an iterator may give
 * its rows only once. It refuses what `computeUtilization` refuses; a property of the tests holds the two together.
 */
export function readInputs(input: ExplanationInput): ExplainedLedger {
  requireObject(input, 'The input')
  const month = atPath(['month'], () => requireMonth(input.month))
  const { currency, scale, limit, monthStartDay } = readSettings(input.settings)
  const thresholds = atPath(['thresholds'], () => resolveThresholds(input.thresholds))
  const reader = new InputReader(input.categories, month, scale)
  reader.addBudgets(input.budgets)
  const { expenses, spending } = input
  requireOneSource(expenses, spending)
  if (expenses !== undefined) reader.addExpenses(expenses, monthStartDay)
  else reader.addSpending(spending)
  return { month, currency, scale, limit, thresholds, entries: [...reader.entries.values()] }
}

/** An {@link ExplainedEntry} that is still growing. */
interface OpenEntry extends ExplainedEntry {
  budget: bigint | null
  spent: bigint
  expenseCount: number
  readonly budgets: ExplanationLeaf[]
  readonly spending: ExplanationLeaf[]
}

class InputReader {
  readonly entries: Map<string, OpenEntry>
  readonly #month: Month
  readonly #scale: number

  constructor(categories: ExplanationInput['categories'], month: Month, scale: number) {
    this.#month = month
    this.#scale = scale
    this.entries = readCategories(categories, (categoryId, name) => ({
      categoryId,
      name,
      groupId: null,
      budget: null,
      spent: 0n,
      expenseCount: 0,
      held: 0n,
      budgets: [],
      spending: [],
    }))
  }

  addBudgets(budgets: ExplanationInput['budgets']): void {
    visitEach('budgets', budgets, (budget) => {
      requireObject(budget, 'A budget')
      requireMonthOfRow(budget.month)
      if (budget.month !== this.#month) return
      const entry = this.#entryOf(budget.categoryId)
      if (entry.budget !== null) throw secondBudget(entry.categoryId)
      entry.budget = atPath(['amount'], () => readAllowance(budget.amount, this.#scale))
      entry.budgets.push({
        amount: writeMinorUnits(entry.budget, this.#scale),
        ...(typeof budget.id === 'string' && { budgetId: budget.id }),
      })
    })
  }

  addExpenses(expenses: NonNullable<ExplanationInput['expenses']>, monthStartDay: number): void {
    const { from, before } = monthBounds(this.#month, monthStartDay)
    visitEach('expenses', expenses, (expense) => {
      const day = dayOf(expense)
      if (day < from || day >= before) return
      const { id, categoryId, date, amount } = expense
      const entry = this.#entryOf(categoryId)
      entry.expenseCount++
      this.#spend(entry, 'amount', amount, {
        date: date as CivilDate,
        ...(typeof id === 'string' && { expenseId: id }),
      })
    })
  }

  addSpending(spending: NonNullable<ExplanationInput['spending']>): void {
    visitEach('spending', spending, (row) => {
      requireObject(row, 'A row')
      const { categoryId, month, spent } = row
      if (month !== undefined) {
        requireMonthOfRow(month)
        if (month !== this.#month) return
      }
      const expenseCount = requireCount(row)
      const entry = this.#entryOf(categoryId)
      entry.expenseCount += expenseCount
      this.#spend(entry, 'spent', spent)
    })
  }

  #spend(
    entry: OpenEntry,
    field: string,
    amount: AmountInput,
    origin?: Omit<ExplanationLeaf, 'amount'>,
  ): void {
    const units = atPath([field], () => readUnits(amount, this.#scale))
    entry.spent += units
    entry.spending.push({ amount: writeMinorUnits(units, this.#scale), ...origin })
  }

  #entryOf(categoryId: string): OpenEntry {
    const entry = this.entries.get(categoryId)
    if (entry) return entry
    throw noCategory(categoryId)
  }
}
