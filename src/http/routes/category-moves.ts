import { createRoute, z } from '@hono/zod-openapi'
import { changeOptions, oneChangeOptions } from '../call-options.js'
import { requireBook } from '../access.js'
import { refuseIfMatch, tellTag } from '../conditions/entity-tags.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { requireJson } from '../body/json-body.js'
import { answer, answerOfOne, errorAnswers } from '../document/answers.js'
import { changeHeaders, jsonBody, noQuery, oneChangeHeaders } from '../document/requests.js'
import { bodyErrors, oneBodyErrors } from '../document/route-errors.js'
import { categoryExample, categoryMerge, categoryView, oneCategory } from '../schemas/categories.js'
import { done, idParameter } from '../schemas/fields.js'
import { moveTarget } from '../schemas/groups.js'

const tags = ['Categories']

const moving = createRoute({
  method: 'put',
  path: '/api/budgets/move/{id}',
  operationId: 'moveCategory',
  tags,
  summary: 'Move a category in the user’s order',
  middleware: [requireBook, requireParameterNames, requireJson] as const,
  request: {
    query: noQuery,
    params: z.object({ id: idParameter }),
    headers: oneChangeHeaders,
    body: jsonBody(moveTarget, { before: null }),
  },
  responses: {
    200: answer('The category was moved. Lists and reports follow the order.', done, {
      message: 'Category moved',
    }),
    ...errorAnswers(...oneBodyErrors, 'not_found'),
  },
})

const merging = createRoute({
  // Not PUT, which a proxy may send again: the second time, the first category is gone.
  method: 'post',
  path: '/api/budgets/merge',
  operationId: 'mergeCategories',
  tags,
  summary: 'Make everything of one category another’s, and remove the first',
  middleware: [requireBook, refuseIfMatch, requireParameterNames, requireJson] as const,
  request: {
    query: noQuery,
    headers: changeHeaders,
    body: jsonBody(categoryMerge, { from: '019c5a1e-7d2f-7004-8a3b-6a8c0e2d4f60', into: categoryExample.id }),
  },
  responses: {
    200: answerOfOne(
      'The category that stays. It has the expenses of both; budgets of the same month were added up.',
      oneCategory,
      { message: 'Categories merged', data: categoryExample },
    ),
    ...errorAnswers(...bodyErrors, 'not_found', 'category_archived', 'month_closed'),
  },
})

/** Adds the routes that move a category in the order, and into another one. */
export function addCategoryMoves(app: BudgetApp): void {
  app.openapi(moving, async (context) => {
    const { id } = context.req.valid('param')
    const options = await oneChangeOptions(context, context.req.valid('header'))
    await context.get('book').categories.move(id, context.req.valid('json'), options)
    return context.json({ message: 'Category moved' }, 200)
  })
  app.openapi(merging, async (context) => {
    const options = await changeOptions(context, context.req.valid('header'))
    const merged = await context.get('book').categories.merge(context.req.valid('json'), options)
    tellTag(context, merged)
    return context.json({ message: 'Categories merged', data: categoryView(merged) }, 200)
  })
}
