import { createRoute, z } from '@hono/zod-openapi'
import type { Category } from '../../model/category.js'
import { changeOptions, readOptions, requireBook } from '../access.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { requireJson } from '../body/json-body.js'
import {
  answer,
  bodyErrors,
  changeErrors,
  changeHeaders,
  errorAnswers,
  jsonBody,
  noQuery,
  readErrors,
} from '../document/answers.js'
import { count, done, id, idParameter, message, name, requestObject } from '../schemas/fields.js'

const category = z.object({ id, name }).openapi('Category')
const one = z.object({ message, data: category }).openapi('CategoryAnswer')
const many = z.object({ message, count, data: z.array(category) }).openapi('Categories')
const newCategory = requestObject({ name }).openapi('NewCategory')
const patch = requestObject({ name: name.optional() }).openapi('CategoryPatch')

const params = z.object({ id: idParameter })
const example = { id: '019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a', name: 'Travel' }
const tags = ['Categories']

const listing = createRoute({
  method: 'get',
  path: '/api/budgets',
  operationId: 'listCategories',
  tags,
  summary: 'List the categories',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery },
  responses: {
    200: answer('The categories that are not archived, in the order in which they were created.', many, {
      message: 'Categories',
      count: 1,
      data: [example],
    }),
    ...errorAnswers(...readErrors),
  },
})

const creating = createRoute({
  method: 'post',
  path: '/api/budgets/create',
  operationId: 'createCategory',
  tags,
  summary: 'Create a category',
  middleware: [requireBook, requireParameterNames, requireJson] as const,
  request: { query: noQuery, headers: changeHeaders, body: jsonBody(newCategory, { name: 'Travel' }) },
  responses: {
    201: answer('The category.', one, { message: 'Category created', data: example }),
    ...errorAnswers(...bodyErrors, 'duplicate_category', 'not_found'),
  },
})

const updating = createRoute({
  method: 'put',
  path: '/api/budgets/update/{id}',
  operationId: 'updateCategory',
  tags,
  summary: 'Rename a category',
  middleware: [requireBook, requireParameterNames, requireJson] as const,
  request: { query: noQuery, params, headers: changeHeaders, body: jsonBody(patch, { name: 'Trips' }) },
  responses: {
    200: answer('The category as it is now.', one, {
      message: 'Category updated',
      data: { ...example, name: 'Trips' },
    }),
    ...errorAnswers(...bodyErrors, 'duplicate_category', 'not_found'),
  },
})

const removing = createRoute({
  method: 'delete',
  path: '/api/budgets/delete/{id}',
  operationId: 'deleteCategory',
  tags,
  summary: 'Remove a category that has no budget and no expense',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery, params, headers: changeHeaders },
  responses: {
    200: answer('It is gone.', done, { message: 'Category deleted' }),
    ...errorAnswers(...changeErrors, 'category_in_use', 'not_found'),
  },
})

/** Adds the routes of the categories. */
export function addCategories(app: BudgetApp): void {
  app.openapi(listing, async (context) => {
    const categories = await context.var.book.categories.list({}, readOptions(context))
    const data = categories.map(view)
    return context.json({ message: 'Categories', count: data.length, data }, 200)
  })
  app.openapi(creating, async (context) => {
    const options = changeOptions(context, context.req.valid('header'))
    const created = await context.var.book.categories.create(context.req.valid('json'), options)
    return context.json({ message: 'Category created', data: view(created) }, 201)
  })
  app.openapi(updating, async (context) => {
    const { id: categoryId } = context.req.valid('param')
    const options = changeOptions(context, context.req.valid('header'))
    const updated = await context.var.book.categories.update(categoryId, context.req.valid('json'), options)
    return context.json({ message: 'Category updated', data: view(updated) }, 200)
  })
  app.openapi(removing, async (context) => {
    const { id: categoryId } = context.req.valid('param')
    await context.var.book.categories.remove(categoryId, changeOptions(context, context.req.valid('header')))
    return context.json({ message: 'Category deleted' }, 200)
  })
}

function view({ id: categoryId, name: text }: Category) {
  return { id: categoryId, name: text }
}
