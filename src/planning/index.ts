// budgetbook/planning: pure functions of the totals of several months. docs/planning.md explains the figures.

export type { MonthlySpendingFields, PlannedCategoryFields, TotalsFields } from './fields.js'
