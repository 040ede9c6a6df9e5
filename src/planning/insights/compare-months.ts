import { atPath, guardInput, invalidInput } from '../../errors/invalid-input.js'
import { writeMinorUnits } from '../../money/minor-units.js'
import type { Utilization } from '../../utilization/report.js'
import { percentOf } from '../../utilization/status.js'
import type { AmountChange, BudgetChange, ComparedCategory, MonthComparison } from './month-comparison.js'
import { readReport, type ReportLine } from '../read-report.js'

/**
 * Compares the reports of two months: for each category and in total, the budget and the spending before and after, and
 * the change. Spending in categories without a budget counts too. A pure function.
 *
 * @param before - The first report. It may also be of another book, or of the later month.
 * @param after - The second report, in the same currency.
 * @throws `invalid_input` for anything but two reports, with a path that begins with `before` or `after`; and for two
 * currencies, with the path `after.currency`.
 *
 * @example
 * ```ts
 * import { computeUtilization } from 'budgetbook'
 * import { compareMonths } from 'budgetbook/planning'
 *
 * const totals = {
 *   settings: { currency: 'USD' },
 *   categories: [{ id: 'travel', name: 'Travel' }],
 *   budgets: [{ categoryId: 'travel', month: '2026-02', amount: '500.00' }],
 *   expenses: [
 *     { categoryId: 'travel', date: '2026-01-14', amount: '300.00' },
 *     { categoryId: 'travel', date: '2026-02-02', amount: '240.00' },
 *   ],
 * }
 * const january = computeUtilization({ month: '2026-01', ...totals })
 * const february = computeUtilization({ month: '2026-02', ...totals })
 * const [travel] = compareMonths(january, february).categories
 * console.log(travel?.spent.change, travel?.spent.changePercent) // => -60.00 -20
 * console.log(travel?.budget.before, travel?.budget.after) // => null 500.00
 * ```
 */
export function compareMonths(before: Utilization, after: Utilization): MonthComparison {
  return guardInput(() => {
    const old = atPath(['before'], () => readReport(before))
    const now = atPath(['after'], () => readReport(after))
    const { currency, scale } = now
    if (currency !== old.currency) {
      throw invalidInput('invalid_value', 'The reports have two currencies', ['after', 'currency'])
    }
    const categories: ComparedCategory[] = []
    for (const categoryId of new Set([...now.lines.keys(), ...old.lines.keys()])) {
      categories.push(
        comparedCategory(categoryId, old.lines.get(categoryId), now.lines.get(categoryId), scale),
      )
    }
    const total = (pick: (line: ReportLine) => bigint) =>
      amountChange(sumOf(old.lines, pick), sumOf(now.lines, pick), scale)
    return {
      before: old.month,
      after: now.month,
      currency,
      categories,
      total: { budget: total(({ budget }) => budget ?? 0n), spent: total(({ spent }) => spent) },
    }
  })
}

function comparedCategory(
  categoryId: string,
  old: ReportLine | undefined,
  now: ReportLine | undefined,
  scale: number,
): ComparedCategory {
  return {
    categoryId,
    name: now?.name ?? old?.name ?? '',
    budget: budgetChange(old?.budget ?? null, now?.budget ?? null, scale),
    spent: amountChange(old?.spent ?? 0n, now?.spent ?? 0n, scale),
    missingIn: old === undefined ? 'before' : now === undefined ? 'after' : null,
  }
}

function budgetChange(before: bigint | null, after: bigint | null, scale: number): BudgetChange {
  const change = amountChange(before ?? 0n, after ?? 0n, scale)
  return {
    ...change,
    before: before === null ? null : change.before,
    after: after === null ? null : change.after,
  }
}

function amountChange(before: bigint, after: bigint, scale: number): AmountChange {
  const change = after - before
  return {
    before: writeMinorUnits(before, scale),
    after: writeMinorUnits(after, scale),
    change: writeMinorUnits(change, scale),
    changePercent: changePercentOf(change, before),
  }
}

function changePercentOf(change: bigint, before: bigint): number | null {
  if (change === 0n) return 0
  return before === 0n ? null : percentOf(change, before < 0n ? -before : before)
}

function sumOf(lines: ReadonlyMap<string, ReportLine>, pick: (line: ReportLine) => bigint): bigint {
  let sum = 0n
  for (const line of lines.values()) sum += pick(line)
  return sum
}
