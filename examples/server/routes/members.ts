import { Hono } from 'hono'
import * as z from 'zod'
import { requireUser } from '../access/identify.js'
import { membershipOf } from '../database/books.js'
import { acceptInvitation, membersOf, putMember, removeMember } from '../database/members.js'
import type { Limits } from '../database/limits.js'
import type { AppDatabase } from '../database/tables.js'
import { hasUser } from '../database/users.js'
import type { AppEnvironment } from '../environment.js'
import { refuse, refuseUnknown } from '../errors.js'
import { readBody, shortBody } from './input.js'
import { refuseUndone } from './refuse-undone.js'
import { refuseOthers, refuseSignedOut, requireOwner } from './require-owner.js'

const newRole = z.strictObject(
  { role: z.enum(['owner', 'editor', 'viewer'], 'A role is owner, editor or viewer') },
  'The body is an object with a role, and nothing else',
)

/**
 * Adds the routes of the members of a shared book. Only its owners can use them. But an invited user can accept or
 * decline, and every member can leave.
 */
export function memberRoutes(db: AppDatabase, limits: Limits): Hono<AppEnvironment> {
  const app = new Hono<AppEnvironment>({ strict: false })
  app.get('/books/:id/members', requireUser, requireOwner(db), async (context) => {
    const data = await membersOf(db, context.req.param('id'))
    return context.json({ message: 'Members', count: data.length, data })
  })
  app.put('/books/:id/members/:user', requireUser, requireOwner(db), shortBody, async (context) => {
    const { id, user } = context.req.param()
    const input = await readBody(context, newRole)
    if ('refusal' in input) return input.refusal
    // A client may send a body slowly. Meanwhile the user may have lost the right.
    const refusal = (await refuseSignedOut(context, db)) ?? (await refuseOthers(context, db))
    if (refusal) return refusal
    if (!(await hasUser(db, user))) return refuse(context, 'not_found', 'There is no such user')
    const put = await putMember(db, id, { user, role: input.body.role }, limits)
    if ('undone' in put) return refuseUndone(context, put.undone, limits)
    return context.json({ message: 'Member set', data: put.done })
  })
  app.post('/books/:id/accept', requireUser, async (context) => {
    const id = context.req.param('id')
    const user = context.get('user')
    if (!(await membershipOf(db, id, user))) return refuseUnknown(context)
    const accepted = await acceptInvitation(db, id, user, limits)
    if ('undone' in accepted) return refuseUndone(context, accepted.undone, limits)
    return context.json({ message: 'Invitation accepted' })
  })
  app.delete('/books/:id/members/:user', requireUser, async (context) => {
    const { id, user } = context.req.param()
    const refusal = user === context.get('user') ? null : await refuseOthers(context, db)
    if (refusal) return refusal
    if (!(await membershipOf(db, id, user))) return refuseUnknown(context)
    const removed = await removeMember(db, id, user)
    if ('undone' in removed) return refuseUndone(context, removed.undone, limits)
    return context.json({ message: 'Member removed' })
  })
  return app
}
