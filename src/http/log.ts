import { routePath } from 'hono/route'
import { callListener } from '../errors/call-listener.js'
import type { BudgetContext, Step } from './environment.js'
import { Refusal } from './errors/refusal.js'
import type { BudgetApiLogEntry, LoggedCause, LoggedContents } from './log-entry.js'

/** Tells the log of each answer. */
export const tellLog: Step = async (context, next) => {
  const { log, logContents } = context.var.host
  if (!log) {
    await next()
    return
  }
  const start = performance.now()
  await next()
  const milliseconds = performance.now() - start
  const contents = logContents ? { contents: await contentsOf(context) } : {}
  callListener(log, { ...entryOf(context), milliseconds, ...contents })
}

function entryOf(context: BudgetContext): Omit<BudgetApiLogEntry, 'milliseconds' | 'contents'> {
  const { error, req, res } = context
  const route = routePath(context, -1)
  return {
    requestId: context.var.requestId,
    bookId: context.var.bookId ?? null,
    method: req.method,
    route: route.includes('*') ? null : route,
    status: res.status,
    code: context.var.code ?? null,
    causes: causesOf(thrownOf(error)),
  }
}

async function contentsOf(context: BudgetContext): Promise<LoggedContents> {
  const { pathname, search } = new URL(context.req.url)
  return {
    address: pathname + search,
    requestBody: context.var.bodyText ?? null,
    responseBody: await context.res.clone().text(),
    error: thrownOf(context.error) ?? null,
  }
}

// A refusal says what the client is told; what it is about is beneath.
function thrownOf(error: Error | undefined): unknown {
  return error instanceof Refusal ? error.cause : error
}

const deepest = 8

function causesOf(error: unknown): LoggedCause[] {
  const causes: LoggedCause[] = []
  for (let cause = error; cause instanceof Error && causes.length < deepest; cause = cause.cause) {
    const { code } = cause as { readonly code?: unknown }
    causes.push({ name: cause.name, code: typeof code === 'string' ? code : null, stack: framesOf(cause) })
  }
  return causes
}

// The message stands at the start of a stack, and may have lines that look like anything but a frame at its end.
function framesOf({ stack = '' }: Error): string {
  const lines = stack.split('\n')
  const last = lines.findLastIndex((line) => !/^\s+at |@/.test(line))
  return lines.slice(last + 1).join('\n')
}
