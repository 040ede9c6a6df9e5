import { readCivilDate, requireDate, type CivilDate } from '../../calendar/civil-date.js'
import { monthBounds } from '../../calendar/month-bounds.js'
import { requireMonth, type Month } from '../../calendar/month.js'
import { atPath, invalidInput, requireObject } from '../../errors/invalid-input.js'
import type { CurrencyCode } from '../../money/currency.js'
import { requireOneSource } from '../../utilization/row-checks.js'
import { readSettings } from '../../utilization/settings-fields.js'
import { resolveThresholds, type ExactThresholds } from '../../utilization/thresholds.js'
import type { PaceInput } from './input.js'
import { countDays, type MonthDays } from './month-days.js'
import { PaceReader, type PaceEntry } from './pace-reader.js'

/** A {@link PaceInput}, checked, in minor units. */
export interface CheckedPace {
  readonly month: Month
  readonly currency: CurrencyCode
  /** Of the currency. */
  readonly scale: number
  readonly today: CivilDate
  readonly clock: MonthDays
  readonly minDays: number
  readonly thresholds: ExactThresholds
  /** All categories, in their order. */
  readonly entries: readonly PaceEntry[]
}

const mostMinDays = 31

/** Checks a {@link PaceInput}. Throws `invalid_input`. */
export function readPace(input: PaceInput): CheckedPace {
  requireObject(input, 'The input')
  // Only undefined means the default.
  const { shapes = [], upcoming = [], minDays = 3, expenses, spending } = input
  const month = atPath(['month'], () => requireMonth(input.month))
  const today = atPath(['today'], () => requireDate(input.today))
  requireMinDays(minDays)
  const { currency, scale, monthStartDay } = readSettings(input.settings)
  const thresholds = atPath(['thresholds'], () => resolveThresholds(input.thresholds))
  const bounds = monthBounds(month, monthStartDay)
  const reader = new PaceReader(input.categories, scale)
  reader.addBudgets(input.budgets, month)
  requireOneSource(expenses, spending)
  if (expenses !== undefined) reader.addExpenses(expenses, bounds)
  else reader.addSpending(spending, month)
  reader.addShapes(shapes)
  const tomorrow = readCivilDate(today) + 1
  reader.addUpcoming(upcoming, { from: Math.max(tomorrow, bounds.from), before: bounds.before })
  return {
    month,
    currency,
    scale,
    today,
    clock: countDays(month, monthStartDay, bounds, today),
    minDays,
    thresholds,
    entries: reader.entries(),
  }
}

function requireMinDays(minDays: number): void {
  if (Number.isInteger(minDays) && minDays >= 0 && minDays <= mostMinDays) return
  throw invalidInput('invalid_value', `minDays is a whole number from 0 to ${mostMinDays}`, ['minDays'], {
    minimum: 0,
    maximum: mostMinDays,
  })
}
