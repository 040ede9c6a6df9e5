import type { JsonValue } from '../lib/json.js'
import { causeToJson } from './cause-json.js'
import type { ErrorCode, ErrorDetails } from './details.js'

// A registered symbol, so that the ESM and the CJS copy of the package recognize each other's errors.
const brand = Symbol.for('budgetbook.BudgetBookError')

/**
 * A {@link BudgetBookError} as plain JSON. {@link BudgetBookError.toJSON} makes it, and {@link budgetBookErrorFrom}
 * reads it.
 */
export interface BudgetBookErrorJson<Code extends ErrorCode = ErrorCode> {
  /** Tells this object from other JSON. */
  readonly name: 'BudgetBookError'
  /** What happened: stable, for programs. */
  readonly code: Code
  /** For people; may change. */
  readonly message: string
  /** The facts, typed by the code. */
  readonly details: ErrorDetails[Code]
  /** `{ name, message }` if the cause is an error, the cause itself if it is a primitive, and absent otherwise. */
  readonly cause?: JsonValue
}

/**
 * The one error class of the package. `code` says what happened and is stable. `details` holds the facts, typed by the
 * code. `message` is for people and may change. `cause` is the error underneath, if there is one.
 *
 * @example
 * ```ts
 * import { BudgetBookError } from 'budgetbook'
 *
 * const error = new BudgetBookError('not_found', 'No such category: 7', { type: 'category', id: '7' })
 * console.log(error.code, error.details.id) // => not_found 7
 * ```
 */
export class BudgetBookError<Code extends ErrorCode = ErrorCode> extends Error {
  /**
   * What `instanceof` calls. It is true for an error of another copy of the package too. It narrows to a union, so
   * that checking `code` narrows `details`; without it, `details` would be `any`.
   */
  static override [Symbol.hasInstance](value: unknown): value is AnyBudgetBookError {
    return isBudgetBookError(value)
  }

  /** `BudgetBookError`. A stack trace begins with it. */
  override readonly name: string = 'BudgetBookError'
  /** What happened: stable, for programs. */
  readonly code: Code
  /** The facts, typed by the code. */
  readonly details: ErrorDetails[Code]

  /**
   * @param code - What happened.
   * @param message - For people.
   * @param details - The facts, typed by the code.
   * @param options - `cause` is the error underneath.
   */
  constructor(
    code: Code,
    message: string,
    details: ErrorDetails[Code],
    options?: { readonly cause?: unknown },
  ) {
    super(message, options)
    this.code = code
    this.details = details
    Object.defineProperty(this, brand, { value: true })
  }

  /**
   * The error as plain JSON, for a log or for another thread. `JSON.stringify` calls it. It holds the name and the
   * message of the cause, without a stack. {@link budgetBookErrorFrom} turns it into an error again.
   */
  toJSON(): BudgetBookErrorJson<Code> {
    const { code, message, details } = this
    const cause = 'cause' in this ? causeToJson(this.cause) : undefined
    return { name: 'BudgetBookError', code, message, details, ...(cause === undefined ? {} : { cause }) }
  }
}

/** A {@link BudgetBookError} of any code, as a union: checking its `code` narrows its `details`. */
export type AnyBudgetBookError = { [Code in ErrorCode]: BudgetBookError<Code> }[ErrorCode]

/**
 * Tells whether a value is a {@link BudgetBookError} with a certain code. Errors of another copy of the package (ESM
 * beside CJS) count too.
 *
 * @param error - Anything, as it comes out of `catch`.
 * @param code - The only code to accept.
 *
 * @example
 * ```ts
 * import { isBudgetBookError, parseAmount } from 'budgetbook'
 *
 * try {
 *   parseAmount('10.005', 'USD')
 * } catch (error) {
 *   if (isBudgetBookError(error, 'invalid_input')) console.log(error.details.issues[0]?.code) // => too_many_decimals
 * }
 * ```
 */
export function isBudgetBookError<Code extends ErrorCode>(
  error: unknown,
  code: Code,
): error is BudgetBookError<Code>
/**
 * Tells whether a value is a {@link BudgetBookError} of any code: a union whose `code` narrows its `details`.
 *
 * @param error - Anything, as it comes out of `catch`.
 */
export function isBudgetBookError(error: unknown): error is AnyBudgetBookError
export function isBudgetBookError(error: unknown, code?: ErrorCode): boolean {
  if (typeof error !== 'object' || error === null) return false
  try {
    const candidate = error as { readonly [brand]?: unknown; readonly code?: unknown }
    return candidate[brand] === true && (code === undefined || candidate.code === code)
  } catch {
    return false // a revoked proxy or a getter that throws: not an error of ours
  }
}
