import { createRoute, z } from '@hono/zod-openapi'
import { changeOptions, requireBook } from '../access.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { answer, changeErrors, changeHeaders, errorAnswers, noQuery } from '../document/answers.js'
import { categoryExample, categoryView, oneCategory } from '../schemas/categories.js'
import { idParameter } from '../schemas/fields.js'

// PUT without a body: a repeated request does no more than the first.
const method = 'put'
const tags = ['Categories']
const request = { query: noQuery, params: z.object({ id: idParameter }), headers: changeHeaders }
const refusals = errorAnswers(...changeErrors, 'not_found')

const archiving = createRoute({
  method,
  tags,
  middleware: [requireBook, requireParameterNames] as const,
  request,
  path: '/api/budgets/archive/{id}',
  operationId: 'archiveCategory',
  summary: 'Archive a category: it keeps its budgets and expenses, and takes no new ones',
  responses: {
    200: answer('The category. Archiving an archived category changes nothing.', oneCategory, {
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
    200: answer('The category. Restoring a category that is not archived changes nothing.', oneCategory, {
      message: 'Category restored',
      data: categoryExample,
    }),
    ...refusals,
  },
})

/** Adds the routes that archive and restore a category. */
export function addArchive(app: BudgetApp): void {
  app.openapi(archiving, async (context) => {
    const { id } = context.req.valid('param')
    const options = await changeOptions(context, context.req.valid('header'))
    const archived = await context.get('book').categories.archive(id, options)
    return context.json({ message: 'Category archived', data: categoryView(archived) }, 200)
  })
  app.openapi(restoring, async (context) => {
    const { id } = context.req.valid('param')
    const options = await changeOptions(context, context.req.valid('header'))
    const restored = await context.get('book').categories.restore(id, options)
    return context.json({ message: 'Category restored', data: categoryView(restored) }, 200)
  })
}
