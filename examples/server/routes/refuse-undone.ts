import type { Context } from 'hono'
import type { Limits } from '../database/limits.js'
import type { Reason } from '../database/undone.js'
import type { AppEnvironment } from '../environment.js'
import { refuse, refuseUnknown } from '../errors.js'

/** The answer to a change of books and members that was undone. */
export function refuseUndone(
  context: Context<AppEnvironment>,
  reason: Reason,
  { booksPerUser, membersPerBook }: Limits,
): Response {
  switch (reason) {
    case 'not_found':
      return refuseUnknown(context)
    case 'last_owner':
      return refuse(
        context,
        reason,
        'A book needs an owner. Make somebody else an owner first, or delete the book',
      )
    case 'too_many_books': {
      const text = `One user can be an owner of at most ${booksPerUser} shared books`
      return refuse(context, reason, text, {}, { maximum: booksPerUser })
    }
    case 'too_many_members': {
      const text = `A shared book can have at most ${membersPerBook} members, with those who are invited`
      return refuse(context, reason, text, {}, { maximum: membersPerBook })
    }
  }
}
