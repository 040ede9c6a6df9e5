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

/** A violation that did not keep a budget from being stored; a policy of the host's own says what it wants to. */
export function warningOf(violation: AllocationViolation, asked: AmountInput | undefined): Warning {
  const { code, message } = violation
  return { code, message, details: isMonthlyLimitViolation(violation) ? limitDetails(violation, asked) : {} }
}

/** A warning of an answer. */
// A type and not an interface: only so it is a JSON object for the compiler too.
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

// At the scale of the total, or at its own where a policy of the host's writes totals shorter or as no amounts at all: the
// budget may be stored by now, so that nothing here may throw.
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
