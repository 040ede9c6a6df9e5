import { countMonths, mostMonths } from '../../calendar/each-month.js'
import { requireMonth, type Month } from '../../calendar/month.js'
import {
  atPath,
  invalidInput,
  requireKnownFields,
  requireObject,
  requireText,
  visitEach,
} from '../../errors/invalid-input.js'
import type { AmountInput } from '../../money/amount.js'
import { readUnits } from '../../money/parse-amount.js'
import { requireNonnegative } from '../../money/sign.js'

/** How the money of a category passes from one month to the next. */
export interface RolloverRule {
  /** The category. It has one rule at most. */
  readonly categoryId: string
  /** The first month of the chain, `YYYY-MM`. Nothing is carried into it but `opening`. */
  readonly from: string
  /**
   * What passes on: money that is left (`'unspent'`), money that is missing (`'overspent'`), or both.
   * @defaultValue `'both'`
   */
  readonly carry?: 'both' | 'unspent' | 'overspent' | undefined
  /**
   * The most that passes on, zero or more; `null` for no cap. It does not limit what is missing.
   * @defaultValue `null`
   */
  readonly cap?: AmountInput | null | undefined
  /**
   * What is carried into the first month; below zero if money is missing. `carry` and `cap` apply to it too.
   * @defaultValue zero
   */
  readonly opening?: AmountInput | undefined
}

const fieldNames: readonly (keyof RolloverRule)[] = ['categoryId', 'from', 'carry', 'cap', 'opening']

/** What a rule lets pass from one month to the next. */
export interface CarryLimits {
  readonly carry: NonNullable<RolloverRule['carry']>
  /** In minor units, or `null` without a cap. */
  readonly cap: bigint | null
}

/** A {@link RolloverRule}, checked, in minor units. */
export interface CheckedRule extends CarryLimits {
  /** Where the rule is among the rules. */
  readonly position: number
  readonly from: Month
  readonly opening: bigint
  /** How many months the chain has up to the reported month; zero or less for a rule that begins later. */
  readonly length: number
}

/** Checks rules, and gives them by category id. Throws `invalid_input`. */
export function readRules(
  rules: Iterable<RolloverRule>,
  month: Month,
  scale: number,
): ReadonlyMap<string, CheckedRule> {
  const checked = new Map<string, CheckedRule>()
  visitEach('rules', rules, (rule) => {
    requireObject(rule, 'A rule')
    requireKnownFields(rule, fieldNames)
    const { categoryId } = rule
    atPath(['categoryId'], () => requireText(categoryId, 'An id'))
    if (checked.has(categoryId)) {
      throw invalidInput('duplicate', 'The category has two rules', ['categoryId'], { categoryId })
    }
    checked.set(categoryId, readRule(rule, checked.size, month, scale))
  })
  return checked
}

function readRule(rule: RolloverRule, position: number, month: Month, scale: number): CheckedRule {
  // Only undefined means the default.
  const { carry = 'both', cap = null, opening = '0' } = rule
  const from = atPath(['from'], () => requireMonth(rule.from))
  // A rule may begin after the reported month.
  const length = countMonths(from, month)
  if (length > mostMonths) {
    throw invalidInput('too_big', `A chain has at most ${mostMonths} months`, ['from'], {
      maximum: mostMonths,
    })
  }
  if (carry !== 'both' && carry !== 'unspent' && carry !== 'overspent') {
    throw invalidInput('invalid_value', "carry must be 'both', 'unspent' or 'overspent'", ['carry'])
  }
  return {
    position,
    from,
    length,
    carry,
    cap: atPath(['cap'], () => (cap === null ? null : requireNonnegative(readUnits(cap, scale), 'A cap'))),
    // As many digits as a total may have: what one call carries out, another call may take as its opening.
    opening: atPath(['opening'], () => readUnits(opening, scale)),
  }
}
