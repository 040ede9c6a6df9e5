import { createRoute, z } from '@hono/zod-openapi'
import type { JsonObject } from '../../../lib/json.js'
import type { BudgetApp } from '../../app.js'
import { requireParameterNames } from '../../parameter-names.js'
import { answer, errorAnswers } from '../../document/answers.js'
import { noQuery } from '../../document/requests.js'

const body = z.looseObject({ openapi: z.string() }).openapi('Document')

const route = createRoute({
  method: 'get',
  path: '/api/openapi.json',
  operationId: 'getDocument',
  tags: ['Document'],
  summary: 'Get this document',
  security: [],
  middleware: [requireParameterNames] as const,
  request: { query: noQuery },
  responses: {
    200: answer('OpenAPI 3.1.', body, { openapi: '3.1.0' }),
    ...errorAnswers('invalid_input', 'internal_error'),
  },
})

/** Adds the route of the document. The document describes this route too. */
export function addDocument(app: BudgetApp, documentOf: () => JsonObject): void {
  app.openapi(route, (context) => context.json(documentOf() as { openapi: string }, 200))
}
