import type { InputIssue } from '../../errors/details.js'
import type { JsonObject } from '../../lib/json.js'
import { internalError, Refusal } from './refusal.js'
import { snakeCase } from './snake-case.js'

// The book's names of fields, if the API uses other names.
const namesOfFields: ReadonlyMap<string | number, string> = new Map([
  ['categoryId', 'category'],
  ['expiresAt', 'expires_at'],
  ['monthlyLimit', 'monthly_budget_limit'],
  ['operationId', 'Idempotency-Key'],
])

// The clock and the id generator belong to the host, so an issue with their values is not the client's.
const hostFields = new Set(['now', 'generateId'])

const clientFields = new Set(['metadata', 'format', 'categories'])

/** The most issues of an answer: one request can have thousands, and the answer would be far longer than the request. */
export const mostIssues = 100

/** The answer to an input that the schema of a route, or the book, refused. */
export function refuseInput(issues: readonly InputIssue[], cause?: unknown): Refusal {
  if (issues.some(isOfHost)) {
    return internalError(cause)
  }
  const shown = issues.slice(0, mostIssues).map(withNames)
  return new Refusal('invalid_input', errorOf(shown), { details: { issues: shown.map(asJson) }, cause })
}

function isOfHost({ code, path }: InputIssue): boolean {
  return code === 'unreadable' || (code !== 'unknown_field' && hostFields.has(String(path[0])))
}

// A name that the client made up stays as it is: it may be the book's name of a field that the API names otherwise. So
// do the names in metadata, in a format and of categories in a file, which are the client's too.
function withNames(issue: InputIssue): InputIssue {
  const { code, path } = issue
  return code === 'unknown_field' || clientFields.has(String(path[0]))
    ? issue
    : { ...issue, path: path.map(nameOf) }
}

function nameOf(key: string | number): string | number {
  return namesOfFields.get(key) ?? key
}

// Text if an issue is about the whole body: then there is no field to name.
function errorOf(issues: readonly InputIssue[]): string | Record<string, string[]> {
  const whole = issues.find(({ path }) => path.length === 0)
  if (whole) return whole.message
  const fields = new Map<string, string[]>()
  for (const { path, message } of issues) {
    const field = path.join('.')
    fields.set(field, [...(fields.get(field) ?? []), message])
  }
  // fromEntries defines properties, so that a field "__proto__" stays a field.
  return Object.fromEntries(fields)
}

function asJson({ code, path, message, params }: InputIssue): JsonObject {
  return { code, path, message, ...(params === undefined ? {} : { params: withNamedKeys(params) }) }
}

function withNamedKeys(params: NonNullable<InputIssue['params']>): JsonObject {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [namesOfFields.get(key) ?? snakeCase(key), value]),
  )
}
