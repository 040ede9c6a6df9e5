import type { Month } from '../calendar/month.js'
import type { CurrencyCode } from '../money/currency.js'
import type { ExactThresholds } from './thresholds.js'

/** The budget and the spending of one category in a month, in minor units. */
export interface LedgerEntry {
  readonly categoryId: string
  readonly name: string
  /** `null` if the category is in no group. */
  readonly groupId: string | null
  /** `null` if the category has no budget in the month. */
  readonly budget: bigint | null
  readonly spent: bigint
  readonly expenseCount: number
  /** What is on hold. */
  readonly held: bigint
}

/** The budgets and the spending of a month by category, checked, in minor units. A report is made from it. */
export interface Ledger {
  readonly month: Month
  readonly currency: CurrencyCode
  /** Of the currency. */
  readonly scale: number
  /** The monthly limit in force, or `null` without a limit. */
  readonly limit: bigint | null
  readonly thresholds: ExactThresholds
  /** All categories, in the order of the report. */
  readonly entries: readonly LedgerEntry[]
}
