import {
  sumAmounts,
  type Amount,
  type Category,
  type CategoryGroup,
  type Utilization,
  type UtilizationStatus,
} from 'budgetbook'
import { summarizeGroups, type GroupSummary } from 'budgetbook/planning'

/** What a line of the table shows. */
export interface Figures {
  /** What was budgeted; `null` without a budget. */
  readonly budget: Amount | null
  /** What was spent. */
  readonly spent: Amount
  /** What is left of the budget; `null` without a budget. */
  readonly remaining: Amount | null
  /** What is on hold. */
  readonly held: Amount
  /** How much of the budget is used, in percent; `null` if there is nothing to divide by. */
  readonly percent: number | null
  /** `null` without a budget. */
  readonly status: UtilizationStatus | null
}

/** The line of a category. */
export interface BudgetLine extends Figures {
  readonly categoryId: string
  readonly name: string
}

/** The lines of a group, and their sum. */
export interface BudgetSection {
  /** `null` for the categories that are in no group. */
  readonly groupId: string | null
  readonly name: string | null
  readonly lines: readonly BudgetLine[]
  readonly subtotal: Figures
}

/** Sorts the categories of a month into their groups: also those with neither a budget nor an expense. */
export function budgetSections(
  report: Utilization,
  categories: readonly Category[],
  groups: readonly CategoryGroup[],
): BudgetSection[] {
  const lines = linesOf(report, categories)
  const summaries = summarizeGroups(report, groups, undefined, categories)
  return summaries
    .map((summary) => ({
      groupId: summary.groupId,
      name: summary.name,
      lines: summary.categoryIds.flatMap((id) => lines.get(id) ?? []),
      subtotal: subtotalOf(summary),
    }))
    .filter(({ groupId, lines: own }) => groupId !== null || own.length > 0)
}

/** The sum of all lines. */
export function totalOf({ summary }: Utilization): Figures {
  const { totalBudget, totalSpent, totalRemaining, held, utilizationPercent, status } = summary
  return {
    budget: totalBudget,
    spent: totalSpent,
    remaining: totalRemaining,
    held,
    percent: utilizationPercent,
    status,
  }
}

function subtotalOf({ budget, spent, remaining, held, utilizationPercent, status }: GroupSummary): Figures {
  return { budget, spent, remaining, held, percent: utilizationPercent, status }
}

function linesOf(report: Utilization, categories: readonly Category[]): Map<string, BudgetLine> {
  const unspent = { budget: null, remaining: null, percent: null, status: null }
  const zero = sumAmounts([], report.currency)
  const lines = new Map<string, BudgetLine>()
  for (const { id, name } of categories) {
    lines.set(id, { categoryId: id, name, ...unspent, spent: zero, held: zero })
  }
  for (const { categoryId, name, spent, held } of report.unbudgeted) {
    lines.set(categoryId, { categoryId, name, ...unspent, spent, held })
  }
  for (const { utilizationPercent: percent, ...figures } of report.categories) {
    const { categoryId, name, budget, spent, remaining, held, status } = figures
    lines.set(categoryId, { categoryId, name, budget, spent, remaining, held, percent, status })
  }
  return lines
}
