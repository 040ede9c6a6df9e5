import { createRoute, z } from '@hono/zod-openapi'
import { answer, answerOfOne, errorAnswers, knownThingAnswers } from '../document/answers.js'
import { changeHeaders, jsonBody, knownHeaders, noQuery, oneChangeHeaders } from '../document/requests.js'
import { bodyErrors, oneBodyErrors, oneChangeErrors, readErrors } from '../document/route-errors.js'
import { changeOptions, oneChangeOptions, readOptions } from '../call-options.js'
import { requireBook } from '../access.js'
import { answerKnown } from '../conditions/answer-known.js'
import { refuseIfMatch, tellTag } from '../conditions/entity-tags.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { requireJson } from '../body/json-body.js'
import { warningsOf } from '../errors/allocation-refusal.js'
import { budgetExample, budgetView, budgets, newBudget, oneBudget, budgetPatch } from '../schemas/budgets.js'
import { done, idParameter, monthInput, requestObject } from '../schemas/fields.js'

const tags = ['Budgets']
const params = z.object({ id: idParameter })
const newExample = { category: budgetExample.category, month: '2026-02', amount: '2000.00' }

const listing = createRoute({
  method: 'get',
  path: '/api/budgets/budgets',
  operationId: 'listBudgets',
  tags,
  summary: 'List budgets; filters intersect',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: requestObject({ month: monthInput.optional(), category: idParameter.optional() }) },
  responses: {
    200: answer('Newest month first; within a month, in order of creation.', budgets, {
      message: 'Budgets',
      count: 1,
      total_budget: '2000.00',
      data: [budgetExample],
    }),
    ...errorAnswers(...readErrors, 'not_found'),
  },
})

const reading = createRoute({
  method: 'get',
  // Not `/api/budgets/budgets/{id}/get`: the router takes no id beside a fixed part of the same method.
  path: '/api/budgets/budgets/get/{id}',
  operationId: 'getBudget',
  tags,
  summary: 'Get a budget',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery, params, headers: knownHeaders },
  responses: {
    ...knownThingAnswers('The budget.', oneBudget, { message: 'Budget', data: budgetExample }),
    ...errorAnswers(...readErrors, 'not_found'),
  },
})

const creating = createRoute({
  method: 'post',
  path: '/api/budgets/budgets/create',
  operationId: 'createBudget',
  tags,
  summary: 'Budget an amount for a category in a month',
  middleware: [requireBook, refuseIfMatch, requireParameterNames, requireJson] as const,
  request: { query: noQuery, headers: changeHeaders, body: jsonBody(newBudget, newExample) },
  responses: {
    201: answerOfOne('The budget, and `warnings` if the policy has any.', oneBudget, {
      message: 'Budget created',
      data: budgetExample,
    }),
    ...errorAnswers(
      ...bodyErrors,
      'not_found',
      'category_archived',
      'duplicate_budget',
      'month_closed',
      'allocation_rejected',
    ),
  },
})

const updating = createRoute({
  method: 'put',
  path: '/api/budgets/budgets/{id}/update',
  operationId: 'updateBudget',
  tags,
  summary: 'Change the amount or the metadata of a budget; its category and month cannot be changed',
  middleware: [requireBook, requireParameterNames, requireJson] as const,
  request: {
    query: noQuery,
    params,
    headers: oneChangeHeaders,
    body: jsonBody(budgetPatch, { amount: '2500.00' }),
  },
  responses: {
    200: answerOfOne('The budget as it is now, and `warnings` if the policy has any.', oneBudget, {
      message: 'Budget updated',
      data: { ...budgetExample, amount: '2500.00' },
    }),
    ...errorAnswers(...oneBodyErrors, 'not_found', 'month_closed', 'allocation_rejected'),
  },
})

const removing = createRoute({
  method: 'delete',
  path: '/api/budgets/budgets/{id}/delete',
  operationId: 'deleteBudget',
  tags,
  summary: 'Remove a budget; the expenses of its category stay',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery, params, headers: oneChangeHeaders },
  responses: {
    200: answer('The budget was removed.', done, { message: 'Budget deleted' }),
    ...errorAnswers(...oneChangeErrors, 'not_found', 'month_closed', 'allocation_rejected'),
  },
})

/** Adds the routes of the budgets. */
export function addBudgets(app: BudgetApp): void {
  app.openapi(listing, async (context) => {
    const { month, category: categoryId } = context.req.valid('query')
    const { budgets: found, total } = await context
      .get('book')
      .budgets.listWithTotal({ month, categoryId }, readOptions(context))
    return context.json(
      { message: 'Budgets', count: found.length, total_budget: total, data: found.map(budgetView) },
      200,
    )
  })
  app.openapi(reading, async (context) => {
    const { id } = context.req.valid('param')
    const found = await context.get('book').budgets.get(id, readOptions(context))
    return answerKnown(context, found, () =>
      context.json({ message: 'Budget', data: budgetView(found) }, 200),
    )
  })
  app.openapi(creating, async (context) => {
    const { category: categoryId, ...budget } = context.req.valid('json')
    const { amount } = budget
    context.set('asked', { amount })
    const options = await changeOptions(context, context.req.valid('header'))
    const created = await context.get('book').budgets.create({ categoryId, ...budget }, options)
    tellTag(context, created.budget)
    return context.json(
      {
        message: 'Budget created',
        data: budgetView(created.budget),
        ...warningsOf(created.violations, amount),
      },
      201,
    )
  })
  app.openapi(updating, async (context) => {
    const patch = context.req.valid('json')
    const { amount } = patch
    context.set('asked', { amount })
    const options = await oneChangeOptions(context, context.req.valid('header'))
    const { id } = context.req.valid('param')
    const { budget, violations } = await context.get('book').budgets.update(id, patch, options)
    tellTag(context, budget)
    return context.json(
      { message: 'Budget updated', data: budgetView(budget), ...warningsOf(violations, amount) },
      200,
    )
  })
  app.openapi(removing, async (context) => {
    const { id } = context.req.valid('param')
    await context.get('book').budgets.remove(id, await oneChangeOptions(context, context.req.valid('header')))
    return context.json({ message: 'Budget deleted' }, 200)
  })
}
