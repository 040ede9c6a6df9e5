// What the API should answer, with amounts as text: the names are its own, and the figures those of the book.
import type { BudgetBook } from 'budgetbook'
import type { PaceFigures, Rollover, RolloverStep } from 'budgetbook/planning'

const groupOf = ({ groupId }: { readonly groupId?: string | null }) =>
  groupId === undefined ? {} : { group_id: groupId }

/** The answer to a question about utilization, made of what the book says. */
export const reportOf = async (book: BudgetBook, month: string) => {
  const { currency, categories, unbudgeted, summary, compliance } = await book.utilization(month)
  return {
    message: `Budget utilization for ${month}`,
    month,
    currency,
    data: categories.map((line) => ({
      category_id: line.categoryId,
      category_name: line.name,
      ...groupOf(line),
      budget: line.budget,
      spent: line.spent,
      remaining: line.remaining,
      utilization_percent: line.utilizationPercent,
      status: line.status,
      expense_count: line.expenseCount,
      held: line.held,
      free: line.free,
    })),
    unbudgeted: unbudgeted.map((line) => ({
      category_id: line.categoryId,
      category_name: line.name,
      ...groupOf(line),
      spent: line.spent,
      expense_count: line.expenseCount,
      held: line.held,
    })),
    summary: {
      total_budget: summary.totalBudget,
      total_spent: summary.totalSpent,
      total_remaining: summary.totalRemaining,
      overall_utilization_percent: summary.utilizationPercent,
      warning_count: summary.statusCounts.warning,
      critical_count: summary.statusCounts.critical,
      over_budget_count: summary.statusCounts.over_budget,
      held: summary.held,
      free: summary.free,
    },
    compliance: { total_budget_exceeds_limit: compliance.exceedsLimit, message: compliance.message },
  }
}

const carriedOf = (figures: Omit<RolloverStep, 'month'> | Rollover['summary']) => ({
  carried_in: figures.carriedIn,
  budget: figures.budget,
  available: figures.available,
  spent: figures.spent,
  remaining: figures.remaining,
  carried_out: figures.carriedOut,
  dropped: figures.dropped,
})

/** The same about rollover. */
export const rolloverOf = async (book: BudgetBook, month: string) => {
  const { currency, categories, summary } = await book.rollover(month)
  return {
    message: `Rollover for ${month}`,
    month,
    currency,
    data: categories.map((line) => ({
      category_id: line.categoryId,
      category_name: line.name,
      ...carriedOf(line),
      utilization_percent: line.utilizationPercent,
      status: line.status,
      steps: line.steps.map((step) => ({ month: step.month, ...carriedOf(step) })),
    })),
    summary: carriedOf(summary),
  }
}

const figuresOf = (figures: PaceFigures) => ({
  expected: figures.expected,
  ahead: figures.ahead,
  upcoming: figures.upcoming,
  projected: figures.projected,
  projected_status: figures.projectedStatus,
  per_day: figures.perDay,
  on_track: figures.onTrack,
})

/** The same about the pace. */
export const paceOf = async (book: BudgetBook, month: string, options: Parameters<BudgetBook['pace']>[1]) => {
  const pace = await book.pace(month, options)
  return {
    message: `Pace of ${month}`,
    month,
    currency: pace.currency,
    today: '2026-02-14',
    days: pace.days,
    days_elapsed: pace.daysElapsed,
    days_left: pace.daysLeft,
    data: pace.categories.map((line) => ({
      category_id: line.categoryId,
      category_name: line.name,
      shape: line.shape,
      budget: line.budget,
      spent: line.spent,
      remaining: line.remaining,
      ...figuresOf(line),
      days_ahead: line.daysAhead,
    })),
    summary: figuresOf(pace.summary),
  }
}

/** The `data` of the answer with totals. */
export const totalsOf = async (book: BudgetBook, range: { from?: string; to?: string }) => {
  const { settings, categories, months, budgets, spending } = await book.totals(range)
  return {
    settings: {
      currency: settings.currency,
      monthly_budget_limit: settings.monthlyLimit,
      month_start_day: settings.monthStartDay,
    },
    thresholds: {},
    categories: categories.map(({ id, name, archived, groupId, rollover, metadata }) => ({
      id,
      name,
      archived,
      group: groupId,
      rollover,
      metadata,
    })),
    months: months.map(({ monthlyLimit, ...month }) => ({ ...month, monthly_budget_limit: monthlyLimit })),
    budgets: budgets.map(({ id, categoryId, month, amount, metadata }) => ({
      id,
      category: categoryId,
      month: `${month}-01`,
      amount,
      metadata,
    })),
    spending: spending.map(({ month, categoryId, spent, expenseCount }) => ({
      month,
      category: categoryId,
      spent,
      expense_count: expenseCount,
    })),
  }
}
