import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { theBook } from '../../../src/testing/conformance/commits.js'
import { january } from '../../../src/testing/conformance/entities.js'
import { beginning, centsIn, deposit, depositsOf, readBoth } from './deposits.js'
import { death, TabRace, type RacingTab } from './tab-race.js'

/** What a tab reads whenever it is told of another tab's commit. */
function hear({ adapter }: RacingTab): () => Promise<number[]> {
  const looks: Promise<number>[] = []
  adapter.subscribe?.(theBook, ({ source }) => {
    if (source === null) looks.push(readBoth(adapter).then((view) => centsIn(view, january)))
  })
  return async () => Promise.all(looks)
}

describe('a tab that listens', () => {
  it('is told once of each commit of another tab, and sees it then', async () => {
    const property = fc.asyncProperty(
      fc.scheduler(),
      beginning,
      depositsOf({ minLength: 2, maxLength: 3 }),
      async (scheduler, items, lists) => {
        const race = await TabRace.prepare(scheduler, lists.length, items)
        const listeners = race.tabs.map(hear)
        const after = await race.succeed(
          race.tabs.map(({ adapter }, at) => async () => {
            const states: number[] = []
            for (const one of lists[at]!) states.push(await deposit(adapter, one))
            return states
          }),
        )
        for (const [at, heard] of listeners.entries()) {
          const others = after.filter((_, other) => other !== at).flat()
          const states = others.sort((one, two) => one - two)
          const seen = await heard()
          expect(seen.length).toBe(states.length)
          for (const [index, state] of states.entries()) expect(seen[index]).toBeGreaterThanOrEqual(state)
        }
      },
    )
    await fc.assert(property, { numRuns: 2_000 })
  })

  it('is told once of each commit also where another tab was killed', async () => {
    const property = fc.asyncProperty(
      fc.scheduler(),
      beginning,
      depositsOf({ minLength: 3, maxLength: 3 }, 1),
      death,
      async (scheduler, items, lists, when) => {
        const race = await TabRace.prepare(scheduler, 3, items)
        const [victim, writer, listener] = race.tabs
        const [first, second] = lists.flat()
        const heard = hear(listener!)
        race.start()
        void deposit(victim!.adapter, first!)
        race.kill(victim!, when)
        const [state] = await race.succeed([async () => deposit(writer!.adapter, second!)])
        const seen = await heard()
        const total = centsIn(await readBoth(race.newcomer()), january)
        expect(seen.length).toBe(total === second!.cents ? 1 : 2)
        expect(seen.at(-1)).toBe(total)
        expect(seen.at(-1)).toBeGreaterThanOrEqual(state!)
      },
    )
    await fc.assert(property, { numRuns: 1_500 })
  })

  it('is told once that a book was deleted', async () => {
    const property = fc.asyncProperty(
      fc.scheduler(),
      depositsOf({ minLength: 1, maxLength: 1 }),
      async (scheduler, [deposits]) => {
        const race = await TabRace.prepare(scheduler, 2, new Map())
        const [writer, listener] = race.tabs
        for (const one of deposits!) await deposit(writer!.adapter, one)
        const heard = hear(listener!)
        await race.succeed([async () => writer!.adapter.deleteBook(theBook)])
        expect(await heard()).toEqual([0])
      },
    )
    await fc.assert(property, { numRuns: 300 })
  })
})
