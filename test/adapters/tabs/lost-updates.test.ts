import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { february, january } from '../../../src/testing/conformance/entities.js'
import { beginning, centsIn, deposit, depositsOf, readBoth, sumOf, type Deposit } from './deposits.js'
import { mutants } from './mutants.js'
import { TabRace, type Arrange, type RacingTab } from './tab-race.js'

/** Makes deposits one after the other; what a tab sees afterwards has its own in it. */
async function depositAll({ adapter }: RacingTab, deposits: readonly Deposit[]): Promise<void> {
  for (const one of deposits) {
    const after = await deposit(adapter, one)
    expect(centsIn(await readBoth(adapter), january)).toBeGreaterThanOrEqual(after)
  }
}

const nothingIsLost = (arrange?: Arrange): fc.IAsyncProperty<unknown> =>
  fc.asyncProperty(
    fc.scheduler(),
    beginning,
    fc.oneof(depositsOf({ minLength: 2, maxLength: 2 }), depositsOf({ minLength: 3, maxLength: 4 }, 1)),
    async (scheduler, items, lists) => {
      const race = await TabRace.prepare(scheduler, lists.length, items, arrange)
      await race.succeed(race.tabs.map((tab, at) => async () => depositAll(tab, lists[at]!)))
      for (const { adapter } of [...race.tabs, { adapter: race.newcomer() }]) {
        const view = await readBoth(adapter)
        expect(centsIn(view, january)).toBe(sumOf(lists.flat(), january))
        expect(centsIn(view, february)).toBe(sumOf(lists.flat(), february))
        const heads = lists.flat().filter(({ kind }) => kind === 'a month and the head')
        const categories = view.categories.map(({ id }) => id).filter((id) => id !== 'before')
        expect(categories.sort()).toEqual(heads.map(({ cents }) => String(cents)).sort())
      }
    },
  )

describe('changes of several tabs', () => {
  it('are all there in the end, and each at once in the tab that made it', async () => {
    await fc.assert(nothingIsLost(), { numRuns: 2_500 })
  })

  it.each(Object.entries(mutants))('are lost where there is %s', async (_, arrange) => {
    expect((await fc.check(nothingIsLost(arrange), { numRuns: 200 })).failed).toBe(true)
  })
})

/** Each tab makes one deposit while it opens. */
const nothingIsLostAtFirst = (arrange?: Arrange): fc.IAsyncProperty<unknown> =>
  fc.asyncProperty(
    fc.scheduler(),
    beginning,
    depositsOf({ minLength: 2, maxLength: 3 }, 1),
    async (scheduler, items, lists) => {
      const race = new TabRace(scheduler, lists.length, items, arrange)
      await race.succeed(race.tabs.map((tab, at) => async () => depositAll(tab, lists[at]!)))
      const view = await readBoth(race.newcomer())
      expect(centsIn(view, january)).toBe(sumOf(lists.flat(), january))
      expect(centsIn(view, february)).toBe(sumOf(lists.flat(), february))
    },
  )

describe('changes of tabs that are just being opened', () => {
  it('are all there in the end', async () => {
    await fc.assert(nothingIsLostAtFirst(), { numRuns: 500 })
  })

  it.each(Object.entries(mutants))('are lost where there is %s', async (_, arrange) => {
    expect((await fc.check(nothingIsLostAtFirst(arrange), { numRuns: 500 })).failed).toBe(true)
  })
})
