import { invalidInput } from '../errors/invalid-input.js'
import type { Amount } from './amount.js'

// A total may have more digits than an amount, and must be readable too. A thousand digits are never money.
const maxTextLength = 40
const plainDecimal = /^(-?)(\d+)(?:\.(\d+))?$/
const minus = 45
const point = 46
const powersOfTen = [1, 10, 100, 1_000, 10_000] as const
// Two of these still add up to a safe integer.
const maxSmall = 2 ** 52

/**
 * Reads plain decimal text as integer minor units, without allocating: every expense that goes into a total is read
 * here. Gives `NaN` if the text is invalid or the number is too big. Then {@link readMinorUnits} must read it.
 */
export function readSmallMinorUnits(text: string, scale: number): number {
  const length = text.length
  if (length > 17) return Number.NaN
  const start = text.charCodeAt(0) === minus ? 1 : 0
  let units = 0
  let index = start
  for (; index < length; index++) {
    const digit = text.charCodeAt(index) - 48
    if (digit < 0 || digit > 9) break
    units = units * 10 + digit
  }
  let decimalsLeft = scale
  if (index < length) {
    // Refuses any other character, and a point without digits before and after it.
    if (text.charCodeAt(index) !== point || index === start || index === length - 1) return Number.NaN
    for (index++; index < length; index++) {
      const digit = text.charCodeAt(index) - 48
      if (digit < 0 || digit > 9) return Number.NaN
      if (decimalsLeft > 0) {
        units = units * 10 + digit
        decimalsLeft--
      } else if (digit > 0) return Number.NaN
    }
  } else if (index === start) return Number.NaN
  units *= powersOfTen[decimalsLeft as 0]
  if (units > maxSmall) return Number.NaN
  return start === 1 ? -units : units
}

/**
 * Reads plain decimal text as integer minor units, of any size that a total can have.
 *
 * @throws `invalid_input` for anything but plain decimal text with at most `scale` decimals. Zeros after them do not
 * count.
 */
export function readMinorUnits(text: string, scale: number): bigint {
  if (typeof text !== 'string') {
    throw invalidInput('invalid_type', 'An amount must be text', [], { expected: 'string' })
  }
  const small = readSmallMinorUnits(text, scale)
  if (!Number.isNaN(small)) return BigInt(small)
  const [, sign = '', whole = '', decimals = ''] = requirePlainDecimal(text)
  // Zeros after the last decimal change nothing, and many ORMs send them.
  if (/[1-9]/.test(decimals.slice(scale))) {
    throw invalidInput(
      'too_many_decimals',
      `${text} has ${decimals.length} decimals, but at most ${scale} are allowed; round it yourself first`,
      [],
      { decimals: decimals.length, scale },
    )
  }
  return BigInt(sign + whole + decimals.slice(0, scale).padEnd(scale, '0'))
}

/** Splits plain decimal text into sign, integer digits and decimals. Throws `invalid_input` for other text. */
export function requirePlainDecimal(text: string): RegExpExecArray {
  if (text.length > maxTextLength) {
    throw invalidInput('too_many_digits', 'An amount has too many digits', [], { length: text.length })
  }
  const match = plainDecimal.exec(text)
  if (match) return match
  throw invalidInput('invalid_amount', `Not a plain decimal number: ${JSON.stringify(text)}`)
}

/** Writes integer minor units as canonical text. */
export function writeMinorUnits(units: bigint, scale: number): Amount {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const text = scale === 0 ? whole : `${whole}.${digits.slice(-scale)}`
  return (units < 0n ? `-${text}` : text) as Amount
}

/** An exact running sum in minor units. It is a number as long as it fits, so adding an amount allocates nothing. */
export class MinorUnitsSum {
  readonly #scale: number
  #small = 0
  #large = 0n

  constructor(scale: number) {
    this.#scale = scale
  }

  /** Adds an amount. For anything else it throws `invalid_input`, and the sum is unchanged. */
  add(amount: string): void {
    const units = typeof amount === 'string' ? readSmallMinorUnits(amount, this.#scale) : Number.NaN
    if (Number.isNaN(units)) this.#large += readMinorUnits(amount, this.#scale)
    else {
      this.#small += units
      if (this.#small > maxSmall || this.#small < -maxSmall) this.#carry()
    }
  }

  #carry(): void {
    this.#large += BigInt(this.#small)
    this.#small = 0
  }

  /** The sum so far. */
  total(): bigint {
    return this.#large + BigInt(this.#small)
  }
}
