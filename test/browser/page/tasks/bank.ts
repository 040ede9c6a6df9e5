import { subtractAmounts, sumAmounts, type Month, type StorageAdapter } from '../../../../src/index.js'
import type { View } from '../../../../src/storage/view.js'
import {
  commit,
  commitOptions,
  inserting,
  putting,
  theBook,
} from '../../../../src/testing/conformance/commits.js'
import { makeBudget, makeCategory, makeSettings } from '../../../../src/testing/conformance/entities.js'
import type { Place } from '../../place.js'
import { withAdapter } from '../adapters.js'
import { atRendezvous, type Meeting } from '../rendezvous.js'
import { nextTask } from '../tasks.js'

interface Bank {
  readonly place: Place
  /** The months of the two budgets: one, or two of them. */
  readonly months: readonly [from: string, to: string]
  /** How much is moved from the one to the other: in steps of 1.00. */
  readonly transfers: number
}

/** What the other tab saw meanwhile. */
interface Observed {
  readonly reads: number
  /** Every total that was ever seen. */
  readonly totals: readonly string[]
  /** How many different states were seen. */
  readonly states: number
}

const unit = '1.00'
const accounts = ['from', 'to'] as const

/** Stores the two budgets: everything is in the first. */
async function openBank({ place, months, transfers }: Bank): Promise<void> {
  const amounts = [`${transfers}.00`, '0.00'] as const
  await withAdapter(place, async (adapter) =>
    commit(adapter, [
      putting.settings(makeSettings('USD')),
      ...accounts.map((id) => inserting.category(makeCategory(id))),
      ...accounts.map((id, at) => inserting.budget(makeBudget(id, id, months[at] as Month, amounts[at]!))),
    ]),
  )
}

function transfer({ budgets }: View) {
  const [from, to] = accounts.map((id) => budgets.get(id))
  if (!from || !to) throw new Error('A budget is gone')
  const after = subtractAmounts(from.amount, unit, 'USD')
  const changes = [
    putting.budget({ ...from, amount: after }),
    putting.budget({ ...to, amount: sumAmounts([to.amount, unit], 'USD') }),
  ]
  return { after, changes }
}

/** Moves everything from the first budget to the second. */
async function transferAll({ place, meeting }: Bank & { readonly meeting: Meeting }): Promise<void> {
  await withAdapter(place, async (adapter) =>
    atRendezvous(meeting, async (rendezvous) => {
      await rendezvous.meet('start')
      let left = ''
      const transferOne = (view: View) => {
        const { after, changes } = transfer(view)
        left = after
        return { changes, receipt: {} }
      }
      do await adapter.transact(theBook, () => ({ budgets: accounts }), transferOne, commitOptions())
      while (left !== '0.00')
    }),
  )
}

async function readAccounts(adapter: StorageAdapter, months: readonly string[]): Promise<string[]> {
  const view = await adapter.read(theBook, () => ({ months: months as Month[] }))
  const budgets = [...view.months.values()].flatMap((month) => month.budgets)
  return accounts.map((id) => budgets.find((budget) => budget.id === id)?.amount ?? 'none')
}

/** Reads the two budgets until everything was moved. */
async function watchTransfers({
  place,
  months,
  meeting,
}: Bank & { readonly meeting: Meeting }): Promise<Observed> {
  return withAdapter(place, async (adapter) =>
    atRendezvous(meeting, async (rendezvous) => {
      const totals = new Set<string>()
      const states = new Set<string>()
      let reads = 0
      let seen: string[]
      await rendezvous.meet('start')
      do {
        seen = await readAccounts(adapter, months)
        totals.add(seen.includes('none') ? seen.join() : sumAmounts(seen, 'USD'))
        states.add(seen.join())
        reads++
        await nextTask()
      } while (seen[0] !== '0.00')
      return { reads, totals: [...totals], states: states.size }
    }),
  )
}

export const bank = { openBank, transferAll, watchTransfers }
