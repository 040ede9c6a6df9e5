import type { AllocationViolation } from '../../errors/allocation-violation.js'
import type { ErrorDetails } from '../../errors/details.js'
import type { AmountInput } from '../../money/amount.js'
import { writeMinorUnits } from '../../money/minor-units.js'
import { parseMinorUnits } from '../../money/parse-amount.js'
import { isMonthlyLimitViolation, type MonthlyLimitViolation } from '../../policy/monthly-limit.js'
import { Refusal } from './refusal.js'

/** The answer to a budget that the policy refused. */
export function refuseAllocation(
  { policy, month, violations }: ErrorDetails['allocation_rejected'],
  message: string,
  asked: AmountInput | undefined,
  cause: unknown,
): Refusal {
  const [first] = violations
  if (first && isMonthlyLimitViolation(first)) {
    const details = limitDetails(first, asked)
    return new Refusal('allocation_rejected', message, {
      title: 'Budget exceeds monthly limit',
      details,
      cause,
    })
  }
  const details = { policy, month, violations: violations.map((violation) => warningOf(violation, asked)) }
  return new Refusal('allocation_rejected', message, { details, cause })
}

/** A violation of a budget that was stored all the same. The host's own policy may report anything. */
export function warningOf(violation: AllocationViolation, asked: AmountInput | undefined): Warning {
  const { code, message } = violation
  return { code, message, details: isMonthlyLimitViolation(violation) ? limitDetails(violation, asked) : {} }
}

/** A warning of an answer. */
// A type, not an interface, because the compiler accepts only a type as a JSON object.
export type Warning = { code: string; message: string; details: Record<string, string | null> }

function limitDetails(violation: MonthlyLimitViolation, asked: AmountInput | undefined): Warning['details'] {
  const { existingTotal, newTotal, monthlyLimit, overage } = violation
  return {
    existing_total: existingTotal,
    new_budget: asked === undefined ? null : askedText(asked, newTotal),
    new_total: newTotal,
    monthly_limit: monthlyLimit,
    exceeds_by: overage,
  }
}

// The amount at the scale of the total. If the host's own policy writes totals in another form, the amount keeps its
// own scale. Nothing here may throw, because the budget may already be stored.
function askedText(asked: AmountInput, total: string): string {
  const [, decimals = ''] = /^-?\d+\.(\d{1,4})$/.exec(total) ?? []
  const text = String(asked)
  const scale = Math.max(decimals.length, text.split('.')[1]?.length ?? 0)
  try {
    return writeMinorUnits(parseMinorUnits(asked, scale), scale)
  } catch {
    return text
  }
}
