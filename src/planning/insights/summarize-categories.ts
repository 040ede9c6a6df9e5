import type { Month } from '../../calendar/month.js'
import { writeMinorUnits } from '../../money/minor-units.js'
import { percentOf } from '../../utilization/status.js'
import type { TableRow, TotalsTable } from '../totals-table.js'
import { compareUnits, meanOf, medianOf, sortedUnits } from './averages.js'
import { cellOf, sumOf } from '../cell-sum.js'
import type { SummarizedCategory } from './months-summary.js'
import { isUsed, windowOf } from './window.js'

/**
 * The categories with a budget or an expense in `months`, those with the largest spending first.
 *
 * @param complete - Those of the months that count for means and medians.
 * @param totalSpent - What all categories spent in the months.
 */
export function summarizeCategories(
  table: TotalsTable,
  months: readonly Month[],
  complete: readonly Month[],
  totalSpent: bigint,
): SummarizedCategory[] {
  return [...table.rows.values()]
    .filter((row) => months.some((month) => isUsed(cellOf(row, month))))
    .map((row) => ({ row, sum: sumOf(row, months) }))
    .sort((a, b) => compareUnits(b.sum.spent, a.sum.spent))
    .map(({ row, sum }) => {
      const { budget, spent, remaining } = sum.amounts(table.scale)
      return {
        categoryId: row.id,
        name: row.name,
        budget,
        spent,
        remaining,
        share: totalSpent > 0n ? percentOf(sum.spent, totalSpent) : null,
        ...countedFigures(row, complete, table.scale),
        series: seriesOf(row, months, table.scale),
      }
    })
}

type CountedFigures = Pick<SummarizedCategory, 'mean' | 'median' | 'least' | 'most' | 'monthsCounted'>

function countedFigures(row: TableRow, complete: readonly Month[], scale: number): CountedFigures {
  const units = sortedUnits(windowOf(row, complete).map(({ spent }) => spent))
  const write = (amount: bigint | null = null) => (amount === null ? null : writeMinorUnits(amount, scale))
  return {
    mean: write(meanOf(units)),
    median: write(medianOf(units)),
    least: write(units[0]),
    most: write(units.at(-1)),
    monthsCounted: units.length,
  }
}

function seriesOf(row: TableRow, months: readonly Month[], scale: number): SummarizedCategory['series'] {
  return months.map((month) => {
    const { budget, spent } = cellOf(row, month)
    return {
      month,
      budget: budget === null ? null : writeMinorUnits(budget, scale),
      spent: writeMinorUnits(spent, scale),
    }
  })
}
