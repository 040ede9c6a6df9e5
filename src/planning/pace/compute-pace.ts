import { guardInput } from '../../errors/invalid-input.js'
import type { Amount } from '../../money/amount.js'
import { writeMinorUnits } from '../../money/minor-units.js'
import { divideRounded } from '../../money/ratio.js'
import { paceOfCategory, paceOfMonth, type BudgetedEntry, type ExactPace } from './exact-pace.js'
import type { PaceInput } from './input.js'
import { evenShare, type MonthDays } from './month-days.js'
import type { CategoryPace, Pace, PaceFigures } from './pace.js'
import { readPace } from './read-pace.js'

/**
 * Tells where spending should be today, where the month will end, and what is safe to spend each day. A pure function
 * of plain data: it reads no clock and no storage, and changes none of its arguments. A category is daily unless
 * `shapes` says that it is fixed: rent on the first is not ahead of an even pace.
 *
 * @param input - The input of `computeUtilization`, with `today`, and if you have them `shapes`, `upcoming` and
 * `minDays`. The last day of the month, and every day after it, gives what was spent as the projection.
 * @throws `invalid_input`, with the path of the field: for `minDays` that is not a whole number from 0 to 31
 * (`invalid_value`), `upcoming` below zero (`negative_amount`), an unknown category, two shapes of a category
 * (`duplicate`), another shape (`invalid_value`), and everything that `computeUtilization` refuses but a budget below
 * zero.
 *
 * @example
 * ```ts
 * import { computePace } from 'budgetbook/planning'
 *
 * const { categories, summary } = computePace({
 *   month: '2026-04',
 *   today: '2026-04-10',
 *   settings: { currency: 'USD' },
 *   categories: [
 *     { id: 'food', name: 'Food' },
 *     { id: 'rent', name: 'Rent' },
 *   ],
 *   budgets: [
 *     { categoryId: 'food', month: '2026-04', amount: '300.00' },
 *     { categoryId: 'rent', month: '2026-04', amount: '900.00' },
 *   ],
 *   spending: [
 *     { categoryId: 'food', month: '2026-04', spent: '120.00', expenseCount: 6 },
 *     { categoryId: 'rent', month: '2026-04', spent: '900.00', expenseCount: 1 },
 *   ],
 *   shapes: [{ categoryId: 'rent', shape: 'fixed' }],
 *   upcoming: [{ categoryId: 'food', amount: '30.00', date: '2026-04-20' }],
 * })
 * console.log(categories[0]?.expected, categories[0]?.ahead, categories[0]?.daysAhead) // => 100.00 20.00 2
 * console.log(summary.projected, summary.projectedStatus) // => 1290.00 over_budget
 * console.log(summary.perDay, summary.onTrack) // => 7.14 false
 * ```
 */
export function computePace(input: PaceInput): Pace {
  return guardInput(() => {
    const checked = readPace(input)
    const { month, currency, scale, today, clock, entries } = checked
    const categories: CategoryPace[] = []
    const lines = new Map<string, ExactPace>()
    for (const entry of entries) {
      const { budget } = entry
      if (budget === null) continue
      const exact = paceOfCategory({ ...entry, budget }, checked)
      lines.set(entry.categoryId, exact)
      categories.push(lineOf({ ...entry, budget }, exact, clock, scale))
    }
    return {
      month,
      currency,
      today,
      days: clock.days,
      daysElapsed: clock.elapsed,
      daysLeft: clock.left,
      categories,
      summary: figuresOf(paceOfMonth(entries, lines, checked), scale),
    }
  })
}

function lineOf(entry: BudgetedEntry, exact: ExactPace, clock: MonthDays, scale: number): CategoryPace {
  const { categoryId, name, shape, budget, spent } = entry
  return {
    categoryId,
    name,
    shape,
    budget: writeMinorUnits(budget, scale),
    spent: writeMinorUnits(spent, scale),
    remaining: writeMinorUnits(budget - spent, scale),
    ...figuresOf(exact, scale),
    daysAhead: shape === 'daily' ? daysAheadOf(entry, clock) : null,
  }
}

function figuresOf(exact: ExactPace, scale: number): PaceFigures {
  const write = (units: bigint | null): Amount | null =>
    units === null ? null : writeMinorUnits(units, scale)
  return {
    expected: write(exact.expected),
    ahead: write(exact.ahead),
    upcoming: writeMinorUnits(exact.upcoming, scale),
    projected: write(exact.projected),
    projectedStatus: exact.projectedStatus,
    perDay: write(exact.perDay),
    onTrack: exact.onTrack,
  }
}

function daysAheadOf({ budget, spent }: BudgetedEntry, clock: MonthDays): number | null {
  if (budget <= 0n) return null
  const hundredths = (spent * BigInt(clock.days) - evenShare(budget, clock)) * 100n
  // Goes through text, as percentages do: dividing by 100 could round a second time.
  return Number(writeMinorUnits(divideRounded(hundredths, budget), 2))
}
