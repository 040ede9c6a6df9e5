// The face of budgetbook/sql; the root entry never reaches it.

export { createSqlAdapter } from './sql-adapter.js'
export { migrate, migrateDown, type MigrateDownOptions } from './schema/migrate.js'
export { verify, type BookProblem } from './read/verify.js'
export type { SqlOptions } from './options.js'
