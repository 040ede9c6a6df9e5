import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entityTag, isBudgetBookError, type BudgetBook } from 'budgetbook'
import { prepareRace } from '../../support/book/race.js'

/** Reads, changes and writes back, until what was read is still there. Gives how often that took. */
async function untilUnchanged(attempt: () => Promise<unknown>): Promise<number> {
  for (let count = 1; ; count++) {
    try {
      await attempt()
      return count
    } catch (error) {
      if (!isBudgetBookError(error, 'precondition_failed')) throw error
    }
  }
}

interface Counter {
  /** Makes the thing that counts; gives its id. */
  readonly make: (book: BudgetBook) => Promise<string>
  readonly addOne: (book: BudgetBook, id: string) => Promise<unknown>
  readonly read: (book: BudgetBook, id: string) => Promise<number>
}

const counters: Readonly<Record<string, Counter>> = {
  'the metadata of a category': {
    make: async (book) => (await book.categories.create({ name: 'Food', metadata: { count: 0 } })).id,
    addOne: async (book, id) => {
      const read = await book.categories.get(id)
      const metadata = { count: Number(read.metadata['count']) + 1 }
      await book.categories.update(id, { metadata }, { ifMatch: entityTag(read) })
    },
    read: async (book, id) => Number((await book.categories.get(id)).metadata['count']),
  },
  'the amount of an expense': {
    make: async (book) => {
      const { id: categoryId } = await book.categories.create({ name: 'Food' })
      return (await book.expenses.record({ categoryId, amount: '1', date: '2026-02-14' })).id
    },
    addOne: async (book, id) => {
      const read = await book.expenses.get(id)
      const options = { ifMatch: entityTag(read) }
      await book.expenses.update(id, { amount: String(Number(read.amount) + 1) }, options)
    },
    read: async (book, id) => Number((await book.expenses.get(id)).amount) - 1,
  },
  'the amount of a budget': {
    make: async (book) => {
      const { id: categoryId } = await book.categories.create({ name: 'Food' })
      return (await book.budgets.create({ categoryId, month: '2026-02', amount: '0' })).budget.id
    },
    addOne: async (book, id) => {
      const read = await book.budgets.get(id)
      const options = { ifMatch: entityTag(read) }
      await book.budgets.update(id, { amount: String(Number(read.amount) + 1) }, options)
    },
    read: async (book, id) => Number((await book.budgets.get(id)).amount),
  },
  'the limit of the settings': {
    make: async (book) => {
      await book.settings.update({ monthlyLimit: '0' })
      return 'settings'
    },
    addOne: async (book) => {
      const read = await book.settings.get()
      const options = { ifMatch: entityTag(read) }
      await book.settings.update({ monthlyLimit: String(Number(read.monthlyLimit) + 1) }, options)
    },
    read: async (book) => Number((await book.settings.get()).monthlyLimit),
  },
}

describe('writers that read, change and write back', () => {
  it.each(Object.entries(counters))(
    'lose no update of %s, in any order',
    async (_, { make, addOne, read }) => {
      let attempts = 0
      let updates = 0
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, writers) => {
          const { setUp, open, run } = await prepareRace(scheduler)
          const id = await make(setUp)
          const books = await Promise.all(
            Array.from({ length: writers }, async (__, at) => open(`writer ${at}`)),
          )
          const outcomes = await run(
            books.map((book) => async () => {
              const count = await untilUnchanged(async () => addOne(book, id))
              attempts += count
              updates++
            }),
          )
          expect(outcomes).toEqual(books.map(() => 'accepted'))
          expect(await read(setUp, id)).toBe(writers)
        }),
      )
      // They did get in each other's way.
      expect(attempts).toBeGreaterThan(updates)
    },
  )

  it('who use one tag: one of them removes the hold or commits it, and the others hear that it is gone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { setUp, open, run } = await prepareRace(scheduler)
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const { hold } = await setUp.holds.place({ categoryId, amount: '5', date: '2026-02-14' })
        const options = { ifMatch: entityTag(hold) }
        const [one, other] = [await open('one'), await open('other')]
        const outcomes = await run([
          async () => one.holds.commit(hold.id, {}, options),
          async () => other.holds.release(hold.id, options),
        ])
        expect(outcomes.toSorted()).toEqual(['accepted', 'not_found'])
      }),
    )
  })
})
