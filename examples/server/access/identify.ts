import type { MiddlewareHandler } from 'hono'
import type { AppEnvironment } from '../environment.js'
import { isSignedIn } from '../database/users.js'
import type { AppDatabase } from '../database/tables.js'
import { refuseStranger } from '../errors.js'
import { readToken, type Token } from '../tokens.js'

/** The token of a request, if its user exists and has not signed out since. */
export async function signedInBy(
  request: Request,
  secret: Uint8Array,
  db: AppDatabase,
): Promise<Token | null> {
  const token = await readToken(request, secret)
  return token !== null && (await isSignedIn(db, token)) ? token : null
}

/** Finds out who sent a request. */
export function identify(secret: Uint8Array, db: AppDatabase): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => {
    context.set('token', await signedInBy(context.req.raw, secret, db))
    return next()
  }
}

/** Refuses a request without a user. Later steps know the user. */
export const requireUser: MiddlewareHandler<AppEnvironment> = async (context, next) => {
  const token = context.get('token')
  if (!token) return refuseStranger(context)
  context.set('user', token.user)
  return next()
}
