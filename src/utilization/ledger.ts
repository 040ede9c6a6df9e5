import type { Month } from '../calendar/month.js'
import type { CurrencyCode } from '../money/currency.js'
import type { ExactThresholds } from './thresholds.js'

/** What one category has in a month, in minor units. */
export interface LedgerEntry {
  readonly categoryId: string
  readonly name: string
  /** `null` where the category has no budget in the month. */
  readonly budget: bigint | null
  readonly spent: bigint
  readonly expenseCount: number
}

/** What a month comes to by category, checked and in minor units: all that a report is made from. */
export interface Ledger {
  readonly month: Month
  readonly currency: CurrencyCode
  /** Of the currency. */
  readonly scale: number
  /** The monthly limit in force, `null` where there is none. */
  readonly limit: bigint | null
  readonly thresholds: ExactThresholds
  /** All categories, in the order of the report. */
  readonly entries: Iterable<LedgerEntry>
}
