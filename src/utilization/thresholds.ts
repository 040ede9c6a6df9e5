import { atPath, invalidInput, requireObject } from '../errors/invalid-input.js'
import { ratioOf, type Ratio } from '../money/ratio.js'

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

/**
 * Thresholds over one denominator, ready to be compared with: `spent * denominator >= budget * warning` is a warning. Made
 * once for a report, and not for each category.
 */
export interface ExactThresholds {
  readonly denominator: bigint
  readonly warning: bigint
  readonly critical: bigint
  readonly overBudget: bigint
  readonly overBudgetWhen: StatusThresholds['overBudgetWhen']
}

/** Fills in the defaults and checks the whole; throws `invalid_input`. */
export function resolveThresholds(thresholds: Partial<StatusThresholds> = {}): ExactThresholds {
  requireObject(thresholds, 'Thresholds')
  const warning = thresholds.warning ?? defaultThresholds.warning
  const critical = thresholds.critical ?? defaultThresholds.critical
  const overBudget = thresholds.overBudget ?? defaultThresholds.overBudget
  const overBudgetWhen = thresholds.overBudgetWhen ?? defaultThresholds.overBudgetWhen
  const ratios = {
    warning: atPath(['warning'], () => ratioOf(warning, 'A threshold')),
    critical: atPath(['critical'], () => ratioOf(critical, 'A threshold')),
    overBudget: atPath(['overBudget'], () => ratioOf(overBudget, 'A threshold')),
  }
  if (!(warning > 0 && warning <= critical && critical <= overBudget)) {
    throw invalidInput('invalid_value', 'Thresholds must be 0 < warning <= critical <= overBudget')
  }
  if (overBudgetWhen !== 'exceeded' && overBudgetWhen !== 'reached') {
    throw invalidInput('invalid_value', "overBudgetWhen must be 'exceeded' or 'reached'", ['overBudgetWhen'])
  }
  return { ...overOneDenominator(ratios), overBudgetWhen }
}

type Percentages = Record<'warning' | 'critical' | 'overBudget', Ratio>

function overOneDenominator({
  warning,
  critical,
  overBudget,
}: Percentages): Omit<ExactThresholds, 'overBudgetWhen'> {
  const scale = Math.max(warning.scale, critical.scale, overBudget.scale)
  const unitsOf = (ratio: Ratio): bigint => ratio.units * powerOfTen(scale - ratio.scale)
  return {
    denominator: 100n * powerOfTen(scale),
    warning: unitsOf(warning),
    critical: unitsOf(critical),
    overBudget: unitsOf(overBudget),
  }
}

function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent)
}
