import { invalidInput } from '../errors/invalid-input.js'

/**
 * The text of a percentage or a weight: the decimal number that a person wrote, not the binary one that the machine holds.
 * 0.1 is one tenth. Numbers outside of what prints without an exponent are no percentages or weights.
 *
 * @throws `invalid_input` for anything but a finite number of zero or more.
 */
export function requirePlainNumber(value: number, what: string): string {
  const text = String(value)
  if (typeof value === 'number' && /^\d+(\.\d+)?$/.test(text)) return text
  throw invalidInput('invalid_value', `${what} must be a number, zero or more, between 0.000001 and 1e21`)
}

/**
 * `numerator / denominator` to the nearest integer, halves away from zero: the same for a negative numerator, mirrored;
 * `denominator` above zero.
 */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  if (numerator < 0n) return -divideRounded(-numerator, denominator)
  return (2n * numerator + denominator) / (2n * denominator)
}
