import { createRoute, z } from '@hono/zod-openapi'
import { changeOptions, oneChangeOptions, readOptions } from '../call-options.js'
import { requireBook } from '../access.js'
import { answerKnown } from '../conditions/answer-known.js'
import { refuseIfMatch, tellTag } from '../conditions/entity-tags.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { requireJson } from '../body/json-body.js'
import { answer, answerOfOne, errorAnswers, knownThingAnswers } from '../document/answers.js'
import { changeHeaders, jsonBody, knownHeaders, noQuery, oneChangeHeaders } from '../document/requests.js'
import { bodyErrors, oneBodyErrors, oneChangeErrors, readErrors } from '../document/route-errors.js'
import {
  bookExpense,
  expenseExample,
  expenseFilter,
  expensePatch,
  expenses,
  expenseView,
  newExpense,
  oneExpense,
} from '../schemas/expenses.js'
import { done, idParameter } from '../schemas/fields.js'

const tags = ['Expenses']
const params = z.object({ id: idParameter })
const { id: _, created_at: __, ...newExample } = expenseExample

const creating = createRoute({
  method: 'post',
  path: '/api/expenses/create',
  operationId: 'createExpense',
  tags,
  summary: 'Record an expense, or a refund',
  middleware: [requireBook, refuseIfMatch, requireParameterNames, requireJson] as const,
  request: { query: noQuery, headers: changeHeaders, body: jsonBody(newExpense, newExample) },
  responses: {
    201: answerOfOne('The expense.', oneExpense, { message: 'Expense created', data: expenseExample }),
    ...errorAnswers(...bodyErrors, 'not_found', 'category_archived', 'month_closed'),
  },
})

const listing = createRoute({
  method: 'get',
  path: '/api/expenses',
  operationId: 'listExpenses',
  tags,
  summary: 'List expenses, newest first; filters intersect',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: expenseFilter },
  responses: {
    200: answer('A page; `count` is how many are on it.', expenses, {
      message: 'Expenses',
      count: 1,
      next_cursor: null,
      data: [expenseExample],
    }),
    ...errorAnswers(...readErrors, 'not_found'),
  },
})

const reading = createRoute({
  method: 'get',
  path: '/api/expenses/get/{id}',
  operationId: 'getExpense',
  tags,
  summary: 'Get an expense',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery, params, headers: knownHeaders },
  responses: {
    ...knownThingAnswers('The expense.', oneExpense, { message: 'Expense', data: expenseExample }),
    ...errorAnswers(...readErrors, 'not_found'),
  },
})

const updating = createRoute({
  method: 'put',
  path: '/api/expenses/update/{id}',
  operationId: 'updateExpense',
  tags,
  summary: 'Change an expense; another date may move it to another month',
  middleware: [requireBook, requireParameterNames, requireJson] as const,
  request: {
    query: noQuery,
    params,
    headers: oneChangeHeaders,
    body: jsonBody(expensePatch, { amount: '650.00' }),
  },
  responses: {
    200: answerOfOne('The expense as it is now.', oneExpense, {
      message: 'Expense updated',
      data: { ...expenseExample, amount: '650.00' },
    }),
    ...errorAnswers(...oneBodyErrors, 'not_found', 'category_archived', 'month_closed'),
  },
})

const removing = createRoute({
  method: 'delete',
  path: '/api/expenses/delete/{id}',
  operationId: 'deleteExpense',
  tags,
  summary: 'Remove an expense',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery, params, headers: oneChangeHeaders },
  responses: {
    200: answer('The expense was removed.', done, { message: 'Expense deleted' }),
    ...errorAnswers(...oneChangeErrors, 'not_found', 'month_closed'),
  },
})

/** Adds the routes of the expenses. */
export function addExpenses(app: BudgetApp): void {
  app.openapi(creating, async (context) => {
    const expense = bookExpense(context.req.valid('json'))
    const options = await changeOptions(context, context.req.valid('header'))
    const recorded = await context.get('book').expenses.record(expense, options)
    tellTag(context, recorded)
    return context.json({ message: 'Expense created', data: expenseView(recorded) }, 201)
  })
  app.openapi(listing, async (context) => {
    const { category: categoryId, ...filter } = context.req.valid('query')
    const book = context.get('book')
    const options = readOptions(context)
    const { items, nextCursor } = await book.expenses.list({ categoryId, ...filter }, options)
    // An expense on the page shows that its category exists, so only an empty page needs a second read. It comes
    // after the page: a category that it finds had no such expense at the first read, or did not exist yet.
    if (categoryId !== undefined && items.length === 0) await book.categories.get(categoryId, options)
    const data = items.map(expenseView)
    return context.json({ message: 'Expenses', count: data.length, next_cursor: nextCursor, data }, 200)
  })
  app.openapi(reading, async (context) => {
    const { id } = context.req.valid('param')
    const found = await context.get('book').expenses.get(id, readOptions(context))
    return answerKnown(context, found, () =>
      context.json({ message: 'Expense', data: expenseView(found) }, 200),
    )
  })
  app.openapi(updating, async (context) => {
    const { category: categoryId, ...patch } = context.req.valid('json')
    const options = await oneChangeOptions(context, context.req.valid('header'))
    const { id } = context.req.valid('param')
    const updated = await context.get('book').expenses.update(id, { categoryId, ...patch }, options)
    tellTag(context, updated)
    return context.json({ message: 'Expense updated', data: expenseView(updated) }, 200)
  })
  app.openapi(removing, async (context) => {
    const { id } = context.req.valid('param')
    await context
      .get('book')
      .expenses.remove(id, await oneChangeOptions(context, context.req.valid('header')))
    return context.json({ message: 'Expense deleted' }, 200)
  })
}
