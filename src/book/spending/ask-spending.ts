import type { CivilDate } from '../../calendar/civil-date.js'
import { BudgetBookError } from '../../errors/error.js'
import type { AllocationViolation } from '../../errors/allocation-violation.js'
import type { Amount } from '../../money/amount.js'
import { writeMinorUnits } from '../../money/minor-units.js'
import { askPolicy } from '../../policy/ask-policy.js'
import type { AllocationDecision } from '../../policy/policy.js'
import type { SpendingPolicy, SpendingProposal } from '../../policy/spending/spending-policy.js'
import type { StoredMonth } from '../read-stored.js'

/** Money that is about to be set aside or spent, in minor units. */
export interface SpendingAsked {
  readonly kind: SpendingProposal['kind']
  readonly categoryId: string
  /** The whole hold or expense. */
  readonly amount: bigint
  /** What is new of it: all of it, or what an expense takes beyond its hold. */
  readonly added: bigint
}

/** Asks the spending policy. */
export function askSpending(
  policy: SpendingPolicy,
  month: StoredMonth,
  asked: SpendingAsked,
  today: CivilDate,
): AllocationDecision {
  return askPolicy(policy, propose(month, asked, today))
}

/** Asks the spending policy. Throws `spending_rejected` if it refuses; gives its warnings otherwise. */
export function requireSpending(
  policy: SpendingPolicy,
  month: StoredMonth,
  asked: SpendingAsked,
  today: CivilDate,
): readonly AllocationViolation[] {
  const { accepted, violations } = askSpending(policy, month, asked, today)
  if (accepted) return violations
  const [first] = violations
  throw new BudgetBookError(
    'spending_rejected',
    first?.message ?? `The policy ${policy.name} refused the spending`,
    { policy: policy.name, month: month.month, violations },
  )
}

/** The month with more on hold. */
export function withHeld(month: StoredMonth, categoryId: string, units: bigint): StoredMonth {
  const entries = month.entries.map((entry) =>
    entry.categoryId === categoryId ? { ...entry, held: entry.held + units } : entry,
  )
  return { ...month, entries }
}

function propose(
  { month, currency, scale, limit, entries }: StoredMonth,
  { kind, categoryId, amount, added }: SpendingAsked,
  today: CivilDate,
): SpendingProposal {
  const write = (units: bigint): Amount => writeMinorUnits(units, scale)
  let totalBefore = 0n
  let totalBudget = 0n
  const categories = entries.map((entry) => {
    const before = entry.spent + entry.held
    totalBefore += before
    totalBudget += entry.budget ?? 0n
    return {
      categoryId: entry.categoryId,
      name: entry.name,
      budget: entry.budget === null ? null : write(entry.budget),
      spent: write(entry.spent),
      held: write(entry.held),
      before: write(before),
      after: write(entry.categoryId === categoryId ? before + added : before),
    }
  })
  return {
    kind,
    month,
    today,
    currency,
    monthlyLimit: limit === null ? null : write(limit),
    amount: write(amount),
    categoryId,
    categories,
    totalBefore: write(totalBefore),
    totalAfter: write(totalBefore + added),
    totalBudget: write(totalBudget),
  }
}
