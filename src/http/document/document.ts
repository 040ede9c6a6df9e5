import type { BudgetApp } from '../app.js'
import type { JsonObject } from '../../lib/json.js'
import type { Host } from '../options.js'
import { errorAnswer } from './answers.js'
import { errorBody } from '../schemas/errors.js'

const about = `Monthly budgets: settings, categories, budgets, expenses, months, and the utilization report.

\`info.version\` is the version of this API, not of the npm package \`budgetbook\`. New routes and new optional fields raise its second
number. A change that breaks a client raises its first.

- A slash at the end of a path is optional. HEAD answers as GET does, without a body. OPTIONS answers 204 with \`Allow\`.
- A path that does not exist is 404 (\`UnknownPath\` below). A method that a path does not take is 405 with \`Allow\` (\`OtherMethod\`).
- A field or a parameter that a route does not have is 400: nothing is ignored.
- Amounts are text, except in the utilization report.`

// Of the routes and their answers, not of the package: a client that was made for 1.x works with every 1.y from x on. A new
// route, or a new optional field, raises the second number; what breaks a client raises the first.
const contractVersion = '1.1.0'

const tags = [
  { name: 'Settings', description: 'Currency and monthly limit.' },
  { name: 'Categories', description: 'What money is budgeted for.' },
  { name: 'Budgets', description: 'What is budgeted, by category and month.' },
  { name: 'Expenses', description: 'What is spent.' },
  { name: 'Months', description: 'The months of the book: their days, closing and reopening one.' },
  { name: 'Reports', description: 'How a month stands.' },
  { name: 'Document', description: 'This document.' },
]

/** What no operation can answer, because there is none: the document has it beside them. */
export function addOtherAnswers(app: BudgetApp, { challenge }: Host): void {
  const registry = app.openAPIRegistry
  registry.register('Error', errorBody)
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

/** The OpenAPI document of everything that the app has by now. */
export function documentOf(app: BudgetApp): JsonObject {
  const { paths = {}, ...rest } = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'budgetbook',
      version: contractVersion,
      description: about,
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    servers: [{ url: '/', description: 'Where this document is.' }],
    security: [{ caller: [] }],
    tags,
  })
  // Routes are declared without the slash at the end, which the app leaves out before it looks for one.
  const named = Object.entries(paths).map(([path, item]) => [
    path.endsWith('.json') ? path : `${path}/`,
    item,
  ])
  // What is undefined in it, or is no plain data, does not reach a client either.
  return JSON.parse(JSON.stringify({ ...rest, paths: Object.fromEntries(named) as unknown })) as JsonObject
}
