import { enforcePolicy, openBudgetBook, type BudgetBook } from '../../../../src/index.js'
import type { Place } from '../../place.js'
import { withAdapter } from '../adapters.js'
import { outcomeOf, type Outcome } from '../outcome.js'
import { atRendezvous, type Meeting } from '../rendezvous.js'

/** A race of several rounds. */
interface Rounds {
  readonly place: Place
  readonly meeting: Meeting
  /** One for each round. */
  readonly months: readonly string[]
}

/** Works with a book under the enforce policy. */
async function withBook<Result>(place: Place, work: (book: BudgetBook) => Promise<Result>): Promise<Result> {
  return withAdapter(place, async (storage) =>
    work(await openBudgetBook({ storage, allocationPolicy: enforcePolicy() })),
  )
}

/** A book with a limit of 100 and some categories; gives their ids. */
async function prepareLimit(input: {
  readonly place: Place
  readonly categories: number
}): Promise<string[]> {
  return withBook(input.place, async (book) => {
    await book.settings.update({ currency: 'USD', monthlyLimit: 100 })
    const ids: string[] = []
    while (ids.length < input.categories) {
      ids.push((await book.categories.create({ name: `Category ${ids.length}` })).id)
    }
    return ids
  })
}

/** Budgets 60 in a category, in month after month, each at the same time as the other tabs. */
async function raceForBudgets(input: Rounds & { readonly categoryId: string }): Promise<Outcome[]> {
  return withBook(input.place, async ({ budgets }) =>
    atRendezvous(input.meeting, async (rendezvous) => {
      const outcomes: Outcome[] = []
      for (const month of input.months) {
        await rendezvous.meet(month)
        outcomes.push(await outcomeOf(budgets.create({ categoryId: input.categoryId, month, amount: 60 })))
      }
      return outcomes
    }),
  )
}

/** What is budgeted in each month. */
async function budgetTotals(input: {
  readonly place: Place
  readonly months: readonly string[]
}): Promise<string[]> {
  return withBook(input.place, async (book) => {
    const totals: string[] = []
    for (const month of input.months) totals.push((await book.utilization(month)).summary.totalBudget)
    return totals
  })
}

export const limitRace = { prepareLimit, raceForBudgets, budgetTotals }
