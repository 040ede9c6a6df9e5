import type { Amount } from '../money/amount.js'
import { writeMinorUnits } from '../money/minor-units.js'

/** The total of a month's budgets, compared with the monthly limit. */
export interface Compliance {
  /** The limit in force, or `null` without a limit. For a closed month, the limit when it was closed. */
  readonly monthlyLimit: Amount | null
  /** The sum of the month's budgets. */
  readonly totalBudget: Amount
  /** Whether the total is above the limit. */
  readonly exceedsLimit: boolean
  /** By how much; zero within the limit. */
  readonly overage: Amount
  /** For people, made from the other fields; `null` within the limit. */
  readonly message: string | null
}

/** Compares a total of budgets with a limit, both in minor units. */
export function complianceOf(total: bigint, limit: bigint | null, scale: number): Compliance {
  const totalBudget = writeMinorUnits(total, scale)
  if (limit === null || total <= limit) {
    return {
      monthlyLimit: limit === null ? null : writeMinorUnits(limit, scale),
      totalBudget,
      exceedsLimit: false,
      overage: writeMinorUnits(0n, scale),
      message: null,
    }
  }
  const monthlyLimit = writeMinorUnits(limit, scale)
  const overage = writeMinorUnits(total - limit, scale)
  return {
    monthlyLimit,
    totalBudget,
    exceedsLimit: true,
    overage,
    message: `Combined category budgets (${totalBudget}) exceed monthly limit (${monthlyLimit}) by ${overage}`,
  }
}
