// The face of budgetbook/http; the root entry never reaches it.

export { createBudgetApi, type BudgetApi } from './create-budget-api.js'
export type { BudgetApiOptions } from './options.js'
export type { BudgetApiLogEntry, LoggedCause, LoggedContents } from './log-entry.js'
