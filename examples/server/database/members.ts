import type { Transaction } from 'kysely'
import type { Membership } from './books.js'
import { requireFewBooks, requireFewMembers, type Limits } from './limits.js'
import type { AppDatabase, Tables } from './tables.js'
import { changeOrUndo, Undone, type Outcome } from './undone.js'

/** A member of a shared book, or somebody who is invited to it. */
export interface Member extends Membership {
  readonly user: string
}

/** The members of a shared book, and those who are invited, by user. */
export async function membersOf(db: AppDatabase, bookId: string): Promise<Member[]> {
  const rows = await db
    .selectFrom('app_members')
    .select(['user_id as user', 'role', 'accepted'])
    .where('book_id', '=', bookId)
    .orderBy('user_id')
    .execute()
  return rows.map((row) => ({ ...row, accepted: row.accepted === 1 }))
}

/**
 * Invites a user to a shared book; or changes the role of somebody who is a member or invited. Undone if the book would
 * then have no owner or too many members, or if a member would own too many books.
 */
export async function putMember(
  db: AppDatabase,
  bookId: string,
  { user, role }: Pick<Member, 'user' | 'role'>,
  limits: Limits,
): Promise<Outcome<Member>> {
  return keepingAnOwner(db, bookId, async (transaction) => {
    const before = await transaction
      .selectFrom('app_members')
      .select('role')
      .where('book_id', '=', bookId)
      .where('user_id', '=', user)
      .executeTakeFirst()
    const { accepted } = await transaction
      .insertInto('app_members')
      .values({ book_id: bookId, user_id: user, role, accepted: 0 })
      .onConflict((conflict) => conflict.columns(['book_id', 'user_id']).doUpdateSet({ role }))
      .returning('accepted')
      .executeTakeFirstOrThrow()
    if (!before) await requireFewMembers(transaction, bookId, limits)
    // Somebody who is invited has not accepted to be an owner.
    const isNewOwner = accepted === 1 && role === 'owner' && before?.role !== 'owner'
    if (isNewOwner) await requireFewBooks(transaction, user, limits)
    return { user, role, accepted: accepted === 1 }
  })
}

/**
 * Makes an invited user a member. To accept twice changes nothing. Undone if nobody invited the user, or if the user
 * would own too many books.
 */
export async function acceptInvitation(
  db: AppDatabase,
  bookId: string,
  user: string,
  limits: Limits,
): Promise<Outcome<void>> {
  return changeOrUndo(db, async (transaction) => {
    // It never adds a row. So an owner withdraws the invitation either before it or after it.
    const accepted = await transaction
      .updateTable('app_members')
      .set({ accepted: 1 })
      .where('book_id', '=', bookId)
      .where('user_id', '=', user)
      .where('accepted', '=', 0)
      .returning('role')
      .executeTakeFirst()
    if (accepted?.role === 'owner') await requireFewBooks(transaction, user, limits)
    if (accepted) return
    const member = await transaction
      .selectFrom('app_members')
      .select('user_id')
      .where('book_id', '=', bookId)
      .where('user_id', '=', user)
      .executeTakeFirst()
    if (!member) throw new Undone('not_found')
  })
}

/** Takes a shared book from a member, or an invitation back. Undone if the book would then have no owner. */
export async function removeMember(db: AppDatabase, bookId: string, user: string): Promise<Outcome<void>> {
  return keepingAnOwner(db, bookId, async (transaction) => {
    await transaction
      .deleteFrom('app_members')
      .where('book_id', '=', bookId)
      .where('user_id', '=', user)
      .execute()
  })
}

async function keepingAnOwner<Result>(
  db: AppDatabase,
  bookId: string,
  change: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Outcome<Result>> {
  return changeOrUndo(db, async (transaction) => {
    // Locks the book. Otherwise, two owners could remove each other at the same time.
    const { numUpdatedRows } = await transaction
      .updateTable('app_books')
      .set({ id: bookId })
      .where('id', '=', bookId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Undone('not_found')
    const result = await change(transaction)
    const owner = await transaction
      .selectFrom('app_members')
      .select('user_id')
      .where('book_id', '=', bookId)
      .where('role', '=', 'owner')
      // Somebody who is invited may never come.
      .where('accepted', '=', 1)
      .executeTakeFirst()
    if (!owner) throw new Undone('last_owner')
    return result
  })
}
