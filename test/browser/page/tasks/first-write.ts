import { openBudgetBook } from '../../../../src/index.js'
import type { Place } from '../../place.js'
import { withAdapter } from '../adapters.js'
import { outcomeOf, type Outcome } from '../outcome.js'
import { atRendezvous, type Meeting } from '../rendezvous.js'

/** Creates the first category of book after book, each at the same time as the other tabs. */
async function raceForBooks(input: {
  readonly place: Place
  readonly meeting: Meeting
  readonly bookIds: readonly string[]
}): Promise<Outcome[]> {
  return withAdapter(input.place, async (storage) =>
    atRendezvous(input.meeting, async (rendezvous) => {
      const outcomes: Outcome[] = []
      for (const bookId of input.bookIds) {
        const { categories } = await openBudgetBook({ storage, bookId })
        await rendezvous.meet(bookId)
        outcomes.push(await outcomeOf(categories.create({ name: 'Food' })))
      }
      return outcomes
    }),
  )
}

/** How many categories each book has. */
async function countCategories(input: {
  readonly place: Place
  readonly bookIds: readonly string[]
}): Promise<number[]> {
  return withAdapter(input.place, async (storage) => {
    const counts: number[] = []
    for (const bookId of input.bookIds) {
      const { categories } = await openBudgetBook({ storage, bookId })
      counts.push((await categories.list()).length)
    }
    return counts
  })
}

export const firstWrite = { raceForBooks, countCategories }
