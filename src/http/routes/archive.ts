import { createRoute, z } from '@hono/zod-openapi'
import { oneChangeOptions } from '../call-options.js'
import { requireBook } from '../access.js'
import { tellTag } from '../conditions/entity-tags.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { answerOfOne, errorAnswers } from '../document/answers.js'
import { noQuery, oneChangeHeaders } from '../document/requests.js'
import { oneChangeErrors } from '../document/route-errors.js'
import { categoryExample, categoryView, oneCategory } from '../schemas/categories.js'
import { idParameter } from '../schemas/fields.js'

// PUT without a body: a repeated request does no more than the first.
const method = 'put'
const tags = ['Categories']
const request = { query: noQuery, params: z.object({ id: idParameter }), headers: oneChangeHeaders }
const refusals = errorAnswers(...oneChangeErrors, 'not_found')

const archiving = createRoute({
  method,
  tags,
  middleware: [requireBook, requireParameterNames] as const,
  request,
  path: '/api/budgets/archive/{id}',
  operationId: 'archiveCategory',
  summary: 'Archive a category: it keeps its budgets and expenses, and takes no new ones',
  responses: {
    200: answerOfOne('The category. Archiving an archived category changes nothing.', oneCategory, {
      message: 'Category archived',
      data: categoryExample,
    }),
    ...refusals,
  },
})

const restoring = createRoute({
  method,
  tags,
  middleware: [requireBook, requireParameterNames] as const,
  request,
  path: '/api/budgets/restore/{id}',
  operationId: 'restoreCategory',
  summary: 'Take a category out of the archive',
  responses: {
    200: answerOfOne(
      'The category. Restoring a category that is not archived changes nothing.',
      oneCategory,
      {
        message: 'Category restored',
        data: categoryExample,
      },
    ),
    ...refusals,
  },
})

/** Adds the routes that archive and restore a category. */
export function addArchive(app: BudgetApp): void {
  app.openapi(archiving, async (context) => {
    const { id } = context.req.valid('param')
    const options = await oneChangeOptions(context, context.req.valid('header'))
    const archived = await context.get('book').categories.archive(id, options)
    tellTag(context, archived)
    return context.json({ message: 'Category archived', data: categoryView(archived) }, 200)
  })
  app.openapi(restoring, async (context) => {
    const { id } = context.req.valid('param')
    const options = await oneChangeOptions(context, context.req.valid('header'))
    const restored = await context.get('book').categories.restore(id, options)
    tellTag(context, restored)
    return context.json({ message: 'Category restored', data: categoryView(restored) }, 200)
  })
}
