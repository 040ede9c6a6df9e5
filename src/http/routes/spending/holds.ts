import { createRoute, z } from '@hono/zod-openapi'
import { changeOptions, oneChangeOptions, readOptions } from '../../call-options.js'
import { requireBook } from '../../access.js'
import { answerKnown } from '../../conditions/answer-known.js'
import { refuseIfMatch, tellTag } from '../../conditions/entity-tags.js'
import { requireParameterNames } from '../../parameter-names.js'
import type { BudgetApp } from '../../app.js'
import { requireJson } from '../../body/json-body.js'
import { answer, answerOfOne, errorAnswers, knownThingAnswers } from '../../document/answers.js'
import { changeHeaders, jsonBody, knownHeaders, noQuery, oneChangeHeaders } from '../../document/requests.js'
import { bodyErrors, oneBodyErrors, oneChangeErrors, readErrors } from '../../document/route-errors.js'
import { spendingWarningsOf } from '../../errors/spending-refusal.js'
import { expenseExample, expenseView } from '../../schemas/expenses.js'
import { done, idParameter } from '../../schemas/fields.js'
import {
  holdCommit,
  holdExample,
  holdFilter,
  holds,
  holdView,
  newHold,
  oneHold,
} from '../../schemas/holds.js'
import { spentExpense } from '../../schemas/spending.js'

const params = z.object({ id: idParameter })
const tags = ['Holds']
const { id: _, created_at: __, ...newExample } = holdExample
const { date, description, metadata } = holdExample

const listing = createRoute({
  method: 'get',
  path: '/api/holds',
  operationId: 'listHolds',
  tags,
  summary: 'List the open holds; filters intersect',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: holdFilter },
  responses: {
    200: answer('The holds that are open now. The one that was placed first comes first.', holds, {
      message: 'Holds',
      count: 1,
      data: [holdExample],
    }),
    ...errorAnswers(...readErrors, 'not_found'),
  },
})

const reading = createRoute({
  method: 'get',
  path: '/api/holds/get/{id}',
  operationId: 'getHold',
  tags,
  summary: 'Get an open hold',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery, params, headers: knownHeaders },
  responses: {
    ...knownThingAnswers('The hold. One that was committed or released, or has expired, is 404.', oneHold, {
      message: 'Hold',
      data: holdExample,
    }),
    ...errorAnswers(...readErrors, 'not_found'),
  },
})

const placing = createRoute({
  method: 'post',
  path: '/api/holds/create',
  operationId: 'createHold',
  tags,
  summary: 'Set money aside before it is spent, if the spending policy accepts it',
  middleware: [requireBook, refuseIfMatch, requireParameterNames, requireJson] as const,
  request: { query: noQuery, headers: changeHeaders, body: jsonBody(newHold, newExample) },
  responses: {
    201: answerOfOne(
      'The hold as it was placed, and `warnings` if the policy has any. Under an `Idempotency-Key`, it may be gone by now.',
      oneHold,
      { message: 'Hold created', data: holdExample },
    ),
    ...errorAnswers(
      ...bodyErrors,
      'not_found',
      'category_archived',
      'month_closed',
      'spending_rejected',
      'too_many_holds',
    ),
  },
})

const committing = createRoute({
  // Not `/api/holds/{id}/commit`: the router takes no fixed part beside an id of the same method.
  method: 'post',
  path: '/api/holds/commit/{id}',
  operationId: 'commitHold',
  tags,
  summary: 'Make an expense of a hold; only what goes beyond the hold can be refused by the policy',
  middleware: [requireBook, requireParameterNames, requireJson] as const,
  request: {
    query: noQuery,
    params,
    headers: oneChangeHeaders,
    body: jsonBody(holdCommit, { amount: '118.50' }),
  },
  responses: {
    201: answerOfOne('The expense, and `warnings` if the policy has any. The hold is gone.', spentExpense, {
      message: 'Hold committed',
      data: { ...expenseExample, amount: '118.50', date, description, metadata },
    }),
    ...errorAnswers(...oneBodyErrors, 'not_found', 'hold_expired', 'month_closed', 'spending_rejected'),
  },
})

const releasing = createRoute({
  method: 'delete',
  path: '/api/holds/release/{id}',
  operationId: 'releaseHold',
  tags,
  summary: 'Give a hold back',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery, params, headers: oneChangeHeaders },
  responses: {
    200: answer('The hold was released.', done, { message: 'Hold released' }),
    ...errorAnswers(...oneChangeErrors, 'not_found'),
  },
})

/** Adds the routes of the holds. */
export function addHolds(app: BudgetApp): void {
  app.openapi(listing, async (context) => {
    const { category: categoryId, month } = context.req.valid('query')
    const found = await context.get('book').holds.list({ categoryId, month }, readOptions(context))
    return context.json({ message: 'Holds', count: found.length, data: found.map(holdView) }, 200)
  })
  app.openapi(reading, async (context) => {
    const { id } = context.req.valid('param')
    const found = await context.get('book').holds.get(id, readOptions(context))
    return answerKnown(context, found, () => context.json({ message: 'Hold', data: holdView(found) }, 200))
  })
  app.openapi(placing, async (context) => {
    const { category: categoryId, expires_at: expiresAt, ...fields } = context.req.valid('json')
    const options = await changeOptions(context, context.req.valid('header'))
    const placed = await context.get('book').holds.place({ categoryId, expiresAt, ...fields }, options)
    const data = holdView(placed.hold)
    tellTag(context, placed.hold)
    return context.json({ message: 'Hold created', data, ...spendingWarningsOf(placed.violations) }, 201)
  })
  app.openapi(committing, async (context) => {
    const { id } = context.req.valid('param')
    const options = await oneChangeOptions(context, context.req.valid('header'))
    const spent = await context.get('book').holds.commit(id, context.req.valid('json'), options)
    const data = expenseView(spent.expense)
    tellTag(context, spent.expense)
    return context.json({ message: 'Hold committed', data, ...spendingWarningsOf(spent.violations) }, 201)
  })
  app.openapi(releasing, async (context) => {
    const { id } = context.req.valid('param')
    await context.get('book').holds.release(id, await oneChangeOptions(context, context.req.valid('header')))
    return context.json({ message: 'Hold released' }, 200)
  })
}
