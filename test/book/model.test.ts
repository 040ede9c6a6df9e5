import { describe, it } from 'vitest'
import fc from 'fast-check'
import { countingIds, openTestBook } from '../support/book-fixture.js'
import { bookCommands, compare, expectSame, type Real } from '../support/book-commands.js'
import { BookModel, type Call } from '../support/book-model.js'
import { storageKinds } from '../support/book-storages.js'

// Ids that do not sort in the order in which they are made.
function scatteredIds(): () => string {
  const next = countingIds()
  return () => Array.from(next()).reverse().join('')
}

// Most calls need a category: half of the runs have some from the start.
const starts: readonly (readonly Call[])[] = [
  [],
  ['Food', 'Travel', 'Rent'].map((name) => ({ method: 'categories.create', input: [{ name }] })),
]

const { numRuns = 1_000 } = fc.readConfigureGlobal()

describe.each(storageKinds)('a book in $name', (kind) => {
  it(
    'gives the results, the refusals and the contents that a plain model of it gives',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...starts), bookCommands(50), async (start, commands) => {
          const test = await openTestBook(kind, { generateId: scatteredIds() })
          const model = new BookModel()
          const real: Real = { test, book: test.book, saved: null, steps: 0 }
          for (const call of start) await compare(model, real, call, null)
          await fc.asyncModelRun(() => ({ model, real }), commands)
          await expectSame(model, real)
        }),
        { numRuns },
      )
    },
  )
})
