/**
 * Marks text that the library has checked. Only outputs carry a brand; inputs are plain text. The key is a string and not
 * a unique symbol, so that the types of the ESM and the CJS build are the same.
 *
 * @typeParam Name - What the text is, for example `'Month'`.
 */
export type Brand<Name extends string> = {
  /** For the compiler only: the text has no such property at run time. */
  readonly __brand: Name
}
