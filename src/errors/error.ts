import type { ErrorCode, ErrorDetails } from './details.js'

// In the global registry, so that the ESM and the CJS copy of the package recognise each other's errors.
const brand = Symbol.for('budgetbook.BudgetBookError')

/**
 * The one error class of the package. `code` tells what happened and is stable; `details` is typed by it;
 * `message` is for people and may change; `cause` is the error underneath, where there is one.
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
   * What `instanceof` asks: true for an error of another copy of the package too, and it narrows `details` by `code`,
   * which the class alone, being generic, would leave `any`.
   */
  static override [Symbol.hasInstance](value: unknown): value is AnyBudgetBookError {
    return isBudgetBookError(value)
  }

  /** Always `BudgetBookError`: what a stack trace begins with. */
  override readonly name: string = 'BudgetBookError'
  /** What happened: stable, for programs. */
  readonly code: Code
  /** The facts, typed by the code. */
  readonly details: ErrorDetails[Code]

  /**
   * @param code - What happened.
   * @param message - For people.
   * @param details - The facts that belong to the code.
   * @param options - The error underneath, as `cause`.
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
}

/**
 * A {@link BudgetBookError} of any code, as a union that narrows its `details` by `code`.
 *
 * @example
 * ```ts
 * import { isBudgetBookError, parseMonth, type AnyBudgetBookError } from 'budgetbook'
 *
 * function explain(error: AnyBudgetBookError): string {
 *   if (error.code === 'invalid_input') return error.details.issues.map(({ code }) => code).join()
 *   return error.code
 * }
 * try {
 *   parseMonth('2026-13')
 * } catch (error) {
 *   if (isBudgetBookError(error)) console.log(explain(error)) // => invalid_month
 * }
 * ```
 */
export type AnyBudgetBookError = { [Code in ErrorCode]: BudgetBookError<Code> }[ErrorCode]

/**
 * Tells whether a value is a {@link BudgetBookError} of one code, or without one, of any; also one that came from
 * another copy of the package (ESM beside CJS).
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
 * Tells whether a value is a {@link BudgetBookError} of any code: a union that narrows by `code`.
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
    return false // a revoked proxy, a getter that throws: not one of ours
  }
}
