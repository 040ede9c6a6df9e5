import { isUserId } from '../user-ids.js'
import { requireFewBooks, type Limits } from './limits.js'
import type { AppDatabase, Role } from './tables.js'
import { changeOrUndo, type Outcome } from './undone.js'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A user's part in a shared book. */
export interface Membership {
  readonly role: Role
  /** `false` for an invitation, which allows nothing. */
  readonly accepted: boolean
}

/** A shared book, as one of its members sees it, or somebody who is invited. */
export interface SharedBook extends Membership {
  readonly id: string
  readonly name: string
}

/** A new shared book. */
export interface NewBook {
  readonly id: string
  readonly name: string
}

/**
 * Makes a shared book. The user becomes its owner. Gives `false` and changes nothing if a book has or had this id
 * already. Undone if the user would own too many books.
 */
export async function addBook(
  db: AppDatabase,
  { id, name }: NewBook,
  user: string,
  limits: Limits,
): Promise<Outcome<boolean>> {
  return changeOrUndo(db, async (transaction) => {
    const added = await transaction
      .insertInto('app_books')
      .values({ id, name, deleted_at: null, emptied_at: null })
      // If two requests come at once, the second waits here for the first.
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) return false
    await transaction
      .insertInto('app_members')
      .values({ book_id: id, user_id: user, role: 'owner', accepted: 1 })
      .execute()
    await requireFewBooks(transaction, user, limits)
    return true
  })
}

/** Whether a shared book has another name. A book that was deleted has none. */
export async function hasOtherName(db: AppDatabase, bookId: string, name: string): Promise<boolean> {
  const row = await db
    .selectFrom('app_books')
    .select('id')
    .where('id', '=', bookId)
    .where('name', '<>', name)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** The shared books of a user, and those that the user is invited to, by name. */
export async function booksOf(db: AppDatabase, user: string): Promise<SharedBook[]> {
  const rows = await db
    .selectFrom('app_members')
    .innerJoin('app_books', 'app_books.id', 'app_members.book_id')
    .select(['app_books.id', 'app_books.name', 'role', 'accepted'])
    .where('user_id', '=', user)
    .where('deleted_at', 'is', null)
    .orderBy('app_books.name')
    .orderBy('app_books.id')
    .execute()
  return rows.map((row) => ({ ...row, accepted: row.accepted === 1 }))
}

/**
 * The role of a user in a shared book. `null` for everybody else, including invited users, and if there is no such
 * book.
 */
export async function roleOf(db: AppDatabase, bookId: string, user: string): Promise<Role | null> {
  const membership = await membershipOf(db, bookId, user)
  return membership?.accepted ? membership.role : null
}

/**
 * The membership or the invitation of a user in a shared book. `null` if the user has neither, and if there is no such
 * book.
 */
export async function membershipOf(
  db: AppDatabase,
  bookId: string,
  user: string,
): Promise<Membership | null> {
  // A database may refuse other text instead of not finding it, such as text with a NUL in it.
  if (!uuid.test(bookId) || !isUserId(user)) return null
  const row = await db
    .selectFrom('app_members')
    .innerJoin('app_books', 'app_books.id', 'app_members.book_id')
    .select(['role', 'accepted'])
    .where('book_id', '=', bookId)
    .where('user_id', '=', user)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row ? { ...row, accepted: row.accepted === 1 } : null
}
