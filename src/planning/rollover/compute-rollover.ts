import { eachMonth } from '../../calendar/each-month.js'
import { requireMonth, type Month } from '../../calendar/month.js'
import { atPath, guardInput, requireObject, withPath } from '../../errors/invalid-input.js'
import { noCategory } from '../../utilization/row-checks.js'
import { readSettings } from '../../utilization/settings-fields.js'
import type { TotalsFields } from '../fields.js'
import { readTotals } from '../totals-table.js'
import { rolloverOf } from './rollover-of.js'
import type { Rollover } from './rollover.js'
import { readRules, type CheckedRule, type RolloverRule } from './rules.js'

/** What {@link computeRollover} takes: the totals of the months from the earliest rule on, and the rules. */
export type RolloverInput = TotalsFields & {
  /** The month to report, `YYYY-MM`. */
  readonly month: string
  /** A rule for each category that carries, in any order. */
  readonly rules: Iterable<RolloverRule>
}

/**
 * Carries what is left or missing in a category from month to month, up to the reported month. A pure function of plain
 * data: it reads no clock and no storage, and changes none of its arguments. Nothing is stored, so an expense that is
 * recorded or corrected later is in every month after it.
 *
 * @param input - The month, the rules, and the totals of every month from the earliest `from` to `month`, as
 * `book.totals` gives them. Rows of other months are ignored. A rule whose `from` is after `month` is checked, but not
 * reported.
 * @throws `invalid_input`, with the path of the field: for two rules of a category (`duplicate`), an unknown category, a
 * cap below zero, a chain of more than 1,200 months (`too_big`), and everything that `computeUtilization` refuses.
 *
 * @example
 * ```ts
 * import { computeRollover } from 'budgetbook/planning'
 *
 * const { categories, summary } = computeRollover({
 *   month: '2026-02',
 *   settings: { currency: 'USD' },
 *   categories: [{ id: 'car', name: 'Car' }],
 *   budgets: [
 *     { categoryId: 'car', month: '2026-01', amount: '100.00' },
 *     { categoryId: 'car', month: '2026-02', amount: '100.00' },
 *   ],
 *   spending: [{ categoryId: 'car', month: '2026-01', spent: '40.00', expenseCount: 2 }],
 *   rules: [{ categoryId: 'car', from: '2026-01', cap: '50.00' }],
 * })
 * console.log(categories[0]?.steps.map(({ remaining, dropped }) => [remaining, dropped]))
 * // => [ [ '60.00', '10.00' ], [ '150.00', '100.00' ] ]
 * console.log(summary.carriedIn, summary.available) // => 50.00 150.00
 * ```
 */
export function computeRollover(input: RolloverInput): Rollover {
  return guardInput(() => {
    requireObject(input, 'The input')
    const month = atPath(['month'], () => requireMonth(input.month))
    // The rules come before the totals: they say which months to read.
    const rules = readRules(input.rules, month, readSettings(input.settings).scale)
    const first = firstMonthOf(rules, month)
    const table = readTotals(input, { from: first, to: month })
    requireCategories(rules, table.rows)
    const months = eachMonth(first, month)
    const rows = [...table.rows.values()].flatMap((row) => {
      const rule = rules.get(row.id)
      // Nothing is left of the months for a rule that begins after the reported one.
      return rule ? [{ ...row, rule, months: months.slice(months.length - Math.max(rule.length, 0)) }] : []
    })
    return rolloverOf({ ...table, month, rows })
  })
}

function firstMonthOf(rules: ReadonlyMap<string, CheckedRule>, month: Month): Month {
  let first = month
  for (const { from } of rules.values()) if (from < first) first = from
  return first
}

function requireCategories(
  rules: ReadonlyMap<string, CheckedRule>,
  rows: ReadonlyMap<string, unknown>,
): void {
  for (const [categoryId, { position }] of rules) {
    if (!rows.has(categoryId)) throw withPath(['rules', position], noCategory(categoryId))
  }
}
