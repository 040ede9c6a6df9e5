import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { countingIds, openTestBook } from '../support/book/fixture.js'
import {
  bookCommands,
  compare,
  expectSame,
  policies,
  spendingPolicy,
  spendings,
  type Real,
} from '../support/book/commands.js'
import { BookModel } from '../support/book/model/model.js'
import { startsOfCalls } from '../support/book/starts-of-calls.js'
import { readInteger } from '../support/settings.js'
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
  spending: fc.constantFrom(...spendings),
})

const { numRuns: askedRuns } = fc.readConfigureGlobal()
// A long run: `MODEL_STEPS=100000 npx vitest run --project unit test/book/model.test.ts`. It takes minutes in memory, and
// half an hour in PGlite.
const askedSteps = readInteger('MODEL_STEPS')
// On average a run has more.
const stepsOfRun = 22

// PGlite takes seconds to start: too many for every test of a book.
const kinds = [...storageKinds, { name: 'PGlite', create: pgliteStorage }]
// Each step there goes through the timers of a database in JavaScript, or through a whole database.
const runsOf: Readonly<Record<string, number>> = { IndexedDB: 100, SQLite: 150, PGlite: 20 }

describe.each(kinds)('a book in $name', (kind) => {
  const runs = askedRuns ?? runsOf[kind.name] ?? 400
  const numRuns = askedSteps === undefined ? runs : Math.ceil(askedSteps / stepsOfRun)
  it(
    'gives the results, the refusals and the contents that a plain model of it gives',
    { timeout: 60_000 + numRuns * 500 },
    async () => {
      let steps = 0
      await fc.assert(
        fc.asyncProperty(start, bookCommands(50), async ({ calls, policy, spending }, commands) => {
          const options = {
            generateId: scatteredIds(),
            allocationPolicy: policies[policy](),
            spendingPolicy: spendingPolicy(spending),
          }
          const test = await openTestBook(kind, options)
          const model = new BookModel(policy, spending)
          const real: Real = { test, book: test.book, saved: null, steps: 0 }
          for (const call of calls) await compare(model, real, call, null)
          await fc.asyncModelRun(() => ({ model, real }), commands)
          await expectSame(model, real)
          steps += real.steps
        }),
        { numRuns },
      )
      expect(steps).toBeGreaterThanOrEqual(askedSteps ?? 0)
    },
  )
})
