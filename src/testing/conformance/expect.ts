import { isBudgetBookError, type AnyBudgetBookError } from '../../errors/error.js'
import type { ErrorCode } from '../../errors/details.js'
import { aroundDifference, textOfValue } from './value-text.js'

// The suite has its own expectations, so that it runs under any test runner and in any runtime.

/** Fails a case. The error says what was expected and what came. */
export function fail(what: string, expected: string, actual: string): never {
  throw new Error(`${what}: expected ${expected}, but got ${actual}`)
}

/** Expects two values to be deeply equal. */
export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const texts = [textOfValue(expected), textOfValue(actual)] as const
  if (texts[0] !== texts[1]) fail(what, ...aroundDifference(...texts))
}

/** Expects a call to reject, and returns the error. */
async function rejectionOf(call: Promise<unknown>, what: string): Promise<unknown> {
  let result: unknown
  try {
    result = await call
  } catch (error) {
    return error
  }
  return fail(what, 'a rejection', textOfValue(result))
}

/** Expects a call to reject with a `BudgetBookError` of one code. */
export async function expectRefused(
  call: Promise<unknown>,
  code: ErrorCode,
  what: string,
): Promise<AnyBudgetBookError> {
  const error = await rejectionOf(call, what)
  if (isBudgetBookError(error) && error.code === code) return error
  const actual = isBudgetBookError(error) ? `${error.code} (${error.message})` : textOfValue(error)
  return fail(what, `a BudgetBookError with the code ${code}`, actual)
}

/** Expects a call to reject with this very error, not with another that wraps or resembles it. */
export async function expectSameError(call: Promise<unknown>, error: Error, what: string): Promise<void> {
  const actual = await rejectionOf(call, what)
  if (actual !== error) fail(what, `the very error that was thrown (${error.message})`, textOfValue(actual))
}
