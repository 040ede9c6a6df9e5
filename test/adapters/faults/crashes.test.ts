import { describe, expect, it } from 'vitest'
import type { ArmedFault } from '../../support/io-faults/index.js'
import { commit, inserting } from '../../../src/testing/conformance/commits.js'
import { makeCategory, makeExpense } from '../../../src/testing/conformance/entities.js'
import { expectSoundTotals, observe } from '../../../src/testing/conformance/observations.js'
import { atEveryOperation, expectToldState, outcomeOf, stateOf, type Attempt } from './attempts.js'
import { faultyStorageKinds, type FaultyStorage } from './faulty-storages.js'
import { scenarios } from './scenarios.js'
import { tryToCommit } from './views.js'

const crashes = (['crash', 'tear'] as const).flatMap((crash) =>
  scenarios.map((scenario) => ({ crash, name: scenario.name, scenario })),
)

/** Commits within one month, of two, and of the head. */
async function expectCommitsToWork({ fresh }: FaultyStorage): Promise<void> {
  const { length } = (await observe(fresh())).expenses
  await commit(fresh(), [inserting.category(makeCategory('afterwards'))])
  for (const id of ['a', 'b']) {
    await commit(fresh(), [inserting.expense(makeExpense(id, 'afterwards', '2026-02-20', '0.01'))])
  }
  await commit(fresh(), [
    inserting.expense(makeExpense('c', 'afterwards', '2026-01-20', '0.01')),
    inserting.expense(makeExpense('d', 'afterwards', '2026-06-20', '0.01')),
  ])
  const { expenses, categories } = await observe(fresh())
  expect(expenses.length).toBe(length + 4)
  expect(categories.at(-1)?.id).toBe('afterwards')
  await expectSoundTotals(fresh(), 'after a crash and more commits')
}

describe.each(faultyStorageKinds)('in $name', (kind) => {
  describe.each(crashes)('$name, when the process dies by $crash at any operation', ({ crash, scenario }) => {
    it('is made or not made, totals fit the expenses, and nothing is jammed', async () => {
      const seen = new Set<string>()
      await atEveryOperation(kind, scenario, [crash], async (attempt, armed) => {
        const { storage, states, tryOnce } = attempt
        const outcome = await tryOnce()
        if (await isFoundOut(attempt, armed)) return
        const state = await expectToldState(attempt, outcome)
        seen.add(state)
        await expectSoundTotals(storage.fresh(), 'after a crash')
        if (state === 'before') {
          const run = await scenario.start(storage.fresh())
          await run()
        }
        expect(await stateOf(storage.fresh())).toBe(states.after)
        await expectCommitsToWork(storage)
      })
      // The last round is the one without a crash.
      expect(seen).toEqual(new Set(['before', 'after']))
    })
  })

  // StorageLike promises that a text is stored whole or not at all. One that is torn all the same can only be found out.
  async function isFoundOut({ storage }: Attempt, { struck }: ArmedFault): Promise<boolean> {
    const isTorn = kind.name === 'localStorage' && struck?.name === 'setItem'
    if (!isTorn || (await outcomeOf(observe(storage.fresh()))) !== 'storage_corrupt') return false
    const key = struck.target ?? ''
    const torn = (await storage.bytes()).get(key)
    await tryToCommit(storage.fresh())
    expect(await outcomeOf(observe(storage.fresh()))).toBe('storage_corrupt')
    expect((await storage.bytes()).get(key)).toBe(torn)
    return true
  }

  it.each(scenarios)(
    '$name, when a new process starts after any crash, is made by a client of it',
    async (scenario) => {
      await atEveryOperation(kind, scenario, ['crash'], async ({ storage, tryOnce, states }) => {
        await tryOnce()
        storage.faults.restart()
        const run = await scenario.start(storage.connect())
        if ((await stateOf(storage.fresh())) === states.before) await run()
        expect(await stateOf(storage.connect())).toBe(states.after)
      })
    },
  )
})
