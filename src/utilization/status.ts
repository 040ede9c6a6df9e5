import { atPath, guardInput } from '../errors/invalid-input.js'
import type { AmountInput } from '../money/amount.js'
import { readUnits } from '../money/parse-amount.js'
import { writeMinorUnits } from '../money/minor-units.js'
import { divideRounded } from '../money/ratio.js'
import { requireNonnegative, requirePositive } from '../money/sign.js'
import {
  hundredPercent,
  resolveThresholds,
  type ExactThresholds,
  type StatusThresholds,
} from './thresholds.js'

/**
 * The status of a category or of the whole month, from best to worst.
 */
export type UtilizationStatus = 'good' | 'warning' | 'critical' | 'over_budget'

/** Every status, from best to worst. */
export const statusesByRank: readonly UtilizationStatus[] = ['good', 'warning', 'critical', 'over_budget']

// No currency has more decimals.
const largestScale = 4

/**
 * The status of spending against a budget. It is computed from the exact amounts, never from a rounded percentage. A
 * budget of zero is `good` as long as net spending is zero or less, and `over_budget` above.
 *
 * @param spent - Net of refunds, so it may be negative. At most 4 decimals.
 * @param budget - Zero or more, in the same currency.
 * @param thresholds - In percent of the budget. A threshold that is absent has its default.
 * @throws `invalid_input`
 *
 * @example
 * ```ts
 * import { statusOf } from 'budgetbook'
 *
 * console.log(statusOf('899.95', '1000.00'), statusOf('1000.00', '1000.00'), statusOf('1000.01', '1000.00'))
 * // => warning critical over_budget
 * ```
 */
export function statusOf(
  spent: AmountInput,
  budget: AmountInput,
  thresholds?: Partial<StatusThresholds>,
): UtilizationStatus {
  return guardInput(() => {
    const budgetUnits = atPath(['budget'], () => readAllowance(budget, largestScale))
    const spentUnits = atPath(['spent'], () => readUnits(spent, largestScale))
    return exactStatus(
      spentUnits,
      budgetUnits,
      atPath(['thresholds'], () => resolveThresholds(thresholds)),
    )
  })
}

/** Reads an amount that cannot be negative: a budget or a limit. */
export function readAllowance(amount: AmountInput, scale: number): bigint {
  return requireNonnegative(readUnits(amount, scale), 'A budget or a limit')
}

/** Reads the amount of a hold: above zero. */
export function readPositive(amount: AmountInput, scale: number): bigint {
  return requirePositive(readUnits(amount, scale), 'A hold')
}

/** {@link statusOf} in minor units. */
export function exactStatus(spent: bigint, budget: bigint, thresholds: ExactThresholds): UtilizationStatus {
  if (budget === 0n) return spent > 0n ? 'over_budget' : 'good'
  const share = spent * hundredPercent
  if (share < budget * thresholds.warning) return 'good'
  const all = budget * thresholds.overBudget
  if (thresholds.overBudgetWhen === 'reached' ? share >= all : share > all) return 'over_budget'
  return share >= budget * thresholds.critical ? 'critical' : 'warning'
}

/** `spent` in percent of `budget`, rounded half away from zero to 2 decimals; `null` for spending without a budget. */
export function percentOf(spent: bigint, budget: bigint): number | null {
  if (budget === 0n) return spent > 0n ? null : 0
  // Goes through text: beyond 2 ** 53 hundredths, dividing by 100 would round a second time.
  return Number(writeMinorUnits(divideRounded(spent * 10_000n, budget), 2))
}
