import type { Token } from '../tokens.js'
import { isUserId } from '../user-ids.js'
import type { AppDatabase } from './tables.js'

/** Adds a user, unless the id exists. Throws for an invalid id. */
export async function addUser(db: AppDatabase, id: string): Promise<void> {
  if (!isUserId(id)) {
    throw new Error(`A user has 1 to 100 letters, digits and . @ + - _, unlike ${JSON.stringify(id)}`)
  }
  await db
    .insertInto('app_users')
    .values({ id, tokens_valid_from: 0 })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** Whether there is such a user. */
export async function hasUser(db: AppDatabase, id: string): Promise<boolean> {
  if (!isUserId(id)) return false
  const row = await db.selectFrom('app_users').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

/** Whether the user of a token still exists, and has not signed out since it was issued. */
export async function isSignedIn(db: AppDatabase, { user, issuedAt }: Token): Promise<boolean> {
  const row = await db
    .selectFrom('app_users')
    .select('id')
    .where('id', '=', user)
    .where('tokens_valid_from', '<', issuedAt)
    .executeTakeFirst()
  return row !== undefined
}

/** Invalidates all tokens of a user that were issued until now. */
export async function signOut(db: AppDatabase, { user, issuedAt }: Token): Promise<void> {
  // The clock of the process that issued the token may be ahead.
  const until = Math.max(Date.now(), issuedAt)
  await db
    .updateTable('app_users')
    .set({ tokens_valid_from: until })
    .where('id', '=', user)
    .where('tokens_valid_from', '<', until)
    .execute()
}
