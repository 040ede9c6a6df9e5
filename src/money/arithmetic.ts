import { atPath, guardInput, requireIterable } from '../errors/invalid-input.js'
import type { Amount } from './amount.js'
import { scaleOfCurrency } from './currency.js'
import { MinorUnitsSum, readMinorUnits, writeMinorUnits } from './minor-units.js'

// Comparing needs no currency. Text with more decimals than any currency has is not an amount.
const comparisonScale = 4

/**
 * Adds amounts exactly, however many and however large they are.
 *
 * @param amounts - Plain decimal text with at most the currency's decimals.
 * @param currency - ISO 4217 code.
 * @throws `invalid_input`, with the position of the amount in its path: `['amounts', 3]`.
 *
 * @example
 * ```ts
 * import { sumAmounts } from 'budgetbook'
 *
 * console.log(sumAmounts(['0.10', '0.20', '-0.05'], 'USD')) // => 0.25
 * ```
 */
export function sumAmounts(amounts: Iterable<string>, currency: string): Amount {
  const scale = scaleOfCurrency(currency)
  return guardInput(() => {
    const sum = new MinorUnitsSum(scale)
    let position = 0
    for (const amount of atPath(['amounts'], () => requireIterable(amounts))) {
      const at = position++
      atPath(['amounts', at], () => sum.add(amount))
    }
    return writeMinorUnits(sum.total(), scale)
  })
}

/**
 * `a` minus `b`, exactly.
 *
 * @param a - Plain decimal text with at most the currency's decimals.
 * @param b - The same.
 * @param currency - ISO 4217 code.
 * @throws `invalid_input`
 *
 * @example
 * ```ts
 * import { subtractAmounts } from 'budgetbook'
 *
 * console.log(subtractAmounts('8000.00', '5000.00', 'USD')) // => 3000.00
 * ```
 */
export function subtractAmounts(a: string, b: string, currency: string): Amount {
  const scale = scaleOfCurrency(currency)
  return writeMinorUnits(difference(a, b, scale), scale)
}

/**
 * Compares two amounts of one currency by value. Returns -1, 0 or 1, as `Array.prototype.sort` needs it. Comparing
 * the text would be wrong: `"900.00" > "1000.00"`.
 *
 * @param a - Plain decimal text.
 * @param b - The same.
 * @throws `invalid_input`
 *
 * @example
 * ```ts
 * import { compareAmounts } from 'budgetbook'
 *
 * console.log(['1000.00', '900.00', '-5.00'].sort(compareAmounts).join(' ')) // => -5.00 900.00 1000.00
 * ```
 */
export function compareAmounts(a: string, b: string): -1 | 0 | 1 {
  const units = difference(a, b, comparisonScale)
  return units < 0n ? -1 : units > 0n ? 1 : 0
}

function difference(a: string, b: string, scale: number): bigint {
  return atPath(['a'], () => readMinorUnits(a, scale)) - atPath(['b'], () => readMinorUnits(b, scale))
}

/**
 * The amount with the other sign. Zero stays zero, without a sign.
 *
 * @param amount - Plain decimal text with at most the currency's decimals.
 * @param currency - ISO 4217 code.
 * @throws `invalid_input`
 *
 * @example
 * ```ts
 * import { negateAmount } from 'budgetbook'
 *
 * console.log(negateAmount('12.50', 'USD'), negateAmount('0', 'USD')) // => -12.50 0.00
 * ```
 */
export function negateAmount(amount: string, currency: string): Amount {
  const scale = scaleOfCurrency(currency)
  return writeMinorUnits(-atPath(['amount'], () => readMinorUnits(amount, scale)), scale)
}
