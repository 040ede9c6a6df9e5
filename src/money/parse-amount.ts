import type { Decimal } from 'decimal.js'
import { atPath, guardInput, invalidInput } from '../errors/invalid-input.js'
import type { Amount, AmountInput } from './amount.js'
import { scaleOfCurrency } from './currency.js'
import { readMinorUnits, writeMinorUnits } from './minor-units.js'

const maxIntegerDigits = 15
const maxNumberDigits = 15
// More than any currency or rate has; keeps what is written out short.
const maxDecimals = 20

/**
 * Checks an amount and writes it canonically at the currency's scale. Never rounds.
 *
 * @param input - Plain decimal text (no exponent, no separators, no spaces), a number, or a `Decimal`.
 * @param currency - ISO 4217 code; withdrawn ones too.
 * @throws `invalid_input` with an issue `too_many_decimals` (more than the currency has), `too_many_digits` (more than 15
 * integer digits, or a number of more than 15 significant ones: pass text), `invalid_amount`, `invalid_type` or
 * `unknown_currency`.
 *
 * @example
 * ```ts
 * import { parseAmount } from 'budgetbook'
 *
 * console.log(parseAmount('1500', 'USD'), parseAmount(1500, 'JPY'), parseAmount('-0.5', 'KWD')) // => 1500.00 1500 -0.500
 * ```
 */
export function parseAmount(input: AmountInput, currency: string): Amount {
  const scale = scaleOfCurrency(currency)
  const units = atPath(['input'], () => guardInput(() => parseMinorUnits(input, scale)))
  return writeMinorUnits(units, scale)
}

/** {@link parseAmount} to minor units. */
export function parseMinorUnits(input: AmountInput, scale: number): bigint {
  const units = readMinorUnits(plainText(input, scale), scale)
  const integerDigits = (units < 0n ? -units : units).toString().length - scale
  if (integerDigits > maxIntegerDigits) throw tooManyDigits()
  return units
}

/** An amount as plain data, not checked further: a `Decimal` becomes text, so that nobody can change it later. */
export function toPlainAmountInput(input: AmountInput): string | number {
  if (typeof input === 'string') return input
  if (typeof input === 'number') {
    // Refused here already: as JSON, NaN is null, and null says something else.
    if (Number.isFinite(input)) return input
    throw invalidInput('invalid_amount', `Not a plain decimal number: ${input}`)
  }
  if (isDecimal(input)) return expand(String(input))
  throw invalidInput('invalid_type', 'An amount must be text, a number or a Decimal', [], {
    expected: 'string, number or Decimal',
  })
}

// By tag, not by `instanceof`: an app may have another copy of decimal.js, or its ESM copy beside the CJS one.
function isDecimal(input: unknown): input is Decimal {
  return Object.prototype.toString.call(input) === '[object Decimal]'
}

function plainText(input: AmountInput, scale: number): string {
  const plain = toPlainAmountInput(input)
  return typeof plain === 'number' ? numberText(plain, scale) : plain
}

function numberText(value: number, scale: number): string {
  const text = expand(String(value))
  const digits = text.replace(/^-?0*\.?0*|\./g, '').length
  // Too many decimals is the better answer for 0.1 + 0.2, so that check, in readMinorUnits, comes first.
  if (digits > maxNumberDigits && (text.split('.')[1]?.length ?? 0) <= scale) {
    throw invalidInput(
      'too_many_digits',
      `A number carries ${maxNumberDigits} digits for certain; pass text`,
      [],
      {
        maximum: maxNumberDigits,
      },
    )
  }
  return text
}

/** Writes out the exponent of a number's text: `1e-7` as `0.0000001`. Text that is no number stays as it is. */
function expand(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (!match) return text
  const [, sign = '', whole = '', decimals = '', exponentText = ''] = match
  const digits = whole + decimals
  // How many decimals are left when the exponent is gone; below zero, how many zeros to add.
  const places = decimals.length - Number(exponentText)
  if (places > maxDecimals) {
    throw invalidInput('too_many_decimals', `${text} has too many decimals`, [], { maximum: maxDecimals })
  }
  if (places < -maxDecimals) throw tooManyDigits()
  if (places <= 0) return sign + digits + '0'.repeat(-places)
  const padded = digits.padStart(places + 1, '0')
  return `${sign}${padded.slice(0, -places)}.${padded.slice(-places)}`
}

function tooManyDigits(): Error {
  return invalidInput('too_many_digits', `An amount has at most ${maxIntegerDigits} integer digits`, [], {
    maximum: maxIntegerDigits,
  })
}
