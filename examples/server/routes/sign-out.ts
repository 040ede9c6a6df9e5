import { Hono } from 'hono'
import { requireUser } from '../access/identify.js'
import type { AppDatabase } from '../database/tables.js'
import { signOut } from '../database/users.js'
import type { AppEnvironment } from '../environment.js'
import { refuseStranger } from '../errors.js'

/** Adds the route that ends all tokens of the caller. */
export function signOutRoutes(db: AppDatabase): Hono<AppEnvironment> {
  const app = new Hono<AppEnvironment>({ strict: false })
  app.post('/sign-out', requireUser, async (context) => {
    const token = context.get('token')
    if (!token) return refuseStranger(context)
    await signOut(db, token)
    return context.json({ message: 'Signed out' })
  })
  return app
}
