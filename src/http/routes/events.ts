import { createRoute, z } from '@hono/zod-openapi'
import { readOptions } from '../call-options.js'
import { requireBook } from '../access.js'
import { whyNotListen } from '../events/why-not-listen.js'
import type { BudgetApp } from '../app.js'
import { errorAnswers, eventAnswer } from '../document/answers.js'
import { noQuery } from '../document/requests.js'
import { readErrors } from '../document/route-errors.js'
import { requireParameterNames } from '../parameter-names.js'

const example =
  'retry: 2718\nid: 5f0e6d1c2b4a4c5a9e7d2f7000a3b019.41\nevent: ready\ndata: {}\n\n' +
  'id: 5f0e6d1c2b4a4c5a9e7d2f7000a3b019.42\nevent: change\n' +
  'data: {"operation_id":"receipt-4711","months":["2026-02"],"changes":' +
  '[{"type":"expense","action":"created","ids":["019c5a1e-7d2f-7002-8a3b-1f3e5d7c9b0a"]}]}\n\n'

// Any text is a position: an unknown position gets an answer too.
const resumeHeaders = z.object({
  'Last-Event-ID': z
    .string()
    .optional()
    .meta({
      description:
        'The `id` of the last event that the client heard, which every `EventSource` sends when it comes back. What the client ' +
        'missed comes first. If the server cannot tell what that was, one `change` comes first that says that anything may ' +
        'have changed.',
      example: '5f0e6d1c2b4a4c5a9e7d2f7000a3b019.41',
    }),
})

const events = createRoute({
  method: 'get',
  path: '/api/events',
  operationId: 'listenToEvents',
  tags: ['Events'],
  summary: 'Hear of each change of the book, as server-sent events',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery, headers: resumeHeaders },
  responses: {
    200: eventAnswer(
      'A stream that does not end by itself. First comes `ready`: from then on, the client hears of each change. It should ' +
        'read now what it shows. Then comes a `change` for each one, with JSON as its data: `operation_id`, the ' +
        '`Idempotency-Key` of the request or `null`; `months`, those whose report may have changed, or `"all"`; and ' +
        '`changes`, a list of `type`, `action` and `ids`, or `"unknown"`.',
      example,
    ),
    ...errorAnswers(...readErrors, 'too_many_streams'),
  },
})

/** Adds the route of the events. */
export function addEvents(app: BudgetApp): void {
  app.openapi(events, async (context) => {
    const { 'Last-Event-ID': position } = context.req.valid('header')
    const book = context.get('book')
    // A storage that looks for commits of others tells of the commits after the last read.
    await book.settings.get(readOptions(context))
    const { signal } = readOptions(context)
    const whyNot = async () => whyNotListen(context)
    const { body, end } = context.get('streams').open({ book, signal, position, whyNot })
    const headers = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' }
    if (context.req.method === 'HEAD') {
      await body.cancel()
      return context.body(null, 200, headers)
    }
    context.set('end', end)
    return context.body(body, 200, headers)
  })
}
