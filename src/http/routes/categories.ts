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
  categories,
  categoryExample,
  categoryFilter,
  categoryPatch,
  categoryView,
  newCategory,
  oneCategory,
} from '../schemas/categories.js'
import { done, idParameter } from '../schemas/fields.js'

const params = z.object({ id: idParameter })
const tags = ['Categories']

const listing = createRoute({
  method: 'get',
  path: '/api/budgets',
  operationId: 'listCategories',
  tags,
  summary: 'List the categories, or those in the archive',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: categoryFilter },
  responses: {
    200: answer(
      'The categories, in the user’s order. Without any move, the oldest comes first.',
      categories,
      {
        message: 'Categories',
        count: 1,
        data: [categoryExample],
      },
    ),
    ...errorAnswers(...readErrors),
  },
})

const reading = createRoute({
  method: 'get',
  path: '/api/budgets/get/{id}',
  operationId: 'getCategory',
  tags,
  summary: 'Get a category, archived or not',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery, params, headers: knownHeaders },
  responses: {
    ...knownThingAnswers('The category.', oneCategory, {
      message: 'Category',
      data: categoryExample,
    }),
    ...errorAnswers(...readErrors, 'not_found'),
  },
})

const creating = createRoute({
  method: 'post',
  path: '/api/budgets/create',
  operationId: 'createCategory',
  tags,
  summary: 'Create a category',
  middleware: [requireBook, refuseIfMatch, requireParameterNames, requireJson] as const,
  request: { query: noQuery, headers: changeHeaders, body: jsonBody(newCategory, { name: 'Travel' }) },
  responses: {
    201: answerOfOne('The category.', oneCategory, { message: 'Category created', data: categoryExample }),
    ...errorAnswers(...bodyErrors, 'duplicate_category', 'not_found'),
  },
})

const updating = createRoute({
  method: 'put',
  path: '/api/budgets/update/{id}',
  operationId: 'updateCategory',
  tags,
  summary: 'Change the name, the group, the rollover or the metadata of a category',
  middleware: [requireBook, requireParameterNames, requireJson] as const,
  request: {
    query: noQuery,
    params,
    headers: oneChangeHeaders,
    body: jsonBody(categoryPatch, { name: 'Trips' }),
  },
  responses: {
    200: answerOfOne('The category as it is now.', oneCategory, {
      message: 'Category updated',
      data: { ...categoryExample, name: 'Trips' },
    }),
    ...errorAnswers(...oneBodyErrors, 'duplicate_category', 'not_found'),
  },
})

const removing = createRoute({
  method: 'delete',
  path: '/api/budgets/delete/{id}',
  operationId: 'deleteCategory',
  tags,
  summary: 'Remove a category that has no budget, no expense and no open hold',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery, params, headers: oneChangeHeaders },
  responses: {
    200: answer('The category was removed.', done, { message: 'Category deleted' }),
    ...errorAnswers(...oneChangeErrors, 'category_in_use', 'not_found'),
  },
})

/** Adds the routes of the categories. */
export function addCategories(app: BudgetApp): void {
  app.openapi(listing, async (context) => {
    const { archived = false } = context.req.valid('query')
    const found = await context
      .get('book')
      .categories.list({ includeArchived: archived }, readOptions(context))
    const data = found.filter((each) => each.archived === archived).map(categoryView)
    return context.json({ message: 'Categories', count: data.length, data }, 200)
  })
  app.openapi(reading, async (context) => {
    const { id } = context.req.valid('param')
    const found = await context.get('book').categories.get(id, readOptions(context))
    return answerKnown(context, found, () =>
      context.json({ message: 'Category', data: categoryView(found) }, 200),
    )
  })
  app.openapi(creating, async (context) => {
    const options = await changeOptions(context, context.req.valid('header'))
    const { group: groupId, ...category } = context.req.valid('json')
    const created = await context.get('book').categories.create({ groupId, ...category }, options)
    tellTag(context, created)
    return context.json({ message: 'Category created', data: categoryView(created) }, 201)
  })
  app.openapi(updating, async (context) => {
    const { id: categoryId } = context.req.valid('param')
    const { group: groupId, ...patch } = context.req.valid('json')
    const options = await oneChangeOptions(context, context.req.valid('header'))
    const updated = await context.get('book').categories.update(categoryId, { groupId, ...patch }, options)
    tellTag(context, updated)
    return context.json({ message: 'Category updated', data: categoryView(updated) }, 200)
  })
  app.openapi(removing, async (context) => {
    const { id: categoryId } = context.req.valid('param')
    await context
      .get('book')
      .categories.remove(categoryId, await oneChangeOptions(context, context.req.valid('header')))
    return context.json({ message: 'Category deleted' }, 200)
  })
}
