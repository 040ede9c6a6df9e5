import { isUserId } from '../user-ids.js'
import type { AppDatabase, Role } from './tables.js'

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
 * Makes a shared book. The user becomes its owner. Returns `false` and changes nothing if a book has this id already.
 */
export async function addBook(db: AppDatabase, { id, name }: NewBook, user: string): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const added = await transaction
      .insertInto('app_books')
      .values({ id, name, deleted_at: null })
      // If two requests come at once, the second waits here for the first.
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) return false
    await transaction
      .insertInto('app_members')
      .values({ book_id: id, user_id: user, role: 'owner', accepted: 1 })
      .execute()
    return true
  })
}

/** Whether a shared book has this name, or is already forgotten. */
export async function hasName(db: AppDatabase, bookId: string, name: string): Promise<boolean> {
  const row = await db.selectFrom('app_books').select('name').where('id', '=', bookId).executeTakeFirst()
  return row === undefined || row.name === name
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

/** Takes a shared book from all of its members. */
export async function markDeleted(db: AppDatabase, bookId: string): Promise<void> {
  await db.updateTable('app_books').set({ deleted_at: Date.now() }).where('id', '=', bookId).execute()
}

/** The books that were deleted, and are not forgotten yet. */
export async function deletedBooks(db: AppDatabase): Promise<string[]> {
  const rows = await db.selectFrom('app_books').select('id').where('deleted_at', 'is not', null).execute()
  return rows.map(({ id }) => id)
}

/** Forgets a book that was deleted before an instant, in milliseconds. */
export async function forgetBook(db: AppDatabase, bookId: string, before: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('app_books')
      .set({ name: '' })
      .where('id', '=', bookId)
      .where('deleted_at', '<', before)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    await transaction.deleteFrom('app_members').where('book_id', '=', bookId).execute()
    await transaction.deleteFrom('app_books').where('id', '=', bookId).execute()
  })
}
