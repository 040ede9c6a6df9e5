import { sumAmounts } from '../../../../src/index.js'
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
import { atRendezvous, type Meeting } from '../rendezvous.js'
import { instant } from '../tasks.js'

const counter = 'counter'
const cent = '0.01'

/** A book that counts. */
export interface Counter {
  readonly place: Place
  readonly bookId: string
}

/** When something took place, in milliseconds. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Stores a budget of zero, to be incremented. */
async function prepareCounter({ place, bookId }: Counter): Promise<void> {
  const budget = makeBudget(counter, 'category', february, '0.00')
  const changes = [
    putting.settings(makeSettings('USD')),
    inserting.category(makeCategory('category')),
    inserting.budget(budget),
  ]
  await withAdapter(place, async (adapter) => commit(adapter, changes, { bookId }))
}

function addCent({ budgets }: View) {
  const budget = budgets.get(counter)
  if (!budget) throw new Error('The counter is gone')
  const amount = sumAmounts([budget.amount, cent], 'USD')
  return { changes: [putting.budget({ ...budget, amount })], receipt: {} }
}

/** Adds 0.01 to the budget again and again, each time in a commit of its own. */
async function increment(
  input: Counter & { readonly meeting: Meeting; readonly times: number },
): Promise<Span> {
  const { place, bookId, meeting, times } = input
  return withAdapter(place, async (adapter) =>
    atRendezvous(meeting, async (rendezvous) => {
      await rendezvous.meet('start')
      const from = instant()
      for (let done = 0; done < times; done++) {
        await adapter.transact(bookId, () => ({ budgets: [counter] }), addCent, commitOptions())
      }
      return { from, to: instant() }
    }),
  )
}

/** What the budget has come to. */
async function readCounter({ place, bookId }: Counter): Promise<string | undefined> {
  return withAdapter(place, async (adapter) => {
    const { budgets } = await adapter.read(bookId, () => ({ budgets: [counter] }))
    return budgets.get(counter)?.amount
  })
}

export const increments = { prepareCounter, increment, readCounter }
