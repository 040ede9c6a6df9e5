import type { Month } from '../../calendar/month.js'
import type { AllocationViolation } from '../../errors/allocation-violation.js'
import type { AllocationDecision } from '../../policy/policy.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { monthIn } from '../find.js'
import { askSpending, requireAcceptedSpending, withHeld, type SpendingAsked } from './ask-spending.js'
import { readHeldMonth } from './held-month.js'

/** Money that one call asks about, and where. */
export interface AskedInMonth extends SpendingAsked {
  readonly month: Month
  /** What counts as held in the month in addition to what is stored: minor units by category. */
  readonly besides?: ReadonlyMap<string, bigint>
}

/** Asks the spending policy of a book, as of the instant at which the call began. */
export interface SpendingAsker {
  /** That instant. */
  readonly now: string
  /** The decision. Without a policy, everything is accepted. */
  readonly ask: (view: View, asked: AskedInMonth) => AllocationDecision
  /** Throws `spending_rejected` if the policy refuses; gives its warnings otherwise. */
  readonly require: (view: View, asked: AskedInMonth) => readonly AllocationViolation[]
}

const nothing: ReadonlyMap<string, bigint> = new Map()
const accepted: AllocationDecision = { accepted: true, violations: [] }

/** Makes the {@link SpendingAsker} of one call. A decider that runs again asks the same. */
export function spendingAsker({ clock, parts }: BookContext): SpendingAsker {
  const { bookId, spendingPolicy: policy } = parts
  const now = clock.timestamp()
  if (!policy) return { now, ask: () => accepted, require: () => [] }
  const today = clock.today()
  const ask = (view: View, { month, besides = nothing, ...asked }: AskedInMonth) => {
    const held = readHeldMonth(view, monthIn(view, month), bookId, () => now)
    return askSpending(policy, withHeld(held, besides), asked, today)
  }
  return {
    now,
    ask,
    require: (view, asked) => requireAcceptedSpending(ask(view, asked), policy, asked.month),
  }
}
