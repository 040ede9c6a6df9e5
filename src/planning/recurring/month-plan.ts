import type { CivilDate } from '../../calendar/civil-date.js'
import type { Month } from '../../calendar/month.js'
import type { Amount } from '../../money/amount.js'

/** The part of a {@link PlanReason} that all of them have. */
export interface ReasonBase {
  /** The position of the template in the list of templates. */
  readonly template: number
  /** What the template gives. */
  readonly amount: Amount
}

/** The template says the amount. */
export interface FixedReason extends ReasonBase {
  /** The kind of the template. */
  readonly code: 'fixed'
}

/** `amount` is `each` times the number of `dates`. */
export interface RecurringReason extends ReasonBase {
  /** The kind of the template. */
  readonly code: 'recurring'
  /** The amount of each time. */
  readonly each: Amount
  /** The occurrences in the budget month, oldest first. */
  readonly dates: readonly CivilDate[]
}

/** `amount` is the budget of `month`. */
export interface CopyReason extends ReasonBase {
  /** The kind of the template. */
  readonly code: 'copy'
  /** The month that is copied. */
  readonly month: Month
}

/** `amount` is the average of what was spent in `months`, rounded half away from zero; zero if that is negative. */
export interface AverageReason extends ReasonBase {
  /** The kind of the template. */
  readonly code: 'average'
  /** Which average. */
  readonly basis: 'median' | 'mean'
  /** The months that count, oldest first. */
  readonly months: readonly SpentInMonth[]
}

/** What was spent in a month that counts for an average. */
export interface SpentInMonth {
  /** The month. */
  readonly month: Month
  /** Net of refunds. */
  readonly spent: Amount
}

/** `amount` is `upTo - carriedIn`; zero if that is negative. */
export interface RefillReason extends ReasonBase {
  /** The kind of the template. */
  readonly code: 'refill'
  /** What the category then has. */
  readonly upTo: Amount
  /** What came from the month before. */
  readonly carriedIn: Amount
}

/** `amount` is `target - carriedIn`, divided by `monthsLeft` and rounded up; zero if that is negative. */
export interface ByReason extends ReasonBase {
  /** The kind of the template. */
  readonly code: 'by'
  /** What must be there. */
  readonly target: Amount
  /** What came from the month before. */
  readonly carriedIn: Amount
  /** By which month: the first one that is due in the planned month or later. */
  readonly month: Month
  /** How many months there are up to then, with the planned one. */
  readonly monthsLeft: number
}

/** `amount` is the part of `of` that `weight` has among the weights of all shares. */
export interface ShareReason extends ReasonBase {
  /** The kind of the template. */
  readonly code: 'share'
  /** What the other templates left to share; zero if they left nothing. */
  readonly of: Amount
  /** The weight. */
  readonly weight: number
}

/** Where an amount of a plan comes from: the kind of template as a code, and the terms of its formula. */
export type PlanReason =
  FixedReason | RecurringReason | CopyReason | AverageReason | RefillReason | ByReason | ShareReason

/** What a plan gives to a category. */
export interface PlannedBudget {
  /** The category. */
  readonly categoryId: string
  /** The sum of its reasons' amounts; zero or more. */
  readonly amount: Amount
  /** A reason for each of its templates, in their order. */
  readonly because: readonly PlanReason[]
}

/** Budgets for a month that templates make. */
export interface MonthPlan {
  /** The categories that get a budget, in the order of all categories. */
  readonly allocations: readonly PlannedBudget[]
  /** `available` minus the sum of the allocations, negative if they exceed it; `null` if `available` is not given. */
  readonly left: Amount | null
}
