import { atPath, guardInput, invalidInput, requireIterable } from '../errors/invalid-input.js'
import type { Amount, AmountInput } from './amount.js'
import { scaleOfCurrency } from './currency.js'
import { Decimal } from './decimal.js'
import { writeMinorUnits } from './minor-units.js'
import { parseMinorUnits } from './parse-amount.js'
import { requirePlainNumber } from './ratio.js'

/**
 * Splits an amount by weights. The parts add up to the amount exactly. Left-over minor units go to the parts with the
 * largest remainders; among equal remainders the earlier part gets the unit. A negative total is split like the
 * positive one, mirrored.
 *
 * @param total - What to split.
 * @param weights - Each is zero, or a number from 0.000001 to below 1e21. At least one is above zero. Weights count
 * as the decimals that they print as.
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
    const shares = atPath(['weights'], () => readWeights(weights))
    return splitByWeights(writeMinorUnits(units, scale), shares, scale)
  })
}

/**
 * {@link splitAmount} for arguments that were checked before.
 *
 * @param weights - Plain decimal text, zero or more, at least one of them above zero.
 * @param scale - Of the currency.
 */
export function splitByWeights(total: Amount, weights: readonly string[], scale: number): Amount[] {
  const units = new Decimal(total).abs().times(`1e${scale}`)
  const whole = sumOf(weights)
  const shares = weights.map((weight) => units.times(weight))
  const parts = shares.map((share) => share.divToInt(whole))
  const left = units.minus(sumOf(parts)).toNumber()
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: share.mod(whole) }))
    .sort((a, b) => b.remainder.cmp(a.remainder) || a.index - b.index)
  const rounded = new Set(byRemainder.slice(0, left).map(({ index }) => index))
  const unit = new Decimal(`1e-${scale}`).times(total.startsWith('-') ? -1 : 1)
  return parts.map(
    (part, index) =>
      part
        .plus(rounded.has(index) ? 1 : 0)
        .times(unit)
        .toFixed(scale) as Amount,
  )
}

function sumOf(values: readonly (string | Decimal)[]): Decimal {
  return values.reduce<Decimal>((sum, value) => sum.plus(value), new Decimal(0))
}

function readWeights(weights: readonly number[]): string[] {
  const texts = Array.from(requireIterable(weights), (weight, index) =>
    atPath([index], () => requirePlainNumber(weight, 'A weight')),
  )
  if (!texts.some((text) => Number(text) > 0)) {
    throw invalidInput('too_small', 'At least one weight must be above zero')
  }
  return texts
}
