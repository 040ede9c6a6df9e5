import { atPath, invalidInput } from '../../errors/invalid-input.js'
import type { AmountInput } from '../../money/amount.js'
import { readUnits } from '../../money/parse-amount.js'
import { divideRounded, requirePlainNumber } from '../../money/ratio.js'

/** What a suggested budget is made of. */
export type SuggestionBasis = 'median' | 'mean' | 'last' | 'budget'

const bases: readonly SuggestionBasis[] = ['median', 'mean', 'last', 'budget']

/** How budgets are suggested. */
export interface SuggestionOptions {
  /**
   * The median or the mean spending of the window, the spending of the last complete month (`'last'`), or the budget of
   * that month (`'budget'`).
   * @defaultValue `'median'`
   */
  readonly basis?: SuggestionBasis | undefined
  /**
   * How many months the window has at most, 1 to 36. A list, as in the totals of a book, means the default.
   * @defaultValue 6
   */
  readonly months?: number | readonly object[] | undefined
  /**
   * Percent to add to what comes out, from -100 to 1,000.
   * @defaultValue 0
   */
  readonly adjustPercent?: number | undefined
  /** What comes out is rounded up to a multiple of this amount, which is above zero. */
  readonly step?: AmountInput | undefined
}

/** {@link SuggestionOptions}, checked. */
export interface CheckedSuggestionOptions {
  readonly basis: SuggestionBasis
  readonly count: number
  /** Makes the budget of what the basis gives, in minor units, zero or more. */
  readonly finish: (units: bigint) => bigint
}

const defaultMonths = 6
const mostMonths = 36
const mostPercent = 1_000

/** Checks the options of suggestions in a currency of `scale` decimals. Throws `invalid_input`. */
export function readSuggestionOptions(options: SuggestionOptions, scale: number): CheckedSuggestionOptions {
  // Only undefined means the default.
  const { basis = 'median', months = defaultMonths, adjustPercent = 0 } = options
  if (!bases.includes(basis)) {
    throw invalidInput('invalid_value', `The basis must be one of ${bases.join(', ')}`, ['basis'])
  }
  const count = readMonthCount(months)
  const factor = atPath(['adjustPercent'], () => readFactor(adjustPercent))
  const { step: stepInput } = options
  const step = stepInput === undefined ? 1n : atPath(['step'], () => readStep(stepInput, scale))
  const finish = (units: bigint) => {
    // Refunds may be more than the spending, but a budget is zero or more.
    const least = units > 0n ? units : 0n
    return roundUp(divideRounded(least * factor.numerator, factor.denominator), step)
  }
  return { basis, count, finish }
}

function readMonthCount(months: NonNullable<SuggestionOptions['months']>): number {
  // The totals of a book have a list of this name, and spreading them is how this function is called.
  if (Array.isArray(months)) return defaultMonths
  if (typeof months === 'number' && Number.isInteger(months) && months >= 1 && months <= mostMonths) {
    return months
  }
  throw invalidInput('invalid_value', `The window has 1 to ${mostMonths} months`, ['months'], {
    minimum: 1,
    maximum: mostMonths,
  })
}

interface Factor {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** `(100 + percent) / 100`, exactly as the percentage prints. */
function readFactor(percent: number): Factor {
  if (typeof percent !== 'number') {
    throw invalidInput('invalid_type', 'A percentage must be a number', [], { expected: 'number' })
  }
  const [whole = '', decimals = ''] = requirePlainNumber(Math.abs(percent), 'A percentage').split('.')
  if (percent < -100) {
    throw invalidInput('too_small', 'A budget can be lowered by 100 % at most', [], { minimum: -100 })
  }
  if (percent > mostPercent) {
    throw invalidInput('too_big', `A budget can be raised by ${mostPercent} % at most`, [], {
      maximum: mostPercent,
    })
  }
  const hundred = 100n * 10n ** BigInt(decimals.length)
  const change = BigInt(whole + decimals)
  return { numerator: percent < 0 ? hundred - change : hundred + change, denominator: hundred }
}

function readStep(step: AmountInput, scale: number): bigint {
  const units = readUnits(step, scale)
  if (units <= 0n) {
    throw invalidInput(units === 0n ? 'zero_amount' : 'negative_amount', 'A step must be above zero')
  }
  return units
}

function roundUp(units: bigint, step: bigint): bigint {
  return ((units + step - 1n) / step) * step
}
