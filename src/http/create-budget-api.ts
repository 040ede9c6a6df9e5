import { requestId } from 'hono/request-id'
import type { JsonObject } from '../lib/json.js'
import { emptyApp, type BudgetApp } from './app.js'
import { addOtherAnswers, documentOf } from './document/document.js'
import type { Environment, Step } from './environment.js'
import { LongBodies } from './body/long-bodies.js'
import { EventStreams } from './events/event-streams.js'
import { answerError } from './errors/answer-error.js'
import { catchAll } from './errors/catch-all.js'
import { tellLog } from './log.js'
import { addOtherMethods } from './methods.js'
import { once } from './once.js'
import { hostOf, type BudgetApiOptions, type Host } from './options.js'
import { addAllocations } from './routes/allocations.js'
import { addArchive } from './routes/archive.js'
import { addBook } from './routes/book.js'
import { addBudgets } from './routes/budgets.js'
import { addCategories } from './routes/categories.js'
import { addCategoryMoves } from './routes/category-moves.js'
import { addCurrencies } from './routes/public/currencies.js'
import { addDocument } from './routes/public/document.js'
import { addEvents } from './routes/events.js'
import { addExport } from './routes/exchange/export.js'
import { addImport } from './routes/exchange/import.js'
import { addExpenses } from './routes/expenses.js'
import { addGroups } from './routes/groups.js'
import { addHistory } from './routes/history.js'
import { addMonths } from './routes/months.js'
import { addPace } from './routes/reporting/pace.js'
import { addRollover } from './routes/reporting/rollover.js'
import { addUtilization } from './routes/reporting/utilization.js'
import { addSettings } from './routes/settings.js'
import { addSettingsChanges } from './routes/settings-changes.js'
import { addHolds } from './routes/spending/holds.js'
import { addSpending } from './routes/spending/spend.js'
import { addTotals } from './routes/totals.js'

/** What {@link createBudgetApi} gives. Its methods work detached from it. */
export interface BudgetApi {
  /** Answers a request. It always resolves. It reads the whole path, so mount it where the path begins with `/api/`. */
  readonly fetch: (request: Request) => Promise<Response>
  /** The OpenAPI 3.1 document of `/api/openapi.json`, for generating a client without a server. */
  readonly openApiDocument: () => JsonObject
  /**
   * Ends all event streams in order, and answers new ones with 503. Everything else goes on. Call it when the server
   * stops. Otherwise the server would wait for the streams, which do not end by themselves. Calling it twice is
   * harmless.
   */
  readonly close: () => Promise<void>
}

/**
 * Makes the REST API of budget books: a function from a `Request` to a `Response`, for any runtime that has these.
 *
 * @param options - How to find the caller and open the caller's book.
 * @throws `invalid_input` for invalid options.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
 * import { createBudgetApi } from 'budgetbook/http'
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter(), bookId: 'ada' })
 * const api = createBudgetApi({
 *   authenticate: async (request) => (request.headers.get('Authorization') === 'Bearer secret' ? 'ada' : null),
 *   openBook: async () => book,
 * })
 * const response = await api.fetch(
 *   new Request('http://localhost/api/budgets/create/', {
 *     method: 'POST',
 *     headers: { 'Authorization': 'Bearer secret', 'Content-Type': 'application/json' },
 *     body: JSON.stringify({ name: 'Travel' }),
 *   }),
 * )
 * const { message, data } = await response.json()
 * console.log(response.status, message, data.name) // => 201 Category created Travel
 * ```
 */
export function createBudgetApi(options: BudgetApiOptions): BudgetApi {
  const host = hostOf(options)
  const app = emptyApp()
  const streams = new EventStreams(host.events)
  addFrame(app, { host, streams, longBodies: new LongBodies(host) })
  addRoutes(app, host)
  return {
    fetch: async (request) => app.fetch(request),
    openApiDocument: () => documentOf(app),
    close: async () => streams.close(),
  }
}

/** Adds what all routes have in common. */
function addFrame(
  app: BudgetApp,
  { host, streams, longBodies }: Pick<Environment['Variables'], 'host' | 'streams' | 'longBodies'>,
): void {
  const begin: Step = async (context, next) => {
    context.set('host', host)
    context.set('streams', streams)
    context.set('longBodies', longBodies)
    context.set('request', context.req.raw)
    context.header('Cache-Control', 'no-store')
    context.header('X-Content-Type-Options', 'nosniff')
    await next()
  }
  app.use(begin, once(requestId()), ...tellLog(host), catchAll)
  app.onError(answerError)
}

function addRoutes(app: BudgetApp, host: Host): void {
  addCurrencies(app)
  addSettings(app)
  addSettingsChanges(app)
  addCategories(app)
  addArchive(app)
  addCategoryMoves(app)
  addGroups(app)
  addBudgets(app)
  addAllocations(app)
  addExpenses(app)
  addImport(app)
  addExport(app)
  addSpending(app)
  addHolds(app)
  addMonths(app)
  addUtilization(app, host)
  addRollover(app, host)
  addPace(app, host)
  addTotals(app)
  addHistory(app)
  addBook(app)
  addEvents(app)
  // Made on first use, because most processes are never asked for it.
  let document: JsonObject | undefined
  addDocument(app, () => (document ??= documentOf(app)))
  addOtherAnswers(app, host)
  addOtherMethods(app)
}
