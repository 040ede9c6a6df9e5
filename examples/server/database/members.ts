import type { Transaction } from 'kysely'
import type { Membership } from './books.js'
import type { AppDatabase, Role, Tables } from './tables.js'

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
 * Invites a user to a shared book; or changes the role of somebody who is a member or invited. Returns `null` and
 * changes nothing if the book would then have no owner.
 */
export async function putMember(
  db: AppDatabase,
  bookId: string,
  user: string,
  role: Role,
): Promise<Member | null> {
  return keepingAnOwner(db, bookId, async (transaction) => {
    const { accepted } = await transaction
      .insertInto('app_members')
      .values({ book_id: bookId, user_id: user, role, accepted: 0 })
      .onConflict((conflict) => conflict.columns(['book_id', 'user_id']).doUpdateSet({ role }))
      .returning('accepted')
      .executeTakeFirstOrThrow()
    return { user, role, accepted: accepted === 1 }
  })
}

/** Makes an invited user a member. `false` if nobody invited the user. To accept twice changes nothing. */
export async function acceptInvitation(db: AppDatabase, bookId: string, user: string): Promise<boolean> {
  // One statement, which never adds a row. So an owner withdraws the invitation either before it or after it.
  const { numUpdatedRows } = await db
    .updateTable('app_members')
    .set({ accepted: 1 })
    .where('book_id', '=', bookId)
    .where('user_id', '=', user)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Takes a shared book from a member, or an invitation back. Returns `false` and changes nothing if it would then have
 * no owner.
 */
export async function removeMember(db: AppDatabase, bookId: string, user: string): Promise<boolean> {
  const removed = await keepingAnOwner(db, bookId, async (transaction) =>
    transaction.deleteFrom('app_members').where('book_id', '=', bookId).where('user_id', '=', user).execute(),
  )
  return removed !== null
}

class NoOwner extends Error {}

async function keepingAnOwner<Result>(
  db: AppDatabase,
  bookId: string,
  change: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result | null> {
  try {
    return await db.transaction().execute(async (transaction) => {
      // Locks the book. Otherwise, two owners could remove each other at the same time.
      await transaction.updateTable('app_books').set({ id: bookId }).where('id', '=', bookId).execute()
      const result = await change(transaction)
      const owner = await transaction
        .selectFrom('app_members')
        .select('user_id')
        .where('book_id', '=', bookId)
        .where('role', '=', 'owner')
        // Somebody who is invited may never come.
        .where('accepted', '=', 1)
        .executeTakeFirst()
      // Undoes the change.
      if (!owner) throw new NoOwner()
      return result
    })
  } catch (error) {
    if (error instanceof NoOwner) return null
    throw error
  }
}
