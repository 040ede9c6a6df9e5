// The entry budgetbook/sql. The root entry never imports it.

export { createSqlAdapter } from './sql-adapter.js'
export { migrate, migrateDown, type MigrateDownOptions } from './schema/migrate.js'
export { bookIds, type BookIdsOptions } from './maintenance/book-ids.js'
export { pruneHistory, type PruneHistoryOptions } from './maintenance/prune-history.js'
export { pruneHolds, type PruneHoldsOptions } from './maintenance/prune-holds.js'
export { pruneOperations, type PruneOperationsOptions } from './maintenance/prune-operations.js'
export { repair, type RepairReport } from './maintenance/repair.js'
export type { BookProblem } from './maintenance/problem.js'
export { verify } from './maintenance/verify.js'
export type { SqlMemory, SqlOptions } from './options.js'
export type { SqlWatch } from './watch/watch-options.js'
