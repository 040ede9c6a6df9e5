import fc from 'fast-check'
import { listCurrencies, type Amount, type CurrencyCode } from 'budgetbook'
import { mostUnits, textOfUnits, unitsOfText } from '../exact-decimal.js'

const currencies = listCurrencies()

/** The number of decimals of an active currency. */
export function minorUnitsOf(currency: string): number {
  const info = currencies.find(({ code }) => code === currency)
  if (info === undefined) throw new Error(`Not an active currency: ${currency}`)
  return info.minorUnits
}

/** Active currencies; those with 0, 2, 3 and 4 decimals are equally frequent. */
export function currencyArbitrary(): fc.Arbitrary<CurrencyCode> {
  const withScale = (scale: number) =>
    fc.constantFrom(...currencies.filter(({ minorUnits }) => minorUnits === scale).map(({ code }) => code))
  return fc.oneof(withScale(2), withScale(0), withScale(3), withScale(4))
}

/** Minor units in [min, max]: 0, one unit up or down, one whole, and both ends are frequent; so are small ones. */
function unitsBetween(min: bigint, max: bigint, scale: number): fc.Arbitrary<bigint> {
  const whole = 10n ** BigInt(scale)
  const edges = [0n, 1n, -1n, whole, -whole, whole - 1n, min, min + 1n, max - 1n, max].filter(
    (units) => units >= min && units <= max,
  )
  const within = (from: bigint, to: bigint) =>
    fc.bigInt({ min: from < min ? min : from, max: to > max ? max : to })
  const near = min > 0n ? min : max < 0n ? max : 0n
  return fc.oneof(
    fc.constantFrom(...edges),
    within(near - 1_000n * whole, near + 1_000n * whole),
    within(min, max),
  )
}

/** Minor units of an amount of that scale, of either sign, up to 15 integer digits. */
export function minorUnitsArbitrary(scale: number): fc.Arbitrary<bigint> {
  return unitsBetween(-mostUnits(scale), mostUnits(scale), scale)
}

/**
 * Canonical amounts of a currency. `min` and `max` are amounts of it, inclusive; without them, of either sign and up
 * to 15 integer digits: `{ min: '0' }` for budgets.
 */
export function amountArbitrary(
  currency: string,
  { min, max }: { readonly min?: string; readonly max?: string } = {},
): fc.Arbitrary<Amount> {
  const scale = minorUnitsOf(currency)
  const most = mostUnits(scale)
  return unitsBetween(
    min === undefined ? -most : unitsOfText(min, scale),
    max === undefined ? most : unitsOfText(max, scale),
    scale,
  ).map((units) => textOfUnits(units, scale) as Amount)
}
