import type { Amount } from '../../money/amount.js'
import { writeMinorUnits } from '../../money/minor-units.js'
import { reportOf } from '../../utilization/report-of.js'
import type { UtilizationStatus } from '../../utilization/status.js'
import type { ExplainedFigure, Explanation, ExplanationLeaf, ExplanationRule } from './explanation.js'
import type { ExplainedEntry, ExplainedLedger } from './read-inputs.js'

/** Explains a category. Without a budget, a report has only its spending. */
export function explainCategory(ledger: ExplainedLedger, entry: ExplainedEntry): Explanation {
  const { categoryId } = entry
  // The values come from the report itself, so that the tree cannot say anything else.
  const [line] = reportOf({ ...ledger, entries: [entry] }).categories
  const spent = spentOf(entry, ledger.scale)
  const figures = line ? figuresOf(budgetOf(entry, ledger.scale), spent, [], line) : [spent]
  return node('category', categoryId, null, 'figures', figures)
}

/** Explains the summary of a month. */
export function explainSummary(ledger: ExplainedLedger): Explanation {
  const { summary } = reportOf(ledger)
  const { entries, scale } = ledger
  const budgeted = entries.filter((entry) => entry.budget !== null)
  const others = entries.filter(isUnbudgeted)
  const sumOf = (figure: ExplainedFigure, value: Amount, of: readonly Explanation[]) =>
    node(figure, null, value, 'sum', of)
  const budgets = budgeted.map((entry) => budgetOf(entry, scale))
  const budget = sumOf('budget', summary.totalBudget, budgets)
  const withoutBudget = others.map((entry) => spentOf(entry, scale))
  const unbudgetedSpent = sumOf('unbudgetedSpent', summary.unbudgetedSpent, withoutBudget)
  const spending = budgeted.map((entry) => spentOf(entry, scale))
  const spent = sumOf('spent', summary.totalSpent, [...spending, unbudgetedSpent])
  const compared = { ...summary, remaining: summary.totalRemaining }
  return node('summary', null, null, 'figures', figuresOf(budget, spent, [unbudgetedSpent], compared))
}

// As in a report: not the categories in which nothing happened.
function isUnbudgeted({ budget, spent, expenseCount }: ExplainedEntry): boolean {
  return budget === null && (expenseCount > 0 || spent !== 0n)
}

/** What a report computes from a budget and spending. */
interface Compared {
  readonly remaining: Amount
  readonly utilizationPercent: number | null
  readonly status: UtilizationStatus | null
}

function figuresOf(
  budget: Explanation,
  spent: Explanation,
  more: readonly Explanation[],
  { remaining, utilizationPercent, status }: Compared,
): Explanation[] {
  const { categoryId } = budget
  // A rule of its own, because a budget of zero has a percentage and a status.
  const isMissing = budget.of.length === 0
  const parts = isMissing ? [budget] : [spent, budget]
  return [
    budget,
    spent,
    ...more,
    node('remaining', categoryId, remaining, 'difference', [budget, spent]),
    node('utilizationPercent', categoryId, utilizationPercent, isMissing ? 'no_budget' : 'ratio', parts),
    node('status', categoryId, status, isMissing ? 'no_budget' : 'threshold', parts),
  ]
}

function spentOf({ categoryId, spent, spending }: ExplainedEntry, scale: number): Explanation {
  return node('spent', categoryId, writeMinorUnits(spent, scale), 'sum', spending)
}

function budgetOf({ categoryId, budget, budgets }: ExplainedEntry, scale: number): Explanation {
  return node('budget', categoryId, writeMinorUnits(budget ?? 0n, scale), 'sum', budgets)
}

function node(
  figure: ExplainedFigure,
  categoryId: string | null,
  value: Explanation['value'],
  rule: ExplanationRule,
  of: readonly (Explanation | ExplanationLeaf)[],
): Explanation {
  return { figure, categoryId, value, rule, of }
}
