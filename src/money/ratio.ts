import { invalidInput } from '../errors/invalid-input.js'

/** A non-negative decimal number as an exact fraction: `units / 10 ** scale`. */
export interface Ratio {
  readonly units: bigint
  readonly scale: number
}

/**
 * The decimal number that a person wrote, not the binary one that the machine holds: 0.1 is one tenth. Numbers
 * outside of what prints without an exponent are no percentages or weights.
 *
 * @throws `invalid_input` for anything but a finite number of zero or more.
 */
export function ratioOf(value: number, what: string): Ratio {
  const text = String(value)
  if (typeof value !== 'number' || !/^\d+(\.\d+)?$/.test(text)) {
    throw invalidInput('invalid_value', `${what} must be a number, zero or more, between 0.000001 and 1e21`)
  }
  const [whole = '', decimals = ''] = text.split('.')
  return { units: BigInt(whole + decimals), scale: decimals.length }
}

/** Where exactly half of a unit goes: away from zero, or to the even neighbour. */
export type Rounding = 'half-away' | 'half-even'

/** `numerator / denominator` to the nearest integer, the same for a negative numerator, mirrored; `denominator` above zero. */
export function divideRounded(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  if (numerator < 0n) return -divideRounded(-numerator, denominator, rounding)
  const quotient = numerator / denominator
  const twice = 2n * (numerator % denominator)
  const up =
    twice > denominator || (twice === denominator && (rounding === 'half-away' || quotient % 2n === 1n))
  return up ? quotient + 1n : quotient
}
