import type { Month } from '../../calendar/month.js'
import type { AllocationViolation } from '../../errors/allocation-violation.js'
import type { AllocationDecision } from '../../policy/policy.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { monthIn } from '../find.js'
import type { StoredMonth } from '../read-stored.js'
import { askSpending, requireSpending, type SpendingAsked } from './ask-spending.js'
import { readHeldMonth } from './held-month.js'

/** Asks the spending policy of a book, as of the instant at which the call began. */
export interface SpendingAsker {
  /** That instant. */
  readonly now: string
  /** A month with what is on hold. */
  readonly monthOf: (view: View, month: Month) => StoredMonth
  /** The decision. */
  readonly ask: (month: StoredMonth, asked: SpendingAsked) => AllocationDecision
  /** Throws `spending_rejected` if the policy refuses; gives its warnings otherwise. */
  readonly require: (view: View, month: Month, asked: SpendingAsked) => readonly AllocationViolation[]
  /** The same, in a month that was read. */
  readonly requireIn: (month: StoredMonth, asked: SpendingAsked) => readonly AllocationViolation[]
}

/** Makes the {@link SpendingAsker} of one call. A decider that runs again asks the same. */
export function spendingAsker({ clock, parts }: BookContext): SpendingAsker {
  const { bookId, spendingPolicy } = parts
  const now = clock.timestamp()
  const today = clock.today()
  const monthOf = (view: View, month: Month) => readHeldMonth(view, monthIn(view, month), bookId, () => now)
  return {
    now,
    monthOf,
    ask: (month, asked) => askSpending(spendingPolicy, month, asked, today),
    require: (view, month, asked) => requireSpending(spendingPolicy, monthOf(view, month), asked, today),
    requireIn: (month, asked) => requireSpending(spendingPolicy, month, asked, today),
  }
}
