import { BudgetBookError, isBudgetBookError } from './error.js'
import type { InputIssue, InputIssueCode } from './details.js'

type Path = InputIssue['path']

/** One issue, about the whole input or about the field at `path`. */
export function issueOf(
  code: InputIssueCode,
  message: string,
  params?: InputIssue['params'],
  path: Path = [],
): InputIssue {
  return params === undefined ? { code, path, message } : { code, path, message, params }
}

/** The error for one thing that is wrong with an input. */
export function invalidInput(
  code: InputIssueCode,
  message: string,
  path: Path = [],
  params?: InputIssue['params'],
): BudgetBookError<'invalid_input'> {
  return invalidInputs([issueOf(code, message, params, path)])
}

/**
 * The error for everything that is wrong with an input. Its message is that of the first unknown field, because a field
 * under a wrong name explains why another one is missing; otherwise that of the first issue.
 */
export function invalidInputs(
  issues: readonly InputIssue[],
  options?: { readonly cause?: unknown },
): BudgetBookError<'invalid_input'> {
  const first = issues.find(({ code }) => code === 'unknown_field') ?? issues[0]
  const where = first && first.path.length > 0 ? `${first.path.join('.')}: ` : ''
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  return new BudgetBookError(
    'invalid_input',
    `${where}${first?.message ?? 'Invalid input'}${more}`,
    { issues },
    options,
  )
}

/** Puts `path` before the paths of an `invalid_input` error's issues. Any other error stays as it is. */
export function withPath(path: Path, error: unknown): unknown {
  if (!isBudgetBookError(error, 'invalid_input')) return error
  const issues = error.details.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }))
  return invalidInputs(issues, 'cause' in error ? { cause: error.cause } : undefined)
}

/** Runs `check`, and puts `path` before the paths of the issues that it throws. */
export function atPath<Result>(path: Path, check: () => Result): Result {
  try {
    return check()
  } catch (error) {
    throw withPath(path, error)
  }
}

/** Visits each item of a caller's list. Puts `name` and the item's position before the paths of its issues. */
export function visitEach<Item>(name: string, items: Iterable<Item>, visit: (item: Item) => void): void {
  let position = 0
  atPath([name], () => requireIterable(items))
  // One `try` for the whole list, not one for each item: totals over a million expenses go through here.
  try {
    for (const item of items) {
      visit(item)
      position++
    }
  } catch (error) {
    throw withPath([name, position], error)
  }
}

/** Refuses what `for … of` cannot iterate over, and text. */
export function requireIterable<Item>(items: Iterable<Item>): Iterable<Item> {
  if (typeof items === 'object' && items !== null && typeof items[Symbol.iterator] === 'function')
    return items
  throw invalidInput('invalid_type', 'Expected a list', [], { expected: 'iterable' })
}

/**
 * Runs a function that reads a caller's input. Whatever the input throws itself (a getter, a revoked proxy, an
 * iterator) becomes `invalid_input`.
 */
export function guardInput<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (isBudgetBookError(error)) throw error
    throw invalidInputs([{ code: 'unreadable', path: [], message: 'Reading the input threw an error' }], {
      cause: error,
    })
  }
}

/** Refuses anything but an object, so that its fields can be read. */
export function requireObject(value: unknown, what: string): asserts value is object {
  if (typeof value !== 'object' || value === null) {
    throw invalidInput('invalid_type', `${what} must be an object`, [], { expected: 'object' })
  }
}

/** Refuses fields of other names: a misspelled one would count as absent. */
export function requireKnownFields(value: object, names: readonly string[]): void {
  const unknown = Object.keys(value).find((name) => !names.includes(name))
  if (unknown !== undefined) throw invalidInput('unknown_field', 'There is no such field', [unknown])
}

/** Refuses anything but an object with these methods. */
export function requireMethods(value: unknown, what: string, methods: readonly string[]): void {
  requireObject(value, what)
  for (const method of methods) {
    if (typeof (value as Readonly<Record<string, unknown>>)[method] !== 'function') {
      throw invalidInput('invalid_type', `${what} must have a method ${method}`, [], { expected: method })
    }
  }
}

/** Refuses anything but text. */
export function requireText(value: unknown, what: string): asserts value is string {
  if (typeof value !== 'string')
    throw invalidInput('invalid_type', `${what} must be text`, [], { expected: 'string' })
}
