import type { AllocationViolation } from '../../errors/allocation-violation.js'
import type { ErrorDetails } from '../../errors/details.js'
import type { JsonObject } from '../../lib/json.js'
import type { AmountInput } from '../../money/amount.js'
import { writeMinorUnits } from '../../money/minor-units.js'
import { parseMinorUnits } from '../../money/parse-amount.js'
import { isMonthlyLimitViolation, type MonthlyLimitViolation } from '../../policy/monthly-limit.js'
import { Refusal } from './refusal.js'

/** What a request asks for, as far as a refusal repeats it. */
export interface Asked {
  /** The amount, if one budget was asked for. */
  readonly amount?: AmountInput | undefined
  /** Whether the budgets of several months were asked for, so that the answer must say which month was refused. */
  readonly ofSeveralMonths?: boolean
}

/** The answer to a budget that the policy refused. */
export function refuseAllocation(
  { policy, month, violations }: ErrorDetails['allocation_rejected'],
  message: string,
  asked: Asked | undefined,
  cause: unknown,
): Refusal {
  const [first] = violations
  if (first && isMonthlyLimitViolation(first)) {
    const details = {
      ...(asked?.ofSeveralMonths ? { month } : {}),
      ...limitDetails(first, asked?.amount),
    }
    return new Refusal('allocation_rejected', message, {
      title: 'Budget exceeds monthly limit',
      details,
      cause,
    })
  }
  const details = {
    policy,
    month,
    violations: violations.map((violation) => asJson(violation, asked?.amount)),
  }
  return new Refusal('allocation_rejected', message, { details, cause })
}

/** A warning of an answer. */
export interface Warning {
  readonly code: string
  readonly message: string
  readonly category_ids?: string[]
  readonly month?: string
  // Hono does not take a `JsonObject`, because its arrays are read-only.
  readonly details: Record<string, unknown>
}

/** The violations of budgets that were stored all the same. The host's own policy may report anything. */
export function warningsOf(
  violations: readonly AllocationViolation[],
  asked: AmountInput | undefined,
): { warnings?: Warning[] } {
  return violations.length === 0 ? {} : { warnings: violationsOf(violations, asked) }
}

/** What the policy found wrong. */
export function violationsOf(
  violations: readonly AllocationViolation[],
  asked: AmountInput | undefined,
): Warning[] {
  return violations.map((violation) => asJson(violation, asked))
}

// A type, not an interface, because the compiler accepts only a type as a JSON object.
type ViolationJson = {
  code: string
  message: string
  category_ids?: string[]
  month?: string
  details: JsonObject
}

/** A violation as answers give it. */
export function asJson(violation: AllocationViolation, asked: AmountInput | undefined): ViolationJson {
  const { code, message, categoryIds, month, details = {} } = violation
  return {
    code,
    message,
    ...(categoryIds ? { category_ids: [...categoryIds] } : {}),
    ...(month === undefined ? {} : { month }),
    details: isMonthlyLimitViolation(violation) ? limitDetails(violation, asked) : details,
  }
}

function limitDetails(violation: MonthlyLimitViolation, asked: AmountInput | undefined): JsonObject {
  const { existingTotal, newTotal, monthlyLimit, overage } = violation
  // A policy of the host may leave it out.
  const largestAccepted: unknown = violation.largestAccepted
  return {
    existing_total: existingTotal,
    new_budget: asked === undefined ? null : askedText(asked, newTotal),
    new_total: newTotal,
    monthly_limit: monthlyLimit,
    exceeds_by: overage,
    largest_accepted: typeof largestAccepted === 'string' ? largestAccepted : null,
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
