import { createRoute, z } from '@hono/zod-openapi'
import { changeOptions, readOptions } from '../call-options.js'
import { requireBook } from '../access.js'
import { answerKnownText } from '../conditions/answer-known.js'
import { refuseIfMatch } from '../conditions/entity-tags.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { requireJson } from '../body/json-body.js'
import { answer, errorAnswers, knownAnswers } from '../document/answers.js'
import { changeHeaders, jsonBody, knownHeaders, noQuery } from '../document/requests.js'
import { bodyErrors, readErrors } from '../document/route-errors.js'
import { idParameter } from '../schemas/fields.js'
import {
  entryExample,
  entryView,
  history,
  historyFilter,
  noFields,
  oneEntry,
  undoingExample,
} from '../schemas/history.js'

const tags = ['History']

const listing = createRoute({
  method: 'get',
  path: '/api/history',
  operationId: 'listHistory',
  tags,
  summary: 'List who changed what, newest first; filters intersect',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: historyFilter },
  responses: {
    200: answer(
      'A page; `count` is how many are on it. Nothing for a category that does not exist. `whole_book` passes every filter.',
      history,
      { message: 'History', count: 1, next_cursor: null, data: [entryExample] },
    ),
    ...errorAnswers(...readErrors, 'history_unsupported'),
  },
})

const reading = createRoute({
  method: 'get',
  path: '/api/history/get/{id}',
  operationId: 'getHistoryEntry',
  tags,
  summary: 'Get an entry: who changed what. It never changes',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery, params: z.object({ id: idParameter }), headers: knownHeaders },
  responses: {
    ...knownAnswers('The entry.', oneEntry, { message: 'History entry', data: entryExample }),
    ...errorAnswers(...readErrors, 'not_found', 'history_unsupported'),
  },
})

const undoing = createRoute({
  // Not PUT, which a proxy may send again: the second time, there is nothing to undo.
  method: 'post',
  path: '/api/history/undo/{id}',
  operationId: 'undoChange',
  tags,
  summary: 'Undo one entry, and nothing that came after it; to redo, undo the entry that this makes',
  middleware: [requireBook, refuseIfMatch, requireParameterNames, requireJson] as const,
  request: {
    query: noQuery,
    params: z.object({ id: idParameter }),
    headers: changeHeaders,
    // A form on another site cannot send JSON.
    body: jsonBody(noFields, {}),
  },
  responses: {
    201: answer('The new entry, of what was changed back.', oneEntry, {
      message: 'Change undone',
      data: undoingExample,
    }),
    ...errorAnswers(
      ...bodyErrors,
      'not_found',
      'undo_conflict',
      'history_unsupported',
      'month_closed',
      'allocation_rejected',
      'spending_rejected',
      'category_in_use',
      'group_in_use',
      'duplicate_category',
      'duplicate_group',
      'currency_locked',
      'month_start_locked',
      'too_many_holds',
    ),
  },
})

/** Adds the routes of the history. */
export function addHistory(app: BudgetApp): void {
  app.openapi(listing, async (context) => {
    const { category: categoryId, ...filter } = context.req.valid('query')
    const { items, nextCursor } = await context
      .get('book')
      .history.list({ categoryId, ...filter }, readOptions(context))
    const data = items.map(entryView)
    return context.json({ message: 'History', count: data.length, next_cursor: nextCursor, data }, 200)
  })
  app.openapi(reading, async (context) => {
    const { id } = context.req.valid('param')
    const found = await context.get('book').history.get(id, readOptions(context))
    const text = JSON.stringify({ message: 'History entry', data: entryView(found) })
    return answerKnownText(context, text)
  })
  app.openapi(undoing, async (context) => {
    const { id } = context.req.valid('param')
    context.set('asked', { ofSeveralMonths: true })
    const options = await changeOptions(context, context.req.valid('header'))
    const entry = await context.get('book').history.undo(id, options)
    return context.json({ message: 'Change undone', data: entryView(entry) }, 201)
  })
}
