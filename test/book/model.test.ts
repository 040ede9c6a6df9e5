import { describe, it } from 'vitest'
import fc from 'fast-check'
import { countingIds, openTestBook } from '../support/book/fixture.js'
import { bookCommands, compare, expectSame, policies, type Real } from '../support/book/commands.js'
import { BookModel } from '../support/book/model/model.js'
import { startsOfCalls } from '../support/book/starts-of-calls.js'
import { storageKinds } from '../support/storages/book-storages.js'
import { pgliteStorage } from '../support/sql/pglite-storage.js'

// Ids that do not sort in the order in which they are made.
function scatteredIds(): () => string {
  const next = countingIds()
  return () => Array.from(next()).reverse().join('')
}

const start = fc.record({
  calls: fc.constantFrom(...startsOfCalls),
  policy: fc.constantFrom<'warn' | 'enforce'>('warn', 'enforce'),
})

const { numRuns: askedRuns } = fc.readConfigureGlobal()

// PGlite takes seconds to start: too many for every test of a book.
const kinds = [...storageKinds, { name: 'PGlite', create: pgliteStorage }]
// Each step there goes through the timers of a database in JavaScript, or through a whole database.
const runsOf: Readonly<Record<string, number>> = { IndexedDB: 100, SQLite: 150, PGlite: 20 }

describe.each(kinds)('a book in $name', (kind) => {
  const numRuns = askedRuns ?? runsOf[kind.name] ?? 400
  it(
    'gives the results, the refusals and the contents that a plain model of it gives',
    { timeout: 60_000 + numRuns * 100 },
    async () => {
      await fc.assert(
        fc.asyncProperty(start, bookCommands(50), async ({ calls, policy }, commands) => {
          const options = { generateId: scatteredIds(), allocationPolicy: policies[policy]() }
          const test = await openTestBook(kind, options)
          const model = new BookModel(policy)
          const real: Real = { test, book: test.book, saved: null, steps: 0 }
          for (const call of calls) await compare(model, real, call, null)
          await fc.asyncModelRun(() => ({ model, real }), commands)
          await expectSame(model, real)
        }),
        { numRuns },
      )
    },
  )
})
