import { invalidInput } from '../errors/invalid-input.js'
import { parseMinorUnits } from './parse-amount.js'
import type { AmountInput } from './amount.js'
import { divideRounded } from './ratio.js'

/**
 * How a converted amount that falls between two minor units is rounded; both the same for a refund, mirrored.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, openBudgetBook, type ConversionRounding } from 'budgetbook'
 *
 * const rounding: ConversionRounding = 'half-even'
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * await book.settings.update({ currency: 'USD', monthlyLimit: '0.25' })
 * console.log((await book.settings.changeCurrency({ to: 'JPY', rate: 10, rounding })).monthlyLimit) // => 2
 * ```
 */
export type ConversionRounding = 'half-even' | 'half-up'

// Rates are quoted to far fewer places; this keeps what is multiplied short.
const rateScale = 20

/** Converts minor units of one scale to minor units of another. */
export type Converter = (units: bigint) => bigint

/**
 * Makes a converter, exact but for the one rounding at the end. In integers, and not with decimal.js, because an app
 * that never converts would carry its 13 kB all the same.
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
  const rateUnits = parseMinorUnits(rate, rateScale)
  if (rateUnits <= 0n) throw invalidInput('too_small', 'A rate must be above zero')
  const numerator = rateUnits * 10n ** BigInt(scales.to)
  const denominator = 10n ** BigInt(rateScale + scales.from)
  const mode = rounding === 'half-up' ? 'half-away' : rounding
  return (units) => divideRounded(units * numerator, denominator, mode)
}
