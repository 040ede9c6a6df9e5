import { enforceSpending, isBudgetBookError, openBudgetBook, type BudgetBook } from '../../../../src/index.js'
import type { Place } from '../../place.js'
import { withAdapter } from '../adapters.js'
import { atRendezvous, type Meeting } from '../rendezvous.js'

/** How a cent is spent: at once, or by a hold that is committed. */
type Way = 'spend' | 'hold'

/** Works with a book whose spending is bounded by its monthly limit. */
async function withBook<Result>(place: Place, work: (book: BudgetBook) => Promise<Result>): Promise<Result> {
  return withAdapter(place, async (storage) =>
    work(await openBudgetBook({ storage, spendingPolicy: enforceSpending({ of: ['limit'] }) })),
  )
}

/** A book with a limit and a category; gives its id. */
async function prepareSpending(input: { readonly place: Place; readonly limit: string }): Promise<string> {
  return withBook(input.place, async (book) => {
    await book.settings.update({ currency: 'USD', monthlyLimit: input.limit })
    return (await book.categories.create({ name: 'Category' })).id
  })
}

async function spendCent(book: BudgetBook, categoryId: string, way: Way): Promise<void> {
  const asked = { categoryId, amount: '0.01', date: '2026-02-14' }
  if (way === 'spend') await book.expenses.spend(asked)
  else await book.holds.commit((await book.holds.place(asked)).hold.id)
}

/** Spends a cent again and again; gives how often that was accepted. */
async function raceToSpend(input: {
  readonly place: Place
  readonly meeting: Meeting
  readonly categoryId: string
  readonly times: number
  readonly way: Way
}): Promise<number> {
  return withBook(input.place, async (book) =>
    atRendezvous(input.meeting, async (rendezvous) => {
      await rendezvous.meet('start')
      let accepted = 0
      for (let done = 0; done < input.times; done++) {
        try {
          await spendCent(book, input.categoryId, input.way)
          accepted++
        } catch (error) {
          if (!isBudgetBookError(error, 'spending_rejected')) throw error
        }
      }
      return accepted
    }),
  )
}

/** What was spent, and what is on hold. */
async function spendingIn(place: Place): Promise<{ readonly spent: string; readonly held: string }> {
  return withBook(place, async (book) => {
    const { totalSpent, held } = (await book.utilization('2026-02')).summary
    return { spent: totalSpent, held }
  })
}

export const spending = { prepareSpending, raceToSpend, spendingIn }
