// The entry budgetbook/sql. The root entry never imports it.

export { createSqlAdapter } from './sql-adapter.js'
export { migrate, migrateDown, type MigrateDownOptions } from './schema/migrate.js'
export { pruneOperations, type PruneOperationsOptions } from './maintenance/prune-operations.js'
export { repair, type RepairReport } from './maintenance/repair.js'
export { verify, type BookProblem } from './maintenance/verify.js'
export type { SqlMemory, SqlOptions } from './options.js'
