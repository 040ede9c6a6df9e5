import type { JsonValue } from '../lib/json.js'
import type { AllocationViolation } from './allocation-violation.js'
import type { ErrorCode, InputIssueCode } from './details.js'
import { isBudgetBookError, type AnyBudgetBookError } from './error.js'

/** One thing to tell the user about one field of a form. */
export interface FieldProblem {
  /** The field: `amount`, or `expenses.3.amount` in a list. `''` is the whole form. */
  readonly field: string
  /** What is wrong: the code of an issue, of a policy's violation, or else of the error; `unknown` for other errors. */
  readonly code: ErrorCode | InputIssueCode | 'unknown' | (string & Record<never, never>)
  /** The text of the library, in English. */
  readonly message: string
  /** The numbers, texts and ids, for a text of your own. */
  readonly params: Readonly<Record<string, JsonValue>>
}

// The field that an error is about, where one form field causes it whatever the call.
const fields = new Map<ErrorCode, string>([
  ['duplicate_category', 'name'],
  ['duplicate_group', 'name'],
  ['duplicate_budget', 'categoryId'],
  ['category_archived', 'categoryId'],
  ['currency_locked', 'currency'],
  ['month_start_locked', 'monthStartDay'],
  ['allocation_rejected', 'amount'],
  ['spending_rejected', 'amount'],
])

const fieldOf = (code: ErrorCode): string => fields.get(code) ?? ''

/**
 * Turns an error into texts that a form shows beside its fields.
 *
 * The issues of `invalid_input` go to the fields of their paths. `duplicate_category` and `duplicate_group` go to
 * `name`, `duplicate_budget` and `category_archived` to `categoryId`, `currency_locked` to `currency`,
 * `month_start_locked` to `monthStartDay`, and each violation of `allocation_rejected` and `spending_rejected` to
 * `amount`. Everything else, also an error that is not of this package, goes to `''`, the whole form.
 *
 * @param error - Anything, as it comes out of `catch`.
 * @param translate - Makes the text of a problem, in the language of the user, from its code and its params.
 * @defaultValue `translate` returns the text of the library, which is English
 * @returns At least one text, by field.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, messagesByField, openBudgetBook } from 'budgetbook'
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * const { id: categoryId } = await book.categories.create({ name: 'Travel' })
 * await book.expenses.record({ categoryId, amount: 'ten', date: '2026-02-30' }).catch((error: unknown) => {
 *   const messages = messagesByField(error)
 *   console.log(messages['amount']) // => [ 'Not a plain decimal number: "ten"' ]
 *   console.log(messages['date']) // => [ 'The calendar has no day 2026-02-30' ]
 * })
 * ```
 */
export function messagesByField(
  error: unknown,
  translate: (problem: FieldProblem) => string = ({ message }) => message,
): Readonly<Record<string, readonly string[]>> {
  const messages = new Map<string, string[]>()
  for (const problem of problemsOf(error)) {
    const texts = messages.get(problem.field) ?? []
    messages.set(problem.field, texts)
    texts.push(translate(problem))
  }
  return Object.fromEntries(messages)
}

function problemsOf(error: unknown): FieldProblem[] {
  if (isBudgetBookError(error)) {
    try {
      return problemsOfBook(error)
    } catch {
      // Other code made an error of ours with invalid details. A form has to say something all the same.
    }
  }
  return [{ field: '', code: 'unknown', message: textOf(error), params: {} }]
}

function problemsOfBook(error: AnyBudgetBookError): FieldProblem[] {
  const problems = problemsOfDetails(error)
  if (problems.length > 0) return problems
  const { code, message, details } = error
  return [{ field: fieldOf(code), code, message, params: { ...details } as FieldProblem['params'] }]
}

/** The single problems that an error lists; empty if the error is one problem itself. */
function problemsOfDetails(error: AnyBudgetBookError): FieldProblem[] {
  if (error.code === 'invalid_input') {
    return error.details.issues.map(({ path, code, message, params = {} }) => {
      return { field: path.join('.'), code, message, params }
    })
  }
  if (error.code !== 'allocation_rejected' && error.code !== 'spending_rejected') return []
  return error.details.violations.map((violation) => problemOfViolation(fieldOf(error.code), violation))
}

function problemOfViolation(field: string, violation: AllocationViolation): FieldProblem {
  const { code, message, details, ...facts } = violation
  return { field, code, message, params: { ...facts, ...details } }
}

function textOf(error: unknown): string {
  const unknown = 'Unknown error'
  try {
    return String(error instanceof Error ? error.message : error) || unknown
  } catch {
    return unknown // a revoked proxy, or an object without a text
  }
}
