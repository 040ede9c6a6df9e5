import type { CivilDate } from '../../calendar/civil-date.js'
import type { Month } from '../../calendar/month.js'
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
  /** The new part of it: all of it, or what an expense takes beyond its hold. */
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

/** Throws `spending_rejected` unless the policy accepted; gives its warnings. */
export function requireAcceptedSpending(
  { accepted, violations }: AllocationDecision,
  policy: SpendingPolicy,
  month: Month,
): readonly AllocationViolation[] {
  if (accepted) return violations
  const [first] = violations
  throw new BudgetBookError(
    'spending_rejected',
    first?.message ?? `The policy ${policy.name} refused the spending`,
    { policy: policy.name, month, violations },
  )
}

/** The month with more on hold: minor units by category. */
export function withHeld(month: StoredMonth, besides: ReadonlyMap<string, bigint>): StoredMonth {
  if (besides.size === 0) return month
  const entries = month.entries.map((entry) => ({
    ...entry,
    held: entry.held + (besides.get(entry.categoryId) ?? 0n),
  }))
  return { ...month, entries }
}

function propose(
  { month, currency, scale, limit, entries }: StoredMonth,
  { kind, categoryId, amount, added }: SpendingAsked,
  today: CivilDate,
): SpendingProposal {
  const write = (units: bigint): Amount => writeMinorUnits(units, scale)
  const nothing = write(0n)
  let totalBefore = 0n
  let totalBudget = 0n
  const categories = entries.map((entry) => {
    const { budget, spent, held } = entry
    totalBefore += spent + held
    totalBudget += budget ?? 0n
    // Writing an amount takes time, and most are the same as another.
    const spentText = spent === 0n ? nothing : write(spent)
    const before = held === 0n ? spentText : write(spent + held)
    return {
      categoryId: entry.categoryId,
      name: entry.name,
      budget: budget === null ? null : write(budget),
      spent: spentText,
      held: held === 0n ? nothing : write(held),
      before,
      after: entry.categoryId === categoryId ? write(spent + held + added) : before,
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
