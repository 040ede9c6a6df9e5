import { routePath } from 'hono/route'
import { callListener } from '../lib/call-listener.js'
import type { BudgetContext, Step } from './environment.js'
import { Refusal } from './errors/refusal.js'
import { toRefusal } from './errors/to-refusal.js'
import type { BudgetApiLogEntry, LoggedContents } from './log-entry.js'
import { causesOf } from './logged-causes.js'
import { once } from './once.js'
import type { Host } from './options.js'

/** The step that tells the log of each answer, if the host has one. */
export function tellLog({ log, logContents }: Host): Step[] {
  if (!log) return []
  // It may return a promise. A rejection is reported too.
  const hear: (entry: BudgetApiLogEntry, request: Request) => unknown = log
  const step: Step = async (context, next) => {
    const start = performance.now()
    await next()
    const tell = ({ body, failure }: { readonly body: string; readonly failure?: unknown }) => {
      const milliseconds = performance.now() - start
      const contents = logContents ? { contents: contentsOf(context, body, failure) } : {}
      return hear({ ...entryOf(context, failure), milliseconds, ...contents }, context.get('request'))
    }
    // The entry is made inside the call of the listener, so that a failure is reported too and does not affect the
    // answer.
    const end = context.get('end')
    if (end) void end.then((failure) => callListener(tell, { body: '', failure }))
    else callListener(tell, { body: logContents ? await context.res.clone().text() : '' })
  }
  return [once(step)]
}

function entryOf(
  context: BudgetContext,
  failure: unknown,
): Omit<BudgetApiLogEntry, 'milliseconds' | 'contents'> {
  const { error = failure, req, res } = context
  const route = context.get('route') ?? routePath(context, -1)
  return {
    requestId: context.get('requestId'),
    bookId: context.get('bookId') ?? null,
    method: req.method,
    route: route.includes('*') ? null : route,
    status: res.status,
    code: context.get('code') ?? (failure === undefined ? null : toRefusal(failure, undefined).code),
    // A refusal is thrown like a failure, but its stack is of no use. A stream that broke off keeps its 200.
    causes: res.status < 500 && failure === undefined ? [] : causesOf(thrownOf(error)),
  }
}

function contentsOf(context: BudgetContext, responseBody: string, failure: unknown): LoggedContents {
  const { pathname, search } = new URL(context.req.url)
  return {
    address: pathname + search,
    requestBody: context.get('bodyText') ?? null,
    responseBody,
    error: thrownOf(context.error ?? failure) ?? null,
  }
}

// A refusal holds what the client is told. Its cause is what went wrong.
function thrownOf(error: unknown): unknown {
  return error instanceof Refusal ? error.cause : error
}
