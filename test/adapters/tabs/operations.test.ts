import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StorageAdapter } from 'budgetbook'
import type { Committed } from 'budgetbook/adapter'
import { commitOptions, theBook } from '../../../src/testing/conformance/commits.js'
import { february, january } from '../../../src/testing/conformance/entities.js'
import { adding, beginning, centsIn, readBoth } from './deposits.js'
import { mutants } from './mutants.js'
import { death, TabRace, type Arrange } from './tab-race.js'

/** Adds one cent to each of both months, under the same operation id whoever asks. */
async function payOnce(adapter: StorageAdapter, by: string): Promise<Committed> {
  return adapter.transact(
    theBook,
    () => ({ months: [january, february] }),
    (view) => ({ changes: [adding(view, january, 1), adding(view, february, 1)], receipt: { by } }),
    commitOptions({ operation: { id: 'pay', fingerprint: 'one cent' } }),
  )
}

const isDoneOnce = (arrange?: Arrange): fc.IAsyncProperty<unknown> =>
  fc.asyncProperty(
    fc.scheduler(),
    beginning,
    fc.integer({ min: 2, max: 4 }),
    async (scheduler, items, count) => {
      const race = await TabRace.prepare(scheduler, count, items, arrange)
      const committed = await race.succeed(
        race.tabs.map(
          ({ adapter, name }) =>
            async () =>
              payOnce(adapter, name),
        ),
      )
      const [first, ...others] = committed.filter(({ replayed }) => !replayed)
      expect(others).toEqual([])
      for (const { receipt } of committed) expect(receipt).toEqual(first!.receipt)
      const view = await readBoth(race.newcomer())
      expect([centsIn(view, january), centsIn(view, february)]).toEqual([1, 1])
    },
  )

describe('an operation that several tabs ask for', () => {
  it('is done once, and all get its receipt', async () => {
    await fc.assert(isDoneOnce(), { numRuns: 1_500 })
  })

  it.each(Object.entries(mutants))('is done again where there is %s', async (_, arrange) => {
    expect((await fc.check(isDoneOnce(arrange), { numRuns: 200 })).failed).toBe(true)
  })

  it('is done once where the tab that asked first is killed, and another asks too', async () => {
    const property = fc.asyncProperty(fc.scheduler(), beginning, death, async (scheduler, items, when) => {
      const race = await TabRace.prepare(scheduler, 3, items)
      const [first, ...others] = race.tabs
      race.start()
      void payOnce(first!.adapter, 'first')
      race.kill(first!, when)
      await race.succeed(
        others.map(
          ({ adapter, name }) =>
            async () =>
              payOnce(adapter, name),
        ),
      )
      const view = await readBoth(race.newcomer())
      expect([centsIn(view, january), centsIn(view, february)]).toEqual([1, 1])
    })
    await fc.assert(property, { numRuns: 1_500 })
  })
})
