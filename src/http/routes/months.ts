import { createRoute } from '@hono/zod-openapi'
import { oneChangeOptions, readOptions } from '../call-options.js'
import { requireBook } from '../access.js'
import { answerKnown, answerKnownText } from '../conditions/answer-known.js'
import { tellTag } from '../conditions/entity-tags.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { answerOfOne, errorAnswers, knownAnswers, knownThingAnswers } from '../document/answers.js'
import { knownHeaders, noQuery, oneChangeHeaders } from '../document/requests.js'
import { oneChangeErrors, readErrors } from '../document/route-errors.js'
import { monthParameter } from '../schemas/fields.js'
import { monthExample, months, monthView, oneMonth } from '../schemas/months.js'

const tags = ['Months']

const listing = createRoute({
  method: 'get',
  path: '/api/months',
  operationId: 'listMonths',
  tags,
  summary: 'List the months that a selector offers',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery, headers: knownHeaders },
  responses: {
    ...knownAnswers(
      'The months that have a budget, an expense or an open hold, the closed ones, and the current one. Newest first.',
      months,
      { message: 'Months', data: [monthExample] },
    ),
    ...errorAnswers(...readErrors),
  },
})

const reading = createRoute({
  method: 'get',
  path: '/api/months/{month}',
  operationId: 'getMonth',
  tags,
  summary: 'Get a month: its days, and whether it is closed',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery, headers: knownHeaders, params: monthParameter },
  responses: {
    ...knownThingAnswers('The month. A month without budgets and expenses is open.', oneMonth, {
      message: 'Month',
      data: monthExample,
    }),
    ...errorAnswers(...readErrors),
  },
})

// PUT without a body: a repeated request does no more than the first.
const change = { query: noQuery, params: monthParameter, headers: oneChangeHeaders }

const closing = createRoute({
  method: 'put',
  tags,
  middleware: [requireBook, requireParameterNames] as const,
  request: change,
  path: '/api/months/{month}/close',
  operationId: 'closeMonth',
  summary: 'Close a month: its budgets and expenses cannot be changed, and it keeps the limit now in force',
  responses: {
    200: answerOfOne('The month. Closing a closed month changes nothing.', oneMonth, {
      message: 'Month closed',
      data: { ...monthExample, closed: true },
    }),
    ...errorAnswers(...oneChangeErrors),
  },
})

const reopening = createRoute({
  method: 'put',
  tags,
  middleware: [requireBook, requireParameterNames] as const,
  request: change,
  path: '/api/months/{month}/reopen',
  operationId: 'reopenMonth',
  summary: 'Reopen a month: its budgets and expenses can be changed, and the limit now in force counts again',
  responses: {
    200: answerOfOne('The month. Reopening an open month changes nothing.', oneMonth, {
      message: 'Month reopened',
      data: monthExample,
    }),
    ...errorAnswers(...oneChangeErrors),
  },
})

/** Adds the routes of the months. */
export function addMonths(app: BudgetApp): void {
  app.openapi(listing, async (context) => {
    const found = await context.get('book').months.list(readOptions(context))
    const text = JSON.stringify({ message: 'Months', data: found.map(monthView) })
    return answerKnownText(context, text)
  })
  app.openapi(reading, async (context) => {
    const { month } = context.req.valid('param')
    const found = await context.get('book').months.get(month, readOptions(context))
    return answerKnown(context, found, () => context.json({ message: 'Month', data: monthView(found) }, 200))
  })
  app.openapi(closing, async (context) => {
    const { month } = context.req.valid('param')
    const options = await oneChangeOptions(context, context.req.valid('header'))
    const closed = await context.get('book').months.close(month, options)
    tellTag(context, closed)
    return context.json({ message: 'Month closed', data: monthView(closed) }, 200)
  })
  app.openapi(reopening, async (context) => {
    const { month } = context.req.valid('param')
    const options = await oneChangeOptions(context, context.req.valid('header'))
    const reopened = await context.get('book').months.reopen(month, options)
    tellTag(context, reopened)
    return context.json({ message: 'Month reopened', data: monthView(reopened) }, 200)
  })
}
