import { createRoute } from '@hono/zod-openapi'
import { changeOptions, readOptions } from '../call-options.js'
import { requireBook } from '../access.js'
import { refuseIfMatch } from '../conditions/entity-tags.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { requireDocument } from '../body/json-body.js'
import { answer, errorAnswers } from '../document/answers.js'
import { changeHeaders, jsonBody, noQuery } from '../document/requests.js'
import { bodyErrors, readErrors } from '../document/route-errors.js'
import { bookExample } from '../document/examples/book-example.js'
import { bookDocument, documentInput } from '../schemas/book-document.js'
import { done } from '../schemas/fields.js'

const tags = ['Book']

const exporting = createRoute({
  method: 'get',
  path: '/api/book/export',
  operationId: 'exportBook',
  tags,
  summary: 'Export everything in the book',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery },
  responses: {
    200: answer(
      'The document, and nothing else: for a backup, or to import it elsewhere. Its names are those of the package.',
      bookDocument,
      bookExample,
    ),
    ...errorAnswers(...readErrors),
  },
})

const importing = createRoute({
  method: 'put',
  path: '/api/book/import',
  operationId: 'importBook',
  tags,
  summary: 'Replace everything in the book with a document, all or nothing; closed months are replaced too',
  middleware: [requireBook, refuseIfMatch, requireParameterNames, requireDocument] as const,
  request: { query: noQuery, headers: changeHeaders, body: jsonBody(documentInput, bookExample) },
  responses: {
    200: answer('The book is what the document says.', done, { message: 'Book imported' }),
    ...errorAnswers(...bodyErrors, 'storage_corrupt', 'storage_future_version', 'too_many_imports'),
  },
})

/** Adds the routes that export and import a book. */
export function addBook(app: BudgetApp): void {
  app.openapi(exporting, async (context) => {
    const document = await context.get('book').exportBook(readOptions(context))
    // A BookDocument is plain JSON. Hono does not take it, because its arrays are read-only.
    return context.json(document as never, 200)
  })
  app.openapi(importing, async (context) => {
    const options = await changeOptions(context, context.req.valid('header'))
    await context.get('book').importBook(context.req.valid('json'), options)
    return context.json({ message: 'Book imported' }, 200)
  })
}
