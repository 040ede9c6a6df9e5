import type { InputIssue } from '../../errors/details.js'
import type { JsonObject } from '../../lib/json.js'
import { internalError, Refusal } from './refusal.js'

// The book's names of fields, where the API has others.
const namesOfFields: ReadonlyMap<string | number, string> = new Map([
  ['categoryId', 'category'],
  ['monthlyLimit', 'monthly_budget_limit'],
  ['operationId', 'Idempotency-Key'],
])

// The clock and the generator of ids are the host's, whatever the book calls what they give.
const hostFields = new Set(['now', 'generateId'])

// A request may have thousands, and its answer would be many times as long as it is.
const most = 100

/** The answer to an input that was refused, by the schema of a route or by the book. */
export function refuseInput(issues: readonly InputIssue[], cause?: unknown): Refusal {
  if (issues.some(({ code, path }) => code === 'unreadable' || hostFields.has(String(path[0])))) {
    return internalError(cause)
  }
  const named = issues.slice(0, most).map((issue) => ({ ...issue, path: issue.path.map(nameOf) }))
  return new Refusal('invalid_input', errorOf(named), { details: { issues: named.map(asJson) }, cause })
}

function nameOf(key: string | number): string | number {
  return namesOfFields.get(key) ?? key
}

// Text where it is about the body as a whole: then there is no field to show it at.
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
  return { code, path, message, ...(params === undefined ? {} : { params }) }
}
