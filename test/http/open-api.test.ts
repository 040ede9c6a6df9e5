import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { read, root } from '../support/snippets/snippets.js'
import { contentOf, operationsOf, type OpenApiDocument } from './harness/document.js'
import { testApi } from './harness/test-api.js'

const document = testApi().api.openApiDocument() as unknown as OpenApiDocument
const operations = operationsOf(document)

// The table of the surface: what is not in it is not in the document either.
const surface = [
  'GET /api/usersettings/currencies/',
  'GET /api/usersettings/',
  'PUT /api/usersettings/update/',
  'POST /api/usersettings/change-currency/',
  'PUT /api/usersettings/change-month-start/',
  'GET /api/budgets/',
  'GET /api/budgets/get/{id}/',
  'POST /api/budgets/create/',
  'PUT /api/budgets/update/{id}/',
  'DELETE /api/budgets/delete/{id}/',
  'PUT /api/budgets/archive/{id}/',
  'PUT /api/budgets/restore/{id}/',
  'PUT /api/budgets/move/{id}/',
  'POST /api/budgets/merge/',
  'GET /api/groups/',
  'GET /api/groups/get/{id}/',
  'POST /api/groups/create/',
  'PUT /api/groups/update/{id}/',
  'PUT /api/groups/move/{id}/',
  'DELETE /api/groups/delete/{id}/',
  'GET /api/budgets/budgets/',
  'GET /api/budgets/budgets/get/{id}/',
  'POST /api/budgets/budgets/create/',
  'PUT /api/budgets/budgets/{id}/update/',
  'DELETE /api/budgets/budgets/{id}/delete/',
  'POST /api/budgets/budgets/allocate/',
  'POST /api/budgets/budgets/preview/',
  'POST /api/budgets/budgets/copy/',
  'GET /api/budgets/budgets/utilization/',
  'GET /api/budgets/budgets/utilization/export.csv',
  'POST /api/expenses/create/',
  'POST /api/expenses/import/',
  'GET /api/expenses/export.csv',
  'GET /api/expenses/',
  'GET /api/expenses/get/{id}/',
  'PUT /api/expenses/update/{id}/',
  'DELETE /api/expenses/delete/{id}/',
  'POST /api/expenses/spend/',
  'POST /api/expenses/preview-spend/',
  'GET /api/holds/',
  'GET /api/holds/get/{id}/',
  'POST /api/holds/create/',
  'POST /api/holds/commit/{id}/',
  'DELETE /api/holds/release/{id}/',
  'GET /api/history/',
  'GET /api/history/get/{id}/',
  'POST /api/history/undo/{id}/',
  'GET /api/months/',
  'GET /api/months/{month}/',
  'PUT /api/months/{month}/close/',
  'PUT /api/months/{month}/reopen/',
  'GET /api/reports/rollover/',
  'GET /api/reports/pace/',
  'POST /api/reports/pace/',
  'GET /api/totals/',
  'GET /api/book/export/',
  'PUT /api/book/import/',
  'GET /api/events/',
  'GET /api/openapi.json',
]

// They take a body, and change nothing.
const questions = ['askPace', 'previewBudgets', 'previewSpend']

describe('the OpenAPI document', () => {
  it('has every route, and no other', () => {
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...surface].sort())
  })

  it('has the routes that the guide names, and the guide names every route', () => {
    const named = [...read('docs/http-routes.md').matchAll(/\b(GET|POST|PUT|DELETE) `(\/api\/[^`?]*)/g)].map(
      ([, method = '', path = '']) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
    )
    expect([...new Set(named)].sort()).toEqual([...surface].sort())
  })

  it('has the version of the API, and says that it is not that of the package', () => {
    const { info } = testApi().api.openApiDocument() as { info: { version: string; description: string } }
    expect(info.version).toBe('1.3.0')
    expect(info.description).toContain('`info.version` is the version of this API, not of the npm package')
    const version = `\`${info.version}\``
    expect(read('docs/client.md')).toContain(`\`info.version\`, ${version} now, is the version of the API`)
  })

  it('is what the API answers', async () => {
    const { json } = await testApi().ask('GET', '/api/openapi.json', { user: null })
    expect(json).toEqual(document)
  })

  it('passes the linter, with its recommended rules', async () => {
    // Where it does not pass, the command ends with an error.
    const { stderr } = await promisify(execFile)('npm', ['run', '--silent', 'openapi:lint'], { cwd: root })
    expect(stderr).toContain('Your API description is valid')
  }, 60_000)

  it('has an example of each answer, and each is what its schema says', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    ajv.addSchema({ $id: 'document', ...document })
    for (const { path, method, operation } of operations) {
      for (const [status, documented] of Object.entries(operation.responses)) {
        if (status === '304') continue
        const { schema, example, examples = {} } = contentOf(documented)
        const values = example === undefined ? Object.values(examples).map(({ value }) => value) : [example]
        expect(values.length, `${method} ${path} ${status}`).toBeGreaterThan(0)
        const validate = ajv.compile(
          JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as object,
        )
        for (const value of values)
          expect([path, status, validate(value), validate.errors]).toEqual([path, status, true, null])
      }
    }
  })

  it('says of 429 what is true of streams and of imports', () => {
    const found = operations.flatMap(({ path, operation: { responses } }) =>
      '429' in responses ? [[path, responses['429']?.description]] : [],
    )
    const text = 'The book has too many such requests under way. Send the request again after `Retry-After`.'
    expect(found).toEqual([
      ['/api/expenses/import/', `${text} Codes: \`too_many_imports\`.`],
      ['/api/book/import/', `${text} Codes: \`too_many_imports\`.`],
      ['/api/events/', `${text} Codes: \`too_many_streams\`.`],
    ])
  })

  it('says which errors each route can answer with', () => {
    for (const { path, method, operation } of operations) {
      const statuses = Object.keys(operation.responses).map(Number)
      expect(statuses, path).toEqual(expect.arrayContaining([400, 500]))
      if (operation.security?.length === 0) continue
      expect(statuses, path).toEqual(expect.arrayContaining([401, 503]))
      const isChange = method !== 'GET' && !questions.includes(operation.operationId)
      expect([path, [409, 422].every((status) => statuses.includes(status))]).toEqual([path, isChange])
      if (operation.requestBody) expect(statuses, path).toEqual(expect.arrayContaining([413, 415]))
      if (path.includes('{id}')) expect(statuses, path).toContain(404)
    }
  })
})
