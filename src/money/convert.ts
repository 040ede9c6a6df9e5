import {
  atPath,
  guardInput,
  invalidInput,
  requireKnownFields,
  requireObject,
} from '../errors/invalid-input.js'
import type { Amount, AmountInput } from './amount.js'
import { scaleOf, type CurrencyCode } from './currency.js'
import type { Decimal } from './decimal.js'
import { readFactor, requireRounding, roundedProduct, type ConversionRounding } from './factor.js'
import { writeMinorUnits } from './minor-units.js'
import { parseMinorUnits } from './parse-amount.js'

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
  return (amount) => roundedProduct(factor, amount, scale, rounding)
}

/** How {@link convertAmount} converts. */
export interface AmountConversion {
  /** The currency of the amount, an ISO 4217 code. */
  readonly from: string
  /** The new currency, an ISO 4217 code. */
  readonly to: string
  /** How many units of `to` one unit of `from` is worth. Above zero, at most 20 decimals. */
  readonly rate: AmountInput
  /**
   * How half a minor unit is rounded.
   * @defaultValue `'half-even'`
   */
  readonly rounding?: ConversionRounding | undefined
}

const fieldNames: readonly (keyof AmountConversion)[] = ['from', 'to', 'rate', 'rounding']

/**
 * Converts an amount to another currency. It computes exactly and rounds once. A refund is converted like the positive
 * amount, mirrored.
 *
 * @param amount - Of either sign, with at most the decimals of `from`.
 * @param conversion - The currencies and the rate.
 * @throws `invalid_input`, also for a result of more than 15 integer digits.
 *
 * @example
 * ```ts
 * import { convertAmount } from 'budgetbook'
 *
 * console.log(convertAmount('25.00', { from: 'CHF', to: 'USD', rate: '1.0443' })) // => 26.11
 * ```
 */
export function convertAmount(amount: AmountInput, conversion: AmountConversion): Amount {
  return guardInput(() => {
    requireObject(conversion, 'A conversion')
    requireKnownFields(conversion, fieldNames)
    const { from, to, rate, rounding = 'half-even' } = conversion
    const scaleBefore = atPath(['from'], () => scaleOf(from))
    const scale = atPath(['to'], () => scaleOf(to))
    const units = atPath(['amount'], () => parseMinorUnits(amount, scaleBefore))
    const factor = atPath(['rate'], () => readRate(rate))
    const mode = atPath(['rounding'], () => requireRounding(rounding))
    const converted = roundedProduct(factor, writeMinorUnits(units, scaleBefore), scale, mode)
    return writeMinorUnits(
      atPath(['amount'], () => parseMinorUnits(converted, scale)),
      scale,
    )
  })
}

/** Reads a rate of exchange: above zero, at most 20 decimals. */
export function readRate(input: AmountInput): Decimal {
  const rate = readFactor(input, 'A rate')
  if (rate.lte(0)) throw invalidInput('too_small', 'A rate must be above zero')
  return rate
}
