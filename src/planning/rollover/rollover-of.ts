import type { Month } from '../../calendar/month.js'
import type { CurrencyCode } from '../../money/currency.js'
import type { ExactThresholds } from '../../utilization/thresholds.js'
import type { TableRow } from '../totals-table.js'
import { chainOf, type ChainRule, type ExactStep } from './chain.js'
import { lineOf, summaryOf } from './report-of.js'
import type { CategoryRollover, Rollover } from './rollover.js'

/** A category with its rule, in minor units, and the months of its chain. */
export interface CarryingRow extends Pick<TableRow, 'id' | 'name' | 'cells'> {
  readonly rule: ChainRule
  /** Without gaps, the oldest first. Without any, the rule begins later and is not reported. */
  readonly months: readonly Month[]
}

/** What a rollover is computed from, checked. */
export interface RolloverLedger {
  readonly month: Month
  readonly currency: CurrencyCode
  /** Of the currency. */
  readonly scale: number
  readonly thresholds: ExactThresholds
  /** In the order of the report. */
  readonly rows: Iterable<CarryingRow>
}

/** Makes the rollover of a month. It trusts the ledger, which was checked when it was made. */
export function rolloverOf({ month, currency, scale, thresholds, rows }: RolloverLedger): Rollover {
  const categories: CategoryRollover[] = []
  const lastSteps: ExactStep[] = []
  for (const row of rows) {
    const steps = chainOf(row.rule, row.cells, row.months)
    const last = steps.at(-1)
    if (!last) continue
    categories.push(lineOf(row, steps, last, { scale, thresholds }))
    lastSteps.push(last)
  }
  return { month, currency, categories, summary: summaryOf(lastSteps, scale) }
}
