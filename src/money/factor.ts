import { invalidInput } from '../errors/invalid-input.js'
import type { Amount, AmountInput } from './amount.js'
import { Decimal } from './decimal.js'
import { requirePlainDecimal } from './minor-units.js'
import { requireIntegerDigits, requireNumberDigits, toPlainAmountInput } from './parse-amount.js'

/** How half a minor unit is rounded in a product. A negative product is rounded like the positive one, mirrored. */
export type ConversionRounding = 'half-even' | 'half-up'

// Rates are quoted to far fewer decimals. The limit keeps products short.
const maxDecimals = 20

/**
 * Reads a factor of either sign: at most 20 decimals and 15 integer digits.
 *
 * @param what - Names it in the message, as in `A rate`.
 */
export function readFactor(input: AmountInput, what: string): Decimal {
  const plain = toPlainAmountInput(input)
  if (typeof plain === 'string') requirePlainDecimal(plain)
  const factor = new Decimal(plain)
  const decimals = factor.decimalPlaces()
  if (decimals > maxDecimals) {
    throw invalidInput(
      'too_many_decimals',
      `${what} has at most ${maxDecimals} decimals. Round it first`,
      [],
      { decimals, scale: maxDecimals },
    )
  }
  if (typeof plain === 'number') requireNumberDigits(factor.precision(true))
  requireIntegerDigits(factor.e + 1, what)
  return factor
}

/** Checks how products are rounded. */
export function requireRounding(rounding: ConversionRounding): ConversionRounding {
  if (rounding === 'half-even' || rounding === 'half-up') return rounding
  throw invalidInput('invalid_value', 'Must be half-even or half-up')
}

/** A factor times an amount, computed exactly and rounded once, at the end. */
export function roundedProduct(
  factor: Decimal,
  amount: Amount,
  scale: number,
  rounding: ConversionRounding,
): Amount {
  const mode = rounding === 'half-up' ? Decimal.ROUND_HALF_UP : Decimal.ROUND_HALF_EVEN
  // Rounded before it is written, because decimal.js writes a negative number that rounds to zero as -0.
  return factor.times(amount).toDecimalPlaces(scale, mode).toFixed(scale) as Amount
}
