import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { february, january } from '../../../src/testing/conformance/entities.js'
import { beginning, centsIn, deposit, depositsOf, readBoth, sumOf, type Deposit } from './deposits.js'
import { death, TabRace, type RacingTab } from './tab-race.js'

describe('tabs of which one is killed', () => {
  it('go on, lose nothing that was acknowledged, and see its last change whole or not at all', async () => {
    const property = fc.asyncProperty(
      fc.scheduler(),
      beginning,
      depositsOf({ minLength: 2, maxLength: 3 }),
      death,
      async (scheduler, items, lists, when) => {
        const race = await TabRace.prepare(scheduler, lists.length, items)
        const [victim, ...others] = race.tabs
        const [own, ...rest] = lists
        const acknowledged: Deposit[] = rest.flat()
        const depositAll = async ({ adapter }: RacingTab, deposits: readonly Deposit[]) => {
          for (const one of deposits) {
            await deposit(adapter, one)
            if (adapter === victim!.adapter) acknowledged.push(one)
          }
        }
        race.start()
        void depositAll(victim!, own!)
        race.kill(victim!, when)
        await race.succeed(others.map((tab, at) => async () => depositAll(tab, rest[at]!)))
        const view = await readBoth(race.newcomer())
        const sums = [january, february].map((month) => centsIn(view, month))
        const next = own!.find((one) => !acknowledged.includes(one))
        const states = [acknowledged, next ? [...acknowledged, next] : acknowledged]
        expect(states.map((state) => [january, february].map((month) => sumOf(state, month)))).toContainEqual(
          sums,
        )
      },
    )
    await fc.assert(property, { numRuns: 2_500 })
  })

  it('open, though it was killed while it opened', async () => {
    const property = fc.asyncProperty(fc.scheduler(), death, async (scheduler, when) => {
      const race = new TabRace(scheduler, 3, new Map())
      const [victim, ...others] = race.tabs
      race.start()
      void victim!.adapter.open()
      race.kill(victim!, when)
      const opened = await race.succeed(
        others.map(
          ({ adapter }) =>
            async () =>
              adapter.open(),
        ),
      )
      expect(opened.map(({ isolation }) => isolation)).toEqual(['origin', 'origin'])
    })
    await fc.assert(property, { numRuns: 300 })
  })
})
