import { atPath, guardInput, invalidInput } from '../errors/invalid-input.js'
import type { Amount, AmountInput } from './amount.js'
import { scaleOf, scaleOfCurrency } from './currency.js'
import { readMinorUnits, writeMinorUnits } from './minor-units.js'
import { requireNonnegative, requireNonzero, requirePositive } from './sign.js'

// This file does not import decimal.js: a report reads amounts, and does not need its arithmetic.

const maxIntegerDigits = 15
const maxNumberDigits = 15
// Numbers with exponents beyond these are refused: no total is so large, and no rate has so many decimals.
const largestExponent = 40
const smallestExponent = -20

/**
 * Checks an amount and writes it canonically at the currency's scale. Never rounds.
 *
 * @param input - Plain decimal text (no exponent, no separators, no spaces), a number, or a `Decimal`.
 * @param currency - ISO 4217 code, in use or withdrawn.
 * @throws `invalid_input` with the issue `too_many_decimals` (more than the currency has), `too_many_digits` (more
 * than 15 integer digits, or a JavaScript number with more than 15 significant digits: pass text instead),
 * `invalid_amount`, `invalid_type` or `unknown_currency`.
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

const signRules = {
  nonzero: requireNonzero,
  nonnegative: requireNonnegative,
  positive: requirePositive,
  any: (units: bigint): bigint => units,
}

/**
 * {@link parseAmount} with a check of the sign.
 *
 * @param what - Names the amount in the message, as in `A budget`.
 */
export function readAmount(
  input: AmountInput,
  currency: string,
  sign: keyof typeof signRules,
  what: string,
): Amount {
  const scale = scaleOf(currency)
  return writeMinorUnits(signRules[sign](parseMinorUnits(input, scale), what), scale)
}

/** Reads a caller's amount or total in minor units. It may have as many digits as a total. */
export function readUnits(input: AmountInput, scale: number): bigint {
  return readMinorUnits(amountText(input, scale), scale)
}

/** {@link parseAmount} to minor units. */
export function parseMinorUnits(input: AmountInput, scale: number): bigint {
  const units = readUnits(input, scale)
  requireIntegerDigits((units < 0n ? -units : units).toString().length - scale, 'An amount')
  return units
}

/**
 * The text of a caller's amount: the text itself, the number as it prints, or the plain text of a `Decimal`. Text is
 * not checked further.
 *
 * @param scale - How many decimals the amount may have.
 */
export function amountText(input: AmountInput, scale: number): string {
  const plain = toPlainAmountInput(input)
  return typeof plain === 'number' ? numberText(plain, scale) : plain
}

/** An amount as plain data, not checked further. A `Decimal` becomes text, so that nobody can change it later. */
export function toPlainAmountInput(input: AmountInput): string | number {
  if (typeof input === 'string') return input
  if (typeof input === 'number') {
    // NaN is refused here, because in JSON it would become null, which has another meaning.
    if (Number.isFinite(input)) return input
    throw invalidInput('invalid_amount', `Not a plain decimal number: ${input}`)
  }
  if (isDecimal(input)) return decimalText(input)
  throw invalidInput('invalid_type', 'An amount must be text, a number or a Decimal', [], {
    expected: 'string, number or Decimal',
  })
}

/** Refuses more digits before the point than an amount or a rate may have. */
export function requireIntegerDigits(digits: number, what: string): void {
  if (digits <= maxIntegerDigits) return
  throw invalidInput('too_many_digits', `${what} has at most ${maxIntegerDigits} integer digits`, [], {
    maximum: maxIntegerDigits,
  })
}

/** Refuses a number with more digits than a double holds exactly. */
export function requireNumberDigits(digits: number): void {
  if (digits <= maxNumberDigits) return
  throw invalidInput(
    'too_many_digits',
    `A number holds at most ${maxNumberDigits} digits exactly. Pass text`,
    [],
    { maximum: maxNumberDigits },
  )
}

/** The part of a `Decimal` that is read here, of any copy of decimal.js. */
interface AnyDecimal {
  readonly e: number
  toFixed(): unknown
  toExponential(): unknown
}

// Checks the tag, not `instanceof`: an app may have another copy of decimal.js, or its ESM copy beside the CJS one.
function isDecimal(input: unknown): input is AnyDecimal {
  return Object.prototype.toString.call(input) === '[object Decimal]'
}

function decimalText(input: AnyDecimal): string {
  const { e } = input
  if (e > largestExponent || e < smallestExponent) throw beyondAmounts(e, `1e${e}`)
  return String(input.toFixed())
}

function numberText(value: number, scale: number): string {
  const text = String(value)
  // A number prints with an exponent from 1e21 on, and below 0.000001. No amount has so many digits or decimals.
  const [, exponent] = text.split('e')
  if (exponent !== undefined) throw beyondAmounts(Number(exponent), text)
  // For 0.1 + 0.2, "too many decimals" is the better answer. readMinorUnits gives it, so the digits are not checked
  // here.
  if ((text.split('.')[1]?.length ?? 0) <= scale)
    requireNumberDigits(text.replace(/^-?0*\.?0*|\./g, '').length)
  return text
}

function beyondAmounts(exponent: number, text: string): Error {
  return invalidInput(
    exponent > 0 ? 'too_many_digits' : 'too_many_decimals',
    `${text} has too many digits`,
    [],
    { maximum: maxIntegerDigits },
  )
}
