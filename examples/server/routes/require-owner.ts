import type { Context, MiddlewareHandler } from 'hono'
import { roleOf } from '../database/books.js'
import type { AppDatabase } from '../database/tables.js'
import { isSignedIn } from '../database/users.js'
import type { AppEnvironment } from '../environment.js'
import { refuse, refuseStranger, refuseUnknown } from '../errors.js'

/** Lets only the owners of the book in the path continue. For a user who is not a member, the book does not exist. */
export function requireOwner(db: AppDatabase): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => (await refuseOthers(context, db)) ?? next()
}

/** The answer to somebody who is not an owner of the book in the path, `null` for an owner. */
export async function refuseOthers(
  context: Context<AppEnvironment>,
  db: AppDatabase,
): Promise<Response | null> {
  const role = await roleOf(db, context.req.param('id') ?? '', context.get('user'))
  if (role === null) return refuseUnknown(context)
  return role === 'owner' ? null : refuse(context, 'forbidden', 'Only an owner of the book can do this')
}

/** The answer to a user who signed out while the body of the request arrived, `null` for others. */
export async function refuseSignedOut(
  context: Context<AppEnvironment>,
  db: AppDatabase,
): Promise<Response | null> {
  const token = context.get('token')
  return token && (await isSignedIn(db, token)) ? null : refuseStranger(context)
}
