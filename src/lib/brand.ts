/**
 * Marks text that was checked. Only outputs carry a brand; inputs are plain text. A string key, not a unique symbol,
 * so that the types of the ESM and the CJS build are the same.
 *
 * @typeParam Name - What the text was checked to be.
 *
 * @example
 * ```ts
 * import { parseMonth, type Brand } from 'budgetbook'
 *
 * const month: string & Brand<'Month'> = parseMonth('2026-02')
 * console.log(month) // => 2026-02
 * ```
 */
export type Brand<Name extends string> = {
  /** There for the compiler only: text has no such property at run time. */
  readonly __brand: Name
}
