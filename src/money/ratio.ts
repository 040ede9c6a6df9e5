import { invalidInput } from '../errors/invalid-input.js'

/**
 * The text of a percentage or a weight: the decimal number as a person wrote it, so 0.1 is exactly one tenth. A
 * number that prints with an exponent is refused.
 *
 * @throws `invalid_input` for anything but a finite number of zero or more.
 */
export function requirePlainNumber(value: number, what: string): string {
  const text = String(value)
  if (typeof value === 'number' && /^\d+(\.\d+)?$/.test(text)) return text
  throw invalidInput('invalid_value', `${what} must be zero, or a number from 0.000001 to below 1e21`)
}

/**
 * `numerator / denominator`, rounded to the nearest integer, halves away from zero. `denominator` must be above zero.
 */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  if (numerator < 0n) return -divideRounded(-numerator, denominator)
  return (2n * numerator + denominator) / (2n * denominator)
}
