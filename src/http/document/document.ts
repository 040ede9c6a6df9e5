import type { BudgetApp } from '../app.js'
import type { JsonObject } from '../../lib/json.js'
import type { Host } from '../options.js'
import { errorAnswer } from './answers.js'
import { changeEvent } from '../events/change-event.js'
import { errorBody } from '../schemas/errors.js'

const about = `Monthly budgets: settings, categories, groups, budgets, expenses, holds, months, history, and reports.

\`info.version\` is the version of this API, not of the npm package \`budgetbook\`. New routes and new optional fields raise its second
number. A change that breaks a client raises its first.

- A slash at the end of a path is optional. HEAD answers as GET does, without a body. OPTIONS answers 204 with \`Allow\`.
- A path that does not exist is 404 (\`UnknownPath\` below). A method that a path does not support is 405 with \`Allow\` (\`OtherMethod\`).
- An unknown field or parameter is 400: nothing is ignored.
- A single thing is answered with an \`ETag\`. Sent back as \`If-Match\`, it makes a change fail with 412 if the thing was changed since.
- Amounts are text, except in the reports of utilization, rollover and pace.`

// The version of the routes and their answers, not of the package. A client made for 1.x works with 1.x and every
// later 1.y. A new route or a new optional field raises the second number. A change that breaks a client raises the
// first.
const contractVersion = '1.3.0'

const isFile = /\.\w+$/

const tags = [
  { name: 'Settings', description: 'Currency and monthly limit.' },
  { name: 'Categories', description: 'What money is budgeted for.' },
  { name: 'Groups', description: 'Groups of categories, one level.' },
  { name: 'Budgets', description: 'What is budgeted, by category and month.' },
  { name: 'Expenses', description: 'What is spent.' },
  { name: 'Holds', description: 'Money that is set aside before it is spent.' },
  { name: 'Months', description: 'The months of the book: their days, closing and reopening one.' },
  { name: 'Reports', description: 'What was budgeted and spent, what is carried on, and how fast it goes.' },
  { name: 'History', description: 'Who changed what, and undoing it.' },
  { name: 'Book', description: 'The whole book: exporting and importing it.' },
  { name: 'Events', description: 'Hearing of changes as they are made.' },
  { name: 'Document', description: 'This document.' },
]

/** Adds the answers that belong to no operation: unknown paths and other methods. */
export function addOtherAnswers(app: BudgetApp, { challenge }: Host): void {
  const registry = app.openAPIRegistry
  registry.register('Error', errorBody)
  registry.register('ChangeEvent', changeEvent)
  for (const [name, status, code] of [
    ['UnknownPath', 404, 'not_found'],
    ['OtherMethod', 405, 'method_not_allowed'],
  ] as const) {
    const { description, headers, content } = errorAnswer(status, [code])
    const { examples } = content['application/json']
    const schema = { $ref: '#/components/schemas/Error' }
    registry.registerComponent('responses', name, {
      description,
      headers,
      content: { 'application/json': { schema, examples } },
    })
  }
  const scheme = challenge.split(' ')[0]?.toLowerCase() ?? 'bearer'
  registry.registerComponent('securitySchemes', 'caller', { type: 'http', scheme })
}

/** The OpenAPI document of all routes that were added to the app. */
export function documentOf(app: BudgetApp): JsonObject {
  const { paths = {}, ...rest } = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'budgetbook',
      version: contractVersion,
      description: about,
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    servers: [{ url: '/', description: 'The server that this document comes from.' }],
    security: [{ caller: [] }],
    tags,
  })
  // Routes are declared without a slash at the end. The app removes it before it looks for a route.
  const named = Object.entries(paths).map(([path, item]) => [isFile.test(path) ? path : `${path}/`, item])
  // Goes through JSON, because clients get it as JSON.
  return JSON.parse(JSON.stringify({ ...rest, paths: Object.fromEntries(named) as unknown })) as JsonObject
}
