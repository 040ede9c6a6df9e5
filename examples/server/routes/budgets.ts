import { Hono, type Context } from 'hono'
import * as csv from 'budgetbook/csv'
import { createBudgetApi, type BudgetApi } from 'budgetbook/http'
import { keepAccesses } from '../access/access.js'
import { settingsChanges } from '../access/settings-changes.js'
import { guardApi } from '../access/guarded-api.js'
import { requireUser, signedInBy } from '../access/identify.js'
import { sharedPlaceOf } from '../access/shared-place.js'
import type { Books } from '../books.js'
import { roleOf } from '../database/books.js'
import type { Configuration } from '../configuration.js'
import type { AppDatabase } from '../database/tables.js'
import type { AppEnvironment } from '../environment.js'
import { refuseUnknown } from '../errors.js'
import type { AccessEntry } from '../observability/log.js'
import { limitPlaces, type Caller } from '../protection/place-limits.js'

// The default of the API.
const importLimit = 16_777_216

/** What the routes of the budget books need. */
export interface BudgetParts {
  readonly db: AppDatabase
  readonly secret: Uint8Array
  readonly books: Books
  readonly configuration: Pick<Configuration, 'streamsPerUser' | 'importsPerUser'>
  readonly answered: (entry: AccessEntry) => void
}

/** Adds the API twice: below `/api` for the caller's own book, and below `/books/:id/api` for a shared one. */
export function budgetRoutes({ db, secret, books, configuration, answered }: BudgetParts) {
  // What is known of a request while the API answers it, and until its stream is over.
  const asked = new WeakMap<Request, Caller>()
  const askerOf = (request: Request) => asked.get(request)?.context.get('token')?.user
  const userOf = async (request: Request) => (await signedInBy(request, secret, db))?.user ?? null
  const { admit, allow, authenticate } = keepAccesses(db, userOf)
  const api = createBudgetApi({
    authenticate,
    actor: askerOf,
    openBook: books.bookOf,
    importLimit,
    // Imports may send the CSV file of a bank instead of rows.
    csv,
    log: (entry, request) => {
      asked.get(request)?.leave?.()
      answered({ ...entry, user: askerOf(request) ?? null })
    },
  })
  const answerByApi: BudgetApi['fetch'] = async (request) => {
    const response = await api.fetch(request)
    asked.get(request)?.context.set('isAnsweredByApi', true)
    return response
  }
  const fetch = limitPlaces(answerByApi, (request) => asked.get(request), { ...configuration, importLimit })
  const guarded = guardApi({ ...api, fetch }, allow, settingsChanges(books))
  const answer = async (
    context: Context<AppEnvironment>,
    request: Request,
    ask: (request: Request) => Promise<Response>,
  ): Promise<Response> => {
    asked.set(request, { context })
    return ask(request)
  }
  const app = new Hono<AppEnvironment>()
  app.all('/api/*', async (context) => {
    const request = context.req.raw
    const user = context.get('token')?.user
    // A request without a user gets an answer of the API, too: it has public routes.
    if (user !== undefined) admit(request, { user, shared: null })
    return answer(context, request, fetch)
  })
  app.all('/books/:id/api/*', requireUser, async (context) => {
    const place = sharedPlaceOf(context.req.raw)
    if (!place) return refuseUnknown(context)
    const user = context.get('user')
    const role = await roleOf(db, place.bookId, user)
    if (role === null) return refuseUnknown(context)
    admit(place.request, { user, shared: place.bookId })
    return answer(context, place.request, async (request) =>
      guarded(request, { bookId: place.bookId, role, outer: context }),
    )
  })
  return { app, api }
}
