import type { Transaction } from 'kysely'
import type { AppDatabase, Tables } from './tables.js'

/** Why a change of books and members was undone. */
export type Reason = 'not_found' | 'last_owner' | 'too_many_books' | 'too_many_members'

/** The result of a change, or why nothing was changed. */
export type Outcome<Result> = { readonly done: Result } | { readonly undone: Reason }

/** Undoes the change that is under way. */
export class Undone extends Error {
  readonly reason: Reason

  constructor(reason: Reason) {
    super(reason)
    this.reason = reason
  }
}

/** Makes a change in a transaction. If it throws {@link Undone}, nothing of it stays. */
export async function changeOrUndo<Result>(
  db: AppDatabase,
  change: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Outcome<Result>> {
  try {
    return { done: await db.transaction().execute(change) }
  } catch (error) {
    if (error instanceof Undone) return { undone: error.reason }
    throw error
  }
}
