import { atPath, guardInput } from '../errors/invalid-input.js'
import type { Amount, AmountInput } from './amount.js'
import { scaleOfCurrency } from './currency.js'
import { readFactor, requireRounding, roundedProduct, type ConversionRounding } from './factor.js'
import { writeMinorUnits } from './minor-units.js'
import { parseMinorUnits } from './parse-amount.js'

/**
 * An amount times a factor, computed exactly and rounded once to the currency's decimals.
 *
 * @param amount - Of either sign.
 * @param factor - Of either sign, at most 20 decimals: `'1.05'` adds 5 percent.
 * @param currency - ISO 4217 code.
 * @param rounding - How half a minor unit is rounded. A negative product is rounded like the positive one, mirrored.
 * @defaultValue `rounding` is `'half-even'`
 * @throws `invalid_input`, also for a product of more than 15 integer digits.
 *
 * @example
 * ```ts
 * import { multiplyAmount } from 'budgetbook'
 *
 * console.log(multiplyAmount('199.99', '1.05', 'USD'), multiplyAmount('0.25', 0.1, 'USD', 'half-up')) // => 209.99 0.03
 * ```
 */
export function multiplyAmount(
  amount: AmountInput,
  factor: AmountInput,
  currency: string,
  rounding: ConversionRounding = 'half-even',
): Amount {
  const scale = scaleOfCurrency(currency)
  return guardInput(() => {
    const units = atPath(['amount'], () => parseMinorUnits(amount, scale))
    const times = atPath(['factor'], () => readFactor(factor, 'A factor'))
    const mode = atPath(['rounding'], () => requireRounding(rounding))
    const product = roundedProduct(times, writeMinorUnits(units, scale), scale, mode)
    return writeMinorUnits(
      atPath(['amount'], () => parseMinorUnits(product, scale)),
      scale,
    )
  })
}
