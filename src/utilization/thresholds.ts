import { atPath, invalidInput, requireObject } from '../errors/invalid-input.js'
import { readMinorUnits } from '../money/minor-units.js'
import { requirePlainNumber } from '../money/ratio.js'

/** Where a status begins, in percent of the budget: `0 < warning <= critical <= overBudget`. */
export interface StatusThresholds {
  /** From here on `warning`, inclusive. */
  readonly warning: number
  /** From here on `critical`, inclusive. */
  readonly critical: number
  /** `over_budget` above this, or from it on: see `overBudgetWhen`. */
  readonly overBudget: number
  /** Whether reaching `overBudget` is enough, or only exceeding it counts. */
  readonly overBudgetWhen: 'exceeded' | 'reached'
}

/**
 * `warning` from 75 %, `critical` from 90 %, `over_budget` above 100 %.
 *
 * @example
 * ```ts
 * import { defaultThresholds, statusOf } from 'budgetbook'
 *
 * console.log(defaultThresholds.warning) // => 75
 * console.log(statusOf('800.00', '1000.00', { ...defaultThresholds, warning: 85 })) // => good
 * ```
 */
export const defaultThresholds: StatusThresholds = Object.freeze({
  warning: 75,
  critical: 90,
  overBudget: 100,
  overBudgetWhen: 'exceeded',
})

/** Thresholds as whole numbers, {@link hundredPercent} each for all of the budget; made once for a report. */
export interface ExactThresholds {
  readonly warning: bigint
  readonly critical: bigint
  readonly overBudget: bigint
  readonly overBudgetWhen: StatusThresholds['overBudgetWhen']
}

// A number that prints without an exponent has at most 22 decimals.
const scale = 22

/** All of a budget, as {@link ExactThresholds} count it. */
export const hundredPercent = 100n * 10n ** BigInt(scale)

/** Fills in the defaults and checks the whole; throws `invalid_input`, for a field of another name too. */
export function resolveThresholds(thresholds: Partial<StatusThresholds> = {}): ExactThresholds {
  requireObject(thresholds, 'Thresholds')
  const unknown = Object.keys(thresholds).find((name) => !Object.hasOwn(defaultThresholds, name))
  if (unknown !== undefined) throw invalidInput('unknown_field', 'There is no such field', [unknown])
  // Only what is undefined is the default: null is not a threshold.
  const read = (name: 'warning' | 'critical' | 'overBudget'): bigint => {
    const { [name]: percent = defaultThresholds[name] } = thresholds
    return atPath([name], () => readMinorUnits(requirePlainNumber(percent, 'A threshold'), scale))
  }
  const warning = read('warning')
  const critical = read('critical')
  const overBudget = read('overBudget')
  if (!(warning > 0n && warning <= critical && critical <= overBudget)) {
    throw invalidInput('invalid_value', 'Thresholds must be 0 < warning <= critical <= overBudget')
  }
  const { overBudgetWhen = defaultThresholds.overBudgetWhen } = thresholds
  if (overBudgetWhen !== 'exceeded' && overBudgetWhen !== 'reached') {
    throw invalidInput('invalid_value', "overBudgetWhen must be 'exceeded' or 'reached'", ['overBudgetWhen'])
  }
  return { warning, critical, overBudget, overBudgetWhen }
}
