import { causeFromJson } from './cause-json.js'
import type { ErrorCode, ErrorDetails } from './details.js'
import { BudgetBookError, isBudgetBookError, type AnyBudgetBookError } from './error.js'

type Check = (value: unknown) => boolean

const text: Check = (value) => typeof value === 'string'
const number: Check = (value) => typeof value === 'number'
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)
const nullable =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)
const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value) =>
    allowed.includes(value)
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)
const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
const object =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) &&
    Object.entries(fields).every(([name, check]) => check((value as Readonly<Record<string, unknown>>)[name]))

const reach = oneOf('instance', 'origin', 'database')
const issue = object({
  code: text,
  path: listOf((key) => text(key) || number(key)),
  message: text,
  params: optional(isObject),
})
const violation = object({
  code: text,
  message: text,
  categoryIds: optional(listOf(text)),
  month: optional(text),
  details: optional(isObject),
})

// The type makes the compiler report a code or a field of ErrorDetails that is missing here.
const detailsChecks: {
  readonly [Code in ErrorCode]: { readonly [Field in keyof ErrorDetails[Code]]: Check }
} = {
  invalid_input: { issues: listOf(issue) },
  not_found: { type: oneOf('category', 'group', 'budget', 'expense', 'hold', 'history_entry'), id: text },
  duplicate_category: { name: text, categoryId: text },
  duplicate_group: { name: text, groupId: text },
  duplicate_budget: { month: text, categoryId: text, budgetId: text },
  category_in_use: {
    categoryId: text,
    budgetCount: number,
    expenseCount: number,
    holdCount: optional(number),
  },
  group_in_use: { groupId: text, categoryCount: number },
  category_archived: { categoryId: text, name: text },
  month_closed: { months: listOf(text), holdIds: optional(listOf(text)) },
  currency_locked: { currency: text, requested: text },
  month_start_locked: { monthStartDay: number, requested: number },
  allocation_rejected: { policy: text, month: text, violations: listOf(violation) },
  spending_rejected: { policy: text, month: text, violations: listOf(violation) },
  hold_expired: { id: text, expiresAt: text },
  too_many_holds: { month: text, maximum: number },
  history_unsupported: { reason: oneOf('adapter', 'off') },
  undo_conflict: {
    entryId: text,
    reason: oneOf('changed', 'currency', 'newer_version', 'whole_book'),
    ids: listOf(text),
  },
  policy_failed: { policy: text, reason: oneOf('threw', 'promise', 'not_a_decision') },
  isolation_insufficient: { policy: text, reach, isolation: reach },
  precondition_failed: {
    type: oneOf('settings', 'category', 'group', 'budget', 'expense', 'hold', 'month'),
    id: text,
  },
  conflict: { reason: oneOf('id_taken', 'retries_exhausted', 'plan_outdated') },
  quota_exceeded: { bookId: text },
  storage_corrupt: { bookId: text, location: text, reason: text },
  storage_future_version: { location: text, found: text, supported: text },
  storage_unavailable: { reason: text },
  outcome_unknown: { operationId: nullable(text) },
  operation_mismatch: { operationId: text },
  aborted: {},
  closed: {},
}

const isCode = (code: unknown): code is ErrorCode =>
  text(code) && Object.hasOwn(detailsChecks, code as string)

/**
 * Makes a {@link BudgetBookError} of the JSON that {@link BudgetBookError.toJSON} gave. The JSON may have passed
 * through `JSON.stringify`, `postMessage` or `structuredClone`. The new error has its own stack, and shares nothing
 * with the value.
 *
 * @param value - Anything: the data of a message, parsed JSON, or an error. An error of this package comes back as it
 * is.
 * @returns The error. `null` for any other value, for a code that this version does not know, and for details that do
 * not fit the code. It never throws.
 *
 * @example
 * ```ts
 * import { budgetBookErrorFrom, isBudgetBookError, parseMonth } from 'budgetbook'
 *
 * try {
 *   parseMonth('2026-13')
 * } catch (error) {
 *   const received: unknown = JSON.parse(JSON.stringify(error))
 *   console.log(isBudgetBookError(received)) // => false
 *   console.log(isBudgetBookError(budgetBookErrorFrom(received), 'invalid_input')) // => true
 * }
 * ```
 */
export function budgetBookErrorFrom(value: unknown): AnyBudgetBookError | null {
  if (isBudgetBookError(value)) return value
  const { name, code, message, details, cause } = plainCopy(value)
  if (name !== 'BudgetBookError' || typeof message !== 'string' || !isCode(code)) return null
  if (!object(detailsChecks[code])(details)) return null
  const carried = causeFromJson(cause)
  const options = carried === undefined ? undefined : { cause: carried }
  return new BudgetBookError(code, message, details as ErrorDetails[ErrorCode], options) as AnyBudgetBookError
}

// Goes through JSON, so that the copy has no getter or proxy that could throw or change later.
function plainCopy(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return {}
  try {
    return Object(JSON.parse(JSON.stringify(value))) as Readonly<Record<string, unknown>>
  } catch {
    return {}
  }
}
