// budgetbook/planning: pure functions of the totals of several months. docs/planning.md explains the figures.

export type { MonthlySpendingFields, PlannedCategoryFields, TotalsFields } from './fields.js'

export { computeRollover, type RolloverInput } from './rollover/compute-rollover.js'
export type { CategoryRollover, Rollover, RolloverStep, RolloverSummary } from './rollover/rollover.js'
export type { RolloverRule } from './rollover/rules.js'

export { computePace } from './pace/compute-pace.js'
export {
  cumulativeSpending,
  type CumulativeSpendingInput,
  type DayOfSpending,
} from './pace/cumulative-spending.js'
export type { CategoryShape, PaceInput, PaceShape, UpcomingSpending } from './pace/input.js'
export type { CategoryPace, Pace, PaceFigures } from './pace/pace.js'

export { summarizeGroups } from './groups/summarize-groups.js'
export type { GroupFields, GroupSummary } from './groups/group-summary.js'

export { filterExpenses } from './expenses/filter-expenses.js'
export type { ExpenseSearch, SearchedExpenseFields } from './expenses/search.js'
export { summarizeBy, type AmountFields, type SpendingByKey } from './expenses/summarize-by.js'

export { explainUtilization } from './explain/explain-utilization.js'
export type {
  ExplainedBudgetFields,
  ExplainedExpenseFields,
  ExplainedFigure,
  Explanation,
  ExplanationInput,
  ExplanationLeaf,
  ExplanationRule,
} from './explain/explanation.js'

export { compareMonths } from './insights/compare-months.js'
export type {
  AmountChange,
  BudgetChange,
  ComparedCategory,
  MonthComparison,
} from './insights/month-comparison.js'
export type {
  CategoryMonth,
  MonthsSummary,
  MonthsTotal,
  SummarizedCategory,
  SummarizedMonth,
} from './insights/months-summary.js'
export { suggestBudgets } from './insights/suggest-budgets.js'
export type { BudgetSuggestion, BudgetSuggestionsInput, SuggestionMonth } from './insights/suggest-budgets.js'
export type { SuggestionBasis, SuggestionOptions } from './insights/suggestion-options.js'
export { summarizeMonths, type MonthsSummaryInput } from './insights/summarize-months.js'

export { draftExpenses } from './recurring/draft-expenses.js'
export type {
  DraftedExpense,
  DraftExpensesInput,
  ExpenseDraft,
  ExpenseSchedule,
} from './recurring/draft-expenses.js'
export type {
  AverageReason,
  ByReason,
  CopyReason,
  FixedReason,
  MonthPlan,
  PlannedBudget,
  PlanReason,
  ReasonBase,
  RecurringReason,
  RefillReason,
  ShareReason,
  SpentInMonth,
} from './recurring/month-plan.js'
export { occurrences, type DateRange } from './recurring/occurrences.js'
export { planMonth, type CarriedInFields, type PlanMonthInput } from './recurring/plan-month.js'
export { prorate, type Period } from './recurring/prorate.js'
export type {
  MonthlyRecurrence,
  Recurrence,
  RecurrenceBase,
  WeeklyRecurrence,
  YearlyRecurrence,
} from './recurring/recurrence.js'
export type {
  AverageTemplate,
  BudgetTemplate,
  ByTemplate,
  CopyTemplate,
  FixedTemplate,
  RecurringTemplate,
  RefillTemplate,
  ShareTemplate,
  TemplateBase,
} from './recurring/template.js'
