import { addMonths } from '../../calendar/add-months.js'
import type { CivilDate } from '../../calendar/civil-date.js'
import { mostMonths } from '../../calendar/each-month.js'
import { firstMonth, lastMonth, requireMonth, type Month } from '../../calendar/month.js'
import { atPath, invalidInput } from '../../errors/invalid-input.js'
import type { AmountInput } from '../../money/amount.js'
import { writeMinorUnits } from '../../money/minor-units.js'
import { parseMinorUnits } from '../../money/parse-amount.js'
import { requirePlainNumber } from '../../money/ratio.js'
import { requireNonnegative } from '../../money/sign.js'
import { meanOf, medianOf } from '../insights/averages.js'
import { endOfWindow, monthsBefore, windowOf } from '../insights/window.js'
import type { TableRow } from '../totals-table.js'
import { datesIn, monthsBetween } from './dates-in.js'
import type { DaySpan } from './day-span.js'
import type { PlanReason } from './month-plan.js'
import { readRecurrence, requireCount } from './recurrence.js'
import type {
  AverageTemplate,
  BudgetTemplate,
  ByTemplate,
  CopyTemplate,
  RecurringTemplate,
  RefillTemplate,
} from './template.js'

// As many as suggestBudgets takes. Older spending says little about the next month.
const mostAveraged = 36

/** What the amounts of templates depend on. */
export interface PlanFrame {
  readonly month: Month
  readonly today: CivilDate
  /** The days of the month. */
  readonly days: DaySpan
  /** Of the currency. */
  readonly scale: number
  readonly monthStartDay: number
  /** What is carried into a category. Throws `invalid_input` for the second template of a category that asks. */
  readonly takeCarriedIn: (categoryId: string) => bigint
}

type WithoutBase<Reason> = Reason extends unknown ? Omit<Reason, 'template' | 'amount'> : never

/** The amount of a template, in minor units, and the terms of its formula. */
export interface ExactTerms {
  readonly units: bigint
  readonly terms: WithoutBase<PlanReason>
}

/** The weight of a `share` template. Its amount is known when all other templates have theirs. */
export interface Share {
  readonly weight: number
  /** The weight as plain decimal text. */
  readonly weightText: string
}

/** Checks a template, and gives its terms; `null` if it has no say in this month. Throws `invalid_input`. */
export function termsOf(
  template: BudgetTemplate,
  row: TableRow,
  frame: PlanFrame,
): ExactTerms | Share | null {
  switch (template.kind) {
    case 'fixed':
      return { units: readAllowed(template.amount, 'amount', frame), terms: { code: 'fixed' } }
    case 'recurring':
      return recurringTerms(template, frame)
    case 'copy':
      return copyTerms(template, row, frame)
    case 'average':
      return averageTerms(template, row, frame)
    case 'refill':
      return refillTerms(template, row, frame)
    case 'by':
      return byTerms(template, row, frame)
    case 'share': {
      const { weight } = template
      return { weight, weightText: atPath(['weight'], () => requirePlainNumber(weight, 'A weight')) }
    }
    default:
      throw invalidInput('invalid_value', 'Not a kind of template', ['kind'])
  }
}

function recurringTerms({ amount, rule }: RecurringTemplate, frame: PlanFrame): ExactTerms {
  const each = readAllowed(amount, 'amount', frame)
  const dates = atPath(['rule'], () => datesIn(readRecurrence(rule), frame.days))
  return {
    units: each * BigInt(dates.length),
    terms: { code: 'recurring', each: writeMinorUnits(each, frame.scale), dates },
  }
}

function copyTerms(
  { monthsAgo }: CopyTemplate,
  { cells }: TableRow,
  { month }: PlanFrame,
): ExactTerms | null {
  requireCount(monthsAgo, 'monthsAgo', mostMonths)
  if (monthsAgo > monthsBetween(firstMonth, month)) return null
  const copied = addMonths(month, -monthsAgo)
  const budget = cells.get(copied)?.budget ?? null
  return budget === null ? null : { units: budget, terms: { code: 'copy', month: copied } }
}

function averageTerms(
  { months, basis = 'median' }: AverageTemplate,
  row: TableRow,
  { month, today, monthStartDay, scale }: PlanFrame,
): ExactTerms | null {
  requireCount(months, 'months', mostAveraged)
  if (basis !== 'median' && basis !== 'mean') {
    throw invalidInput('invalid_value', "basis must be 'median' or 'mean'", ['basis'])
  }
  const window = windowOf(row, monthsBefore(endOfWindow(month, today, monthStartDay), months))
  const average = (basis === 'median' ? medianOf : meanOf)(window.map(({ spent }) => spent))
  if (average === null) return null
  return {
    units: notBelowZero(average),
    terms: {
      code: 'average',
      basis,
      months: window.map((counted) => ({
        month: counted.month,
        spent: writeMinorUnits(counted.spent, scale),
      })),
    },
  }
}

function refillTerms({ upTo }: RefillTemplate, { id }: TableRow, frame: PlanFrame): ExactTerms {
  const carriedIn = frame.takeCarriedIn(id)
  const whole = readAllowed(upTo, 'upTo', frame)
  return {
    units: notBelowZero(whole - carriedIn),
    terms: {
      code: 'refill',
      upTo: writeMinorUnits(whole, frame.scale),
      carriedIn: writeMinorUnits(carriedIn, frame.scale),
    },
  }
}

function byTerms(template: ByTemplate, { id }: TableRow, frame: PlanFrame): ExactTerms | null {
  const { month: firstDue, every } = template
  const carriedIn = frame.takeCarriedIn(id)
  const target = readAllowed(template.target, 'target', frame)
  const month = dueMonth(
    atPath(['month'], () => requireMonth(firstDue)),
    every === undefined ? null : requireCount(every, 'every', mostMonths),
    frame.month,
  )
  if (month === null) return null
  const monthsLeft = monthsBetween(frame.month, month) + 1
  const count = BigInt(monthsLeft)
  return {
    units: (notBelowZero(target - carriedIn) + count - 1n) / count,
    terms: {
      code: 'by',
      target: writeMinorUnits(target, frame.scale),
      carriedIn: writeMinorUnits(carriedIn, frame.scale),
      month,
      monthsLeft,
    },
  }
}

/** The first month, of `first` and those every so many months after it, that is not before `planned`. */
function dueMonth(first: Month, every: number | null, planned: Month): Month | null {
  if (first >= planned) return first
  if (every === null) return null
  const later = Math.ceil(monthsBetween(first, planned) / every) * every
  return later > monthsBetween(first, lastMonth) ? null : addMonths(first, later)
}

// At most 15 digits, as a budget has.
function readAllowed(amount: AmountInput, field: string, { scale }: PlanFrame): bigint {
  return atPath([field], () => requireNonnegative(parseMinorUnits(amount, scale), 'The amount'))
}

function notBelowZero(units: bigint): bigint {
  return units > 0n ? units : 0n
}
