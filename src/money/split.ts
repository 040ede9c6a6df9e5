import { atPath, guardInput, invalidInput, requireIterable } from '../errors/invalid-input.js'
import { parseMinorUnits } from './parse-amount.js'
import type { Amount, AmountInput } from './amount.js'
import { scaleOfCurrency } from './currency.js'
import { writeMinorUnits } from './minor-units.js'
import { ratioOf } from './ratio.js'

/**
 * Splits an amount by weights into parts that add up to it to the last minor unit, by largest remainder; among equal
 * remainders the earlier part gets the unit. A negative total is split like the positive one, mirrored.
 *
 * @param total - What to split.
 * @param weights - Numbers of zero or more, read as the decimals they print as; at least one above zero.
 * @param currency - ISO 4217 code.
 * @returns One part for each weight, in their order.
 * @throws `invalid_input`
 *
 * @example
 * ```ts
 * import { splitAmount } from 'budgetbook'
 *
 * console.log(splitAmount('100.00', [1, 1, 1], 'USD').join(' + ')) // => 33.34 + 33.33 + 33.33
 * ```
 */
export function splitAmount(total: AmountInput, weights: readonly number[], currency: string): Amount[] {
  const scale = scaleOfCurrency(currency)
  return guardInput(() => {
    const units = atPath(['total'], () => parseMinorUnits(total, scale))
    const shares = atPath(['weights'], () => commonWeights(weights))
    return splitMinorUnits(units, shares).map((part) => writeMinorUnits(part, scale))
  })
}

/** Splits minor units by integer weights, at least one of them above zero, by largest remainder. */
export function splitMinorUnits(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total < 0n) return splitMinorUnits(-total, weights).map((part) => -part)
  const whole = weights.reduce((sum, weight) => sum + weight, 0n)
  const parts = weights.map((weight) => (total * weight) / whole)
  const left = Number(total - parts.reduce((sum, part) => sum + part, 0n))
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n
  return parts
}

function commonWeights(weights: readonly number[]): bigint[] {
  const ratios = Array.from(requireIterable(weights), (weight, index) =>
    atPath([index], () => ratioOf(weight, 'A weight')),
  )
  const scale = ratios.reduce((most, ratio) => Math.max(most, ratio.scale), 0)
  const units = ratios.map((ratio) => ratio.units * 10n ** BigInt(scale - ratio.scale))
  if (!units.some((weight) => weight > 0n)) {
    throw invalidInput('too_small', 'At least one weight must be above zero')
  }
  return units
}
