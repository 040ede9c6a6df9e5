import type { BudgetApiOptions } from 'budgetbook/http'
import { roleOf } from '../database/books.js'
import type { AppDatabase } from '../database/tables.js'
import { mayDo, type Operation } from './roles.js'

/** Who sent a request, and which book it is about. */
export interface Access {
  readonly user: string
  /** The id of a shared book. `null`: the user's own. */
  readonly shared: string | null
}

/** What the API asks the app about a request, and where the app keeps the answers. */
export interface Accesses extends Pick<BudgetApiOptions, 'authenticate'> {
  /** Lets a request in, after its user and role were looked up. */
  readonly admit: (request: Request, access: Access) => void
  /** Notes which operation of a shared book a request asks for, after the role was found to allow it. */
  readonly allow: (request: Request, operation: Operation) => void
}

/**
 * Keeps the access of each request in a WeakMap, under the request itself: a client can send any header and any query,
 * but cannot send an entry of this map.
 *
 * @param userOf - Reads the token of a request, and looks the user up.
 */
export function keepAccesses(
  db: AppDatabase,
  userOf: (request: Request) => Promise<string | null>,
): Accesses {
  const accesses = new WeakMap<Request, Access>()
  const operations = new WeakMap<Request, Operation>()
  const justAdmitted = new WeakSet<Request>()
  return {
    admit: (request, access) => {
      accesses.set(request, access)
      justAdmitted.add(request)
    },
    allow: (request, operation) => void operations.set(request, operation),
    // The API asks again after a body that took its time, and again and again while an event stream is open. From the
    // second time on, everything is looked up again, because the user may have signed out or lost the role.
    authenticate: async (request) => {
      const access = accesses.get(request)
      if (!access) return null
      if (justAdmitted.delete(request)) return bookIdOf(access)
      const { user, shared } = access
      if ((await userOf(request)) !== user) return null
      if (shared === null) return bookIdOf(access)
      const [role, operation] = [await roleOf(db, shared, user), operations.get(request)]
      return role !== null && operation !== undefined && mayDo(role, operation) ? bookIdOf(access) : null
    },
  }
}

/** The id of the budget book. Whatever the id of a user is, their own book never has the id of a shared book. */
export function bookIdOf({ user, shared }: Access): string {
  return shared === null ? `user:${user}` : `shared:${shared}`
}
