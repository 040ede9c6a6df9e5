import type { AmountInput } from '../../money/amount.js'
import type { Recurrence } from './recurrence.js'

/** The part of a {@link BudgetTemplate} that all of them have. */
export interface TemplateBase {
  /** The category. It may have several templates: their amounts add up. */
  readonly categoryId: string
}

/** The same amount every month. */
export interface FixedTemplate extends TemplateBase {
  /** Names the template. */
  readonly kind: 'fixed'
  /** Zero or more. */
  readonly amount: AmountInput
}

/** An amount for each time that something comes back in the budget month. */
export interface RecurringTemplate extends TemplateBase {
  /** Names the template. */
  readonly kind: 'recurring'
  /** The amount of each time; zero or more. */
  readonly amount: AmountInput
  /** When it comes back. */
  readonly rule: Recurrence
}

/** The category's budget of an earlier month. */
export interface CopyTemplate extends TemplateBase {
  /** Names the template. */
  readonly kind: 'copy'
  /** How many months before the planned one: 1 to 1,200. */
  readonly monthsAgo: number
}

/** What the category usually costs: an average of complete months, as `suggestBudgets` computes it. */
export interface AverageTemplate extends TemplateBase {
  /** Names the template. */
  readonly kind: 'average'
  /** Over how many months: 1 to 36. Months before the category was first used do not count. */
  readonly months: number
  /**
   * Which average.
   * @defaultValue `'median'`
   */
  readonly basis?: 'median' | 'mean' | undefined
}

/** What is missing up to an amount, after what is carried in. */
export interface RefillTemplate extends TemplateBase {
  /** Names the template. */
  readonly kind: 'refill'
  /** What the category then has; zero or more. */
  readonly upTo: AmountInput
}

/** A sinking fund: an amount that must be there by a month, in even parts. */
export interface ByTemplate extends TemplateBase {
  /** Names the template. */
  readonly kind: 'by'
  /** What must be there; zero or more. */
  readonly target: AmountInput
  /** By which month, `YYYY-MM`, inclusive. */
  readonly month: string
  /**
   * Every how many months the target comes back, 1 to 1,200: 12 for a yearly bill.
   * @defaultValue never
   */
  readonly every?: number | undefined
}

/** A share of what the other templates leave of the `available` money. */
export interface ShareTemplate extends TemplateBase {
  /** Names the template. */
  readonly kind: 'share'
  /** Zero, or a number from 0.000001 to below 1e21. A weight of 2 gets twice as much as a weight of 1. */
  readonly weight: number
}

/** How the budget of a category is made each month. Plain data: keep it as JSON. */
export type BudgetTemplate =
  | FixedTemplate
  | RecurringTemplate
  | CopyTemplate
  | AverageTemplate
  | RefillTemplate
  | ByTemplate
  | ShareTemplate
