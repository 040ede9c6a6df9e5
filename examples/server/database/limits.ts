import type { Transaction } from 'kysely'
import type { Tables } from './tables.js'
import { Undone } from './undone.js'

/** How much there can be of what users make. */
export interface Limits {
  /** Of how many shared books one user can be an owner. */
  readonly booksPerUser: number
  /** How many members a shared book can have, with those who are invited. */
  readonly membersPerBook: number
}

/**
 * Undoes a change that made a user the owner of one more book, if there are too many now. Only books that the user
 * accepted and that are not deleted count.
 */
export async function requireFewBooks(
  transaction: Transaction<Tables>,
  user: string,
  { booksPerUser }: Limits,
): Promise<void> {
  // Locks the user: of two requests at once, the second counts what the first made.
  await transaction
    .updateTable('app_users')
    .set((row) => ({ tokens_valid_from: row.ref('tokens_valid_from') }))
    .where('id', '=', user)
    .execute()
  const { count } = await transaction
    .selectFrom('app_members')
    .innerJoin('app_books', 'app_books.id', 'app_members.book_id')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('user_id', '=', user)
    .where('role', '=', 'owner')
    .where('accepted', '=', 1)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(count) > booksPerUser) throw new Undone('too_many_books')
}

/** Undoes a change that added a member to a book, if there are too many now. The book must be locked. */
export async function requireFewMembers(
  transaction: Transaction<Tables>,
  bookId: string,
  { membersPerBook }: Limits,
): Promise<void> {
  const { count } = await transaction
    .selectFrom('app_members')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('book_id', '=', bookId)
    .executeTakeFirstOrThrow()
  if (Number(count) > membersPerBook) throw new Undone('too_many_members')
}
