import type { Kysely } from 'kysely'

/**
 * A Kysely, or one of its transactions. Every statement names its tables itself, so the types of the app's tables do
 * not matter.
 */
// oxlint-disable-next-line typescript/no-explicit-any
export type Queryable = Kysely<any>
