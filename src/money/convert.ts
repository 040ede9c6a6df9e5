import { invalidInput } from '../errors/invalid-input.js'
import { parseMinorUnits, type AmountInput } from './amount.js'
import { ExactDecimal } from './decimal.js'

/** How a converted amount that falls between two minor units is rounded; both the same for a refund, mirrored. */
export type ConversionRounding = 'half-even' | 'half-up'

// Rates are quoted to far fewer places; this bounds the product below the precision of ExactDecimal.
const rateScale = 20

/** Converts minor units of one scale to minor units of another. */
export type Converter = (units: bigint) => bigint

/**
 * Makes a converter.
 *
 * @param rate - Units of the new currency for one of the old; above zero, at most 20 decimals.
 * @param scales - The minor units of the old and of the new currency.
 * @throws `invalid_input`
 */
export function converter(
  rate: AmountInput,
  scales: { readonly from: number; readonly to: number },
  rounding: ConversionRounding,
): Converter {
  const exactRate = new ExactDecimal(parseMinorUnits(rate, rateScale).toString()).div(`1e${rateScale}`)
  if (exactRate.lte(0)) throw invalidInput('too_small', 'A rate must be above zero')
  const factor = exactRate.times(`1e${scales.to}`).div(`1e${scales.from}`)
  const mode = rounding === 'half-up' ? ExactDecimal.ROUND_HALF_UP : ExactDecimal.ROUND_HALF_EVEN
  return (units) =>
    BigInt(new ExactDecimal(units.toString()).times(factor).toDecimalPlaces(0, mode).toFixed())
}
