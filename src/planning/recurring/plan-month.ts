import { requireDate } from '../../calendar/civil-date.js'
import { monthRange } from '../../calendar/month-range.js'
import { firstMonth, requireMonth, type Month } from '../../calendar/month.js'
import { atPath, guardInput, invalidInput, requireObject, visitEach } from '../../errors/invalid-input.js'
import type { AmountInput } from '../../money/amount.js'
import { readUnits } from '../../money/parse-amount.js'
import { noCategory } from '../../utilization/row-checks.js'
import type { TotalsFields } from '../fields.js'
import { readTotals, type TableRow, type TotalsTable } from '../totals-table.js'
import type { MonthPlan } from './month-plan.js'
import { planOf, settleShares, type PlanEntry } from './plan-of.js'
import type { BudgetTemplate } from './template.js'
import { termsOf, type PlanFrame } from './template-terms.js'

/** What is carried into a category. A line of the report of `computeRollover` is one. */
export interface CarriedInFields {
  /** The category. */
  readonly categoryId: string
  /** What came from the month before; below zero if money is missing. */
  readonly carriedIn: AmountInput
}

/** What {@link planMonth} takes: the totals of all months so far, and the templates. */
export type PlanMonthInput = TotalsFields & {
  /** The month to plan, `YYYY-MM`. */
  readonly month: string
  /** Today's date, `YYYY-MM-DD`. An average counts only months that are over. */
  readonly today: string
  /** The templates, in any order. A category may have several, but only one of the kinds `refill` and `by`. */
  readonly templates: Iterable<BudgetTemplate>
  /**
   * What there is to give, of either sign: the monthly limit, or an income. `null` if it is not known; then `share`
   * templates give nothing.
   * @defaultValue `null`
   */
  readonly available?: AmountInput | null | undefined
  /**
   * What is carried into the planned month, by category: the `categories` of `computeRollover` for that month. A category
   * that is not listed has nothing.
   * @defaultValue nothing
   */
  readonly carriedIn?: Iterable<CarriedInFields> | undefined
}

/**
 * Makes the budgets of a month from templates. A pure function of plain data: it reads no clock and no storage, and
 * changes none of its arguments. Nothing is written: look at the plan, and pass it on to `book.budgets.allocate`.
 *
 * Each amount comes with its reasons: the kind of template as a code, and the terms of its formula.
 *
 * @param input - The month, today, the templates, and the totals of all months, as `book.totals` gives them without a
 * range. Archived categories get nothing, because they take no new budgets.
 * @throws `invalid_input`, with the path of the field: for a template of an unknown category or kind, an amount below
 * zero (`negative_amount`), a second `refill` or `by` of a category (`duplicate`), and everything that
 * `computeUtilization` refuses.
 *
 * @example
 * ```ts
 * import { planMonth } from 'budgetbook/planning'
 *
 * const { allocations, left } = planMonth({
 *   month: '2026-03',
 *   today: '2026-02-20',
 *   settings: { currency: 'USD' },
 *   categories: [
 *     { id: 'home', name: 'Home' },
 *     { id: 'car', name: 'Car' },
 *     { id: 'fun', name: 'Fun' },
 *   ],
 *   budgets: [],
 *   spending: [],
 *   templates: [
 *     { categoryId: 'home', kind: 'fixed', amount: '900.00' },
 *     { categoryId: 'car', kind: 'by', target: '600.00', month: '2026-08', every: 12 },
 *     { categoryId: 'fun', kind: 'share', weight: 1 },
 *   ],
 *   available: '1200.00',
 * })
 * console.log(allocations.map(({ categoryId, amount }) => `${categoryId} ${amount}`).join(', '), left)
 * // => home 900.00, car 100.00, fun 200.00 0.00
 * ```
 */
export function planMonth(input: PlanMonthInput): MonthPlan {
  return guardInput(() => {
    requireObject(input, 'The input')
    const month = atPath(['month'], () => requireMonth(input.month))
    const today = atPath(['today'], () => requireDate(input.today))
    // From the first month of the calendar: an average begins with the first use of a category.
    const table = readTotals(input, { from: firstMonth as Month, to: month })
    const { scale, monthStartDay } = table
    const { available: given = null, templates, carriedIn } = input
    const available = atPath(['available'], () => (given === null ? null : readUnits(given, scale)))
    const { start, end } = monthRange(month, monthStartDay)
    const entries = readTemplates(templates, table.rows, {
      month,
      today,
      days: { first: start, last: end },
      scale,
      monthStartDay,
      takeCarriedIn: takeOnce(readCarriedIn(carriedIn, table)),
    })
    return planOf(settleShares(entries, available, scale), available, table)
  })
}

/** Checks the templates. Gives those that have a say in the month, in their order. */
function readTemplates(
  templates: PlanMonthInput['templates'],
  rows: TotalsTable['rows'],
  frame: PlanFrame,
): PlanEntry[] {
  const entries: PlanEntry[] = []
  let position = 0
  visitEach('templates', templates, (item) => {
    requireObject(item, 'A template')
    const row = requireRow(rows, item.categoryId)
    const terms = termsOf(item, row, frame)
    const template = position++
    if (terms !== null && !row.archived) entries.push({ categoryId: row.id, template, terms })
  })
  return entries
}

/** What is carried in, by category id, in minor units. */
function readCarriedIn(
  carriedIn: PlanMonthInput['carriedIn'],
  { rows, scale }: TotalsTable,
): ReadonlyMap<string, bigint> {
  const carried = new Map<string, bigint>()
  if (carriedIn === undefined) return carried
  visitEach('carriedIn', carriedIn, (item) => {
    requireObject(item, 'A row')
    const { id } = requireRow(rows, item.categoryId)
    if (carried.has(id)) {
      throw invalidInput('duplicate', 'The category is listed twice', ['categoryId'], { categoryId: id })
    }
    carried.set(
      id,
      atPath(['carriedIn'], () => readUnits(item.carriedIn, scale)),
    )
  })
  return carried
}

// Two templates that subtract the same money would both count on it.
function takeOnce(carried: ReadonlyMap<string, bigint>): PlanFrame['takeCarriedIn'] {
  const taken = new Set<string>()
  return (categoryId) => {
    if (taken.has(categoryId)) {
      const message = "The category already has a template of the kind 'refill' or 'by'"
      throw invalidInput('duplicate', message, ['categoryId'], { categoryId })
    }
    taken.add(categoryId)
    return carried.get(categoryId) ?? 0n
  }
}

function requireRow(rows: TotalsTable['rows'], categoryId: string): TableRow {
  const row = rows.get(categoryId)
  if (!row) throw noCategory(categoryId)
  return row
}
