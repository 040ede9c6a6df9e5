import { enforcePolicy, openBudgetBook, type AllocationPolicy } from '../../../../src/index.js'
import type { View } from '../../../../src/storage/view.js'
import { commit, commitOptions, inserting, putting } from '../../../../src/testing/conformance/commits.js'
import {
  february,
  makeBudget,
  makeCategory,
  makeSettings,
} from '../../../../src/testing/conformance/entities.js'
import type { Place } from '../../place.js'
import { withAdapter } from '../adapters.js'
import { outcomeOf, type Outcome } from '../outcome.js'
import { atRendezvous, type Meeting } from '../rendezvous.js'

interface Rounds {
  readonly place: Place
  readonly meeting: Meeting
  /** One book for each round. */
  readonly bookIds: readonly string[]
}

/** What a round left behind. */
interface Remains {
  readonly limit: string | null
  readonly budgeted: string
}

/** What became of an attempt to raise a budget, and the limit that the policy was shown. */
interface Raise {
  readonly outcome: Outcome
  readonly limitSeen: string | null
}

const budgetId = 'budget'

/** Books with a limit of 100, of which 40 are budgeted. */
async function prepareLowering({ place, bookIds }: Omit<Rounds, 'meeting'>): Promise<void> {
  await withAdapter(place, async (adapter) => {
    for (const bookId of bookIds) {
      const changes = [
        putting.settings(makeSettings('USD', '100.00')),
        inserting.category(makeCategory('category')),
        inserting.budget(makeBudget(budgetId, 'category', february, '40.00')),
      ]
      await commit(adapter, changes, { bookId })
    }
  })
}

/** Lowers the limit of book after book to 50; gives what each commit saw budgeted. */
async function lowerLimits({ place, meeting, bookIds }: Rounds): Promise<string[]> {
  return withAdapter(place, async (adapter) =>
    atRendezvous(meeting, async (rendezvous) => {
      const seen: string[] = []
      for (const bookId of bookIds) {
        let budgeted = ''
        const lower = ({ budgets }: View) => {
          budgeted = budgets.get(budgetId)?.amount ?? ''
          return { changes: [putting.settings(makeSettings('USD', '50.00'))], receipt: {} }
        }
        await rendezvous.meet(bookId)
        await adapter.transact(bookId, () => ({ budgets: [budgetId] }), lower, commitOptions())
        seen.push(budgeted)
      }
      return seen
    }),
  )
}

/** Raises the budget of book after book to 90, under the enforce policy. */
async function raiseBudgets({ place, meeting, bookIds }: Rounds): Promise<Raise[]> {
  return withAdapter(place, async (storage) =>
    atRendezvous(meeting, async (rendezvous) => {
      const raises: Raise[] = []
      const enforce = enforcePolicy()
      let limitSeen: string | null = null
      const allocationPolicy: AllocationPolicy = {
        ...enforce,
        decide: (proposal) => {
          limitSeen = proposal.monthlyLimit
          return enforce.decide(proposal)
        },
      }
      for (const bookId of bookIds) {
        const { budgets } = await openBudgetBook({ storage, bookId, allocationPolicy })
        await rendezvous.meet(bookId)
        const outcome = await outcomeOf(budgets.update(budgetId, { amount: 90 }))
        raises.push({ outcome, limitSeen })
      }
      return raises
    }),
  )
}

/** What the rounds left behind. */
async function remainsOf({ place, bookIds }: Omit<Rounds, 'meeting'>): Promise<Remains[]> {
  return withAdapter(place, async (adapter) => {
    const remains: Remains[] = []
    for (const bookId of bookIds) {
      const { settings, budgets } = await adapter.read(bookId, () => ({ budgets: [budgetId] }))
      remains.push({ limit: settings.monthlyLimit, budgeted: budgets.get(budgetId)?.amount ?? '' })
    }
    return remains
  })
}

export const lowering = { prepareLowering, lowerLimits, raiseBudgets, remainsOf }
