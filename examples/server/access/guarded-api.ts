import { Hono, type Context } from 'hono'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import type { JsonObject } from 'budgetbook'
import type { BudgetApi } from 'budgetbook/http'
import type { Role } from '../database/tables.js'
import type { AppEnvironment } from '../environment.js'
import { refuse } from '../errors.js'
import type { Accesses } from './access.js'
import { mayDo, type Operation } from './roles.js'

/** The shared book that a request is about, and the role of its user there. */
interface Place {
  readonly bookId: string
  readonly role: Role
  /** The request as the app around got it. */
  readonly outer: Context<AppEnvironment>
}

/** Answers a request to a shared book, if the role may do what it asks for. */
export type GuardedApi = (request: Request, place: Place) => Promise<Response>

interface Environment {
  readonly Bindings: Place
}

/**
 * Puts the roles in front of the API. The routes are those of its OpenAPI document, on the router that the API uses too:
 * comparing paths by hand would miss one that is written differently, such as `/api/book/%69mport`.
 *
 * @param allow - Called with the operation of a request, before the API gets it.
 * @param hasChangedSettings - Whether an entry of the history of a shared book changed its settings.
 */
export function guardApi(
  api: BudgetApi,
  allow: Accesses['allow'],
  hasChangedSettings: (bookId: string, entryId: string) => Promise<boolean>,
): GuardedApi {
  const app = new Hono<Environment>({ strict: false, router: new RegExpRouter() })
  for (const { method, path, ...described } of operationsOf(api.openApiDocument())) {
    app.on(method, path, async (context) => {
      const { bookId, role } = context.env
      const { raw } = context.req
      const entryId = described.id === 'undoChange' ? context.req.param('id') : undefined
      // An entry never changes, so it may be looked at before it is undone.
      const changesSettings = entryId !== undefined && (await hasChangedSettings(bookId, entryId))
      const operation = { ...described, changesSettings }
      if (!mayDo(role, operation)) return refuseRole(context.env)
      allow(raw, operation)
      return api.fetch(raw)
    })
  }
  // The document has no such operation: the API answers with 404 or 405. If the method could change something, the
  // request gets that far only for users who may do everything.
  app.notFound(async (context) => {
    const { method, raw } = context.req
    return context.env.role === 'owner' || isRead(method) ? api.fetch(raw) : refuseRole(context.env)
  })
  // The app around this one answers for failures, and knows what an outage is.
  app.onError((thrown) => {
    throw thrown
  })
  return async (request, place) => app.fetch(request, place)
}

function refuseRole({ outer, role }: Place): Response {
  return refuse(outer, 'forbidden', `Your role in this book is ${role}, and cannot do this`)
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
}

function operationsOf(
  document: JsonObject,
): (Operation & { readonly method: string; readonly path: string })[] {
  const paths = document['paths'] as Record<string, Record<string, { readonly operationId: string }>>
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      path: path.replaceAll(/\{(\w+)\}/g, ':$1').replace(/\/$/, ''),
    })),
  )
}
