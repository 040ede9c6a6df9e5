import type { Amount } from '../money/amount.js'
import { writeMinorUnits } from '../money/minor-units.js'

/** How the total of a month's budgets stands to the monthly limit. */
export interface Compliance {
  /** The limit in force, `null` where there is none; of a closed month, the one in force when it closed. */
  readonly monthlyLimit: Amount | null
  /** The sum of the month's budgets. */
  readonly totalBudget: Amount
  /** Whether the total is above the limit. */
  readonly exceedsLimit: boolean
  /** By how much; zero within the limit. */
  readonly overage: Amount
  /** For people, made from the fields beside it; `null` within the limit. */
  readonly message: string | null
}

/** Holds a total of budgets against a limit, both in minor units. */
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
