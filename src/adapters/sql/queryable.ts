import type { Kysely } from 'kysely'

/** A Kysely, or one of its transactions. The tables are named in every statement, so the types of others do not matter. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Queryable = Kysely<any>
