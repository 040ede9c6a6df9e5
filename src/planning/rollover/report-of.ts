import type { Amount } from '../../money/amount.js'
import { writeMinorUnits } from '../../money/minor-units.js'
import { exactStatus, percentOf, type UtilizationStatus } from '../../utilization/status.js'
import type { ExactThresholds } from '../../utilization/thresholds.js'
import type { TableRow, TotalsTable } from '../totals-table.js'
import type { ExactFigures, ExactStep } from './chain.js'
import type { CategoryRollover, RolloverStep, RolloverSummary } from './rollover.js'

/** The report of a category. `last` is the last of its steps. */
export function lineOf(
  { id, name }: Pick<TableRow, 'id' | 'name'>,
  exact: readonly ExactStep[],
  last: ExactStep,
  { scale, thresholds }: Pick<TotalsTable, 'scale' | 'thresholds'>,
): CategoryRollover {
  return {
    categoryId: id,
    name,
    ...stepOf(last, scale, writeMinorUnits(last.carriedIn, scale)),
    utilizationPercent: last.available < 0n ? null : percentOf(last.spent, last.available),
    status: statusOfStep(last, thresholds),
    steps: stepsOf(exact, scale),
  }
}

/** The sums of the last steps of all categories. */
export function summaryOf(parts: readonly ExactFigures[], scale: number): RolloverSummary {
  const sum = (field: keyof ExactFigures): Amount => {
    let total = 0n
    for (const part of parts) total += part[field] ?? 0n
    return writeMinorUnits(total, scale)
  }
  return {
    carriedIn: sum('carriedIn'),
    budget: sum('budget'),
    available: sum('available'),
    spent: sum('spent'),
    remaining: sum('remaining'),
    carriedOut: sum('carriedOut'),
    dropped: sum('dropped'),
  }
}

function statusOfStep({ spent, available }: ExactStep, thresholds: ExactThresholds): UtilizationStatus {
  return available < 0n ? 'over_budget' : exactStatus(spent, available, thresholds)
}

function stepsOf(exact: readonly ExactStep[], scale: number): RolloverStep[] {
  let carriedOut: Amount | null = null
  return exact.map((figures) => {
    const step = stepOf(figures, scale, carriedOut ?? writeMinorUnits(figures.carriedIn, scale))
    carriedOut = step.carriedOut
    return step
  })
}

// Writing amounts takes most of the time of a long chain, so a step takes over the texts that it can.
function stepOf(figures: ExactStep, scale: number, carriedIn: Amount): RolloverStep {
  const { month, budget, dropped } = figures
  const remaining = writeMinorUnits(figures.remaining, scale)
  return {
    month,
    carriedIn,
    budget: budget === null ? null : writeMinorUnits(budget, scale),
    available: writeMinorUnits(figures.available, scale),
    spent: writeMinorUnits(figures.spent, scale),
    remaining,
    carriedOut: dropped === 0n ? remaining : writeMinorUnits(figures.carriedOut, scale),
    dropped: writeMinorUnits(dropped, scale),
  }
}
