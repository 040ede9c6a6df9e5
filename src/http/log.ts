import { routePath } from 'hono/route'
import { callListener } from '../lib/call-listener.js'
import type { BudgetContext, Step } from './environment.js'
import { Refusal } from './errors/refusal.js'
import type { BudgetApiLogEntry, LoggedContents } from './log-entry.js'
import { causesOf } from './logged-causes.js'
import { once } from './once.js'
import type { Host } from './options.js'

/** The step that tells the log of each answer, if the host has one. */
export function tellLog({ log, logContents }: Host): Step[] {
  if (!log) return []
  // It may return a promise. A rejection is reported too.
  const hear: (entry: BudgetApiLogEntry) => unknown = log
  const step: Step = async (context, next) => {
    const start = performance.now()
    await next()
    const milliseconds = performance.now() - start
    const responseBody = logContents ? await context.res.clone().text() : undefined
    const tell = (body: string | undefined) => {
      const contents = body === undefined ? {} : { contents: contentsOf(context, body) }
      return hear({ ...entryOf(context), milliseconds, ...contents })
    }
    // The entry is made inside the call of the listener, so that a failure is reported too and does not affect the
    // answer.
    callListener(tell, responseBody)
  }
  return [once(step)]
}

function entryOf(context: BudgetContext): Omit<BudgetApiLogEntry, 'milliseconds' | 'contents'> {
  const { error, req, res } = context
  const route = context.get('route') ?? routePath(context, -1)
  return {
    requestId: context.get('requestId'),
    bookId: context.get('bookId') ?? null,
    method: req.method,
    route: route.includes('*') ? null : route,
    status: res.status,
    code: context.get('code') ?? null,
    causes: causesOf(thrownOf(error)),
  }
}

function contentsOf(context: BudgetContext, responseBody: string): LoggedContents {
  const { pathname, search } = new URL(context.req.url)
  return {
    address: pathname + search,
    requestBody: context.get('bodyText') ?? null,
    responseBody,
    error: thrownOf(context.error) ?? null,
  }
}

// A refusal holds what the client is told. Its cause is what went wrong.
function thrownOf(error: Error | undefined): unknown {
  return error instanceof Refusal ? error.cause : error
}
