// The entry budgetbook/http. The root entry never imports it.

export { createBudgetApi, type BudgetApi } from './create-budget-api.js'
export type { CsvBatch, CsvReader, RejectedCells } from './exchange/csv-reader.js'
export type { BudgetApiOptions, EventStreamOptions } from './options.js'
export type { BudgetApiLogEntry, LoggedCause, LoggedContents } from './log-entry.js'
