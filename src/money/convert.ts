import { guardInput, invalidInput } from '../errors/invalid-input.js'
import type { Amount, AmountInput } from './amount.js'
import { scaleOf, type CurrencyCode } from './currency.js'
import { Decimal } from './decimal.js'
import { requirePlainDecimal } from './minor-units.js'
import { requireIntegerDigits, requireNumberDigits, toPlainAmountInput } from './parse-amount.js'

/** How half a minor unit is rounded in a converted amount. A refund is rounded like the positive amount, mirrored. */
export type ConversionRounding = 'half-even' | 'half-up'

// Rates are quoted to far fewer decimals. The limit keeps products short.
const maxRateDecimals = 20

/** Converts an amount, or a total of amounts, to another currency. */
export type Converter = (amount: Amount) => Amount

/**
 * Makes a converter. It computes exactly and rounds once, at the end.
 *
 * @param rate - How many units of the new currency one unit of the old one is worth. Above zero, at most 20 decimals.
 * @param to - The new currency.
 * @throws `invalid_input`
 */
export function converter(rate: AmountInput, to: CurrencyCode, rounding: ConversionRounding): Converter {
  const factor = guardInput(() => readRate(rate))
  const scale = scaleOf(to)
  const mode = rounding === 'half-up' ? Decimal.ROUND_HALF_UP : Decimal.ROUND_HALF_EVEN
  // Rounded before it is written, because decimal.js writes a negative number that rounds to zero as -0.
  return (amount) => factor.times(amount).toDecimalPlaces(scale, mode).toFixed(scale) as Amount
}

function readRate(input: AmountInput): Decimal {
  const plain = toPlainAmountInput(input)
  if (typeof plain === 'string') requirePlainDecimal(plain)
  const rate = new Decimal(plain)
  const decimals = rate.decimalPlaces()
  if (decimals > maxRateDecimals) {
    throw invalidInput(
      'too_many_decimals',
      `A rate has at most ${maxRateDecimals} decimals. Round it first`,
      [],
      { decimals, scale: maxRateDecimals },
    )
  }
  if (typeof plain === 'number') requireNumberDigits(rate.precision(true))
  requireIntegerDigits(rate.e + 1, 'A rate')
  if (rate.lte(0)) throw invalidInput('too_small', 'A rate must be above zero')
  return rate
}
