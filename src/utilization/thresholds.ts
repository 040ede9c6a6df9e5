import { atPath, invalidInput, requireKnownFields, requireObject } from '../errors/invalid-input.js'
import { readMinorUnits } from '../money/minor-units.js'
import { requirePlainNumber } from '../money/ratio.js'

/** Where each status begins, in percent of the budget: `0 < warning <= critical <= overBudget`. */
export interface StatusThresholds {
  /** `warning` begins here, inclusive. */
  readonly warning: number
  /** `critical` begins here, inclusive. */
  readonly critical: number
  /** `over_budget` begins above this, or at this: see `overBudgetWhen`. */
  readonly overBudget: number
  /** Whether `over_budget` begins above `overBudget` (`'exceeded'`) or at it (`'reached'`). */
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

/** Thresholds as whole numbers, where {@link hundredPercent} is the whole budget. Made once for a report. */
export interface ExactThresholds {
  readonly warning: bigint
  readonly critical: bigint
  readonly overBudget: bigint
  readonly overBudgetWhen: StatusThresholds['overBudgetWhen']
}

// A number that prints without an exponent has at most 22 decimals.
const scale = 22

/** The whole budget, in the units of {@link ExactThresholds}. */
export const hundredPercent = 100n * 10n ** BigInt(scale)

/** Fills in the defaults and checks the result. Throws `invalid_input`, also for an unknown field. */
export function resolveThresholds(thresholds: Partial<StatusThresholds> = {}): ExactThresholds {
  requireObject(thresholds, 'Thresholds')
  requireKnownFields(thresholds, Object.keys(defaultThresholds))
  // Only undefined means the default. null is not a threshold.
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
