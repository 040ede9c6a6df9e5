import * as fc from 'fast-check'
import type { Amount } from '../../money/amount.js'
import { listCurrencies, scaleOf, type CurrencyCode } from '../../money/currency.js'
import { readMinorUnits, writeMinorUnits } from '../../money/minor-units.js'

/**
 * Currencies in use. Currencies with 0, 2, 3 and 4 decimals come equally often.
 *
 * @example
 * ```ts
 * import * as fc from 'fast-check'
 * import { parseAmount } from 'budgetbook'
 * import { currencyArbitrary } from 'budgetbook/testing'
 *
 * const scales = fc.sample(currencyArbitrary(), 200).map((currency) => parseAmount(0, currency).length)
 * console.log([...new Set(scales)].sort().join()) // => 1,4,5,6
 * ```
 */
export function currencyArbitrary(): fc.Arbitrary<CurrencyCode> {
  const currencies = listCurrencies()
  const ofScale = (scale: number): fc.Arbitrary<CurrencyCode> =>
    fc.constantFrom(...currencies.filter(({ minorUnits }) => minorUnits === scale).map(({ code }) => code))
  // The simplest comes first, because failures shrink to it.
  return fc.oneof(ofScale(2), ofScale(0), ofScale(3), ofScale(4))
}

/** Bounds of {@link amountArbitrary}: plain decimal text in the currency, inclusive. */
export interface AmountConstraints {
  /**
   * The smallest amount.
   * @defaultValue the most negative amount, with 15 integer digits
   */
  readonly min?: string
  /**
   * The largest amount.
   * @defaultValue the largest amount, with 15 integer digits
   */
  readonly max?: string
}

/**
 * Canonical amounts of a currency. Zero, plus and minus one minor unit, one whole unit, both bounds and small amounts
 * come often.
 *
 * @param currency - ISO 4217 code.
 * @param constraints - Bounds, inclusive: `{ min: '0' }` for budgets.
 *
 * @example
 * ```ts
 * import * as fc from 'fast-check'
 * import { subtractAmounts, sumAmounts } from 'budgetbook'
 * import { amountArbitrary } from 'budgetbook/testing'
 *
 * fc.assert(
 *   fc.property(amountArbitrary('KWD'), amountArbitrary('KWD'), (a, b) => {
 *     return subtractAmounts(sumAmounts([a, b], 'KWD'), b, 'KWD') === a
 *   }),
 * )
 * const smallest = amountArbitrary('USD', { min: '0.01', max: '0.01' })
 * console.log(fc.sample(smallest, 1)[0]) // => 0.01
 * ```
 */
export function amountArbitrary(
  currency: string,
  { min, max }: AmountConstraints = {},
): fc.Arbitrary<Amount> {
  const scale = scaleOf(currency)
  const most = 10n ** BigInt(15 + scale) - 1n
  const least = min === undefined ? -most : readMinorUnits(min, scale)
  const largest = max === undefined ? most : readMinorUnits(max, scale)
  return unitsArbitrary(least, largest, scale).map((units) => writeMinorUnits(units, scale))
}

function unitsArbitrary(min: bigint, max: bigint, scale: number): fc.Arbitrary<bigint> {
  const whole = 10n ** BigInt(scale)
  const isWithin = (units: bigint): boolean => units >= min && units <= max
  const edges = [0n, 1n, -1n, whole, -whole, whole - 1n, max, min, max - 1n, min + 1n].filter(isWithin)
  // Amounts of real life are around zero, or as near to it as the bounds allow.
  const centre = min > 0n ? min : max < 0n ? max : 0n
  const low = centre - 1_000n * whole
  const high = centre + 1_000n * whole
  const usual = fc.bigInt({ min: low < min ? min : low, max: high > max ? max : high })
  return fc.oneof(usual, fc.constantFrom(...edges), fc.bigInt({ min, max }))
}
