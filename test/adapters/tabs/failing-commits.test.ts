import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { february, january } from '../../../src/testing/conformance/entities.js'
import { beginnings, centsIn, deposit, depositsOf, readBoth, sumOf, type Deposit } from './deposits.js'
import { TabRace, type Arrange } from './tab-race.js'

const full = Object.assign(new Error('The quota has been exceeded.'), { name: 'QuotaExceededError' })

/** The first tab's storage is full: it takes that many texts, apart from what the barrier writes, and then no more. */
function fullAfter(writes: number): Arrange {
  return (globals, at) => {
    if (at > 0) return globals
    const { localStorage } = globals
    let left = writes
    const setItem = (key: string, text: string): void => {
      if (left-- <= 0) throw full
      localStorage.setItem(key, text)
    }
    return {
      ...globals,
      localStorage: Object.assign(Object.create(localStorage), { setItem }) as typeof localStorage,
    }
  }
}

describe('a commit that fails half-way, because the storage is full', () => {
  it.each(Object.entries(beginnings))('harms nothing that other tabs write: %s', async (_, items) => {
    const property = fc.asyncProperty(
      fc.scheduler(),
      fc.nat(6),
      depositsOf({ minLength: 2, maxLength: 3 }),
      async (scheduler, writes, lists) => {
        const race = await TabRace.prepare(scheduler, lists.length, items, fullAfter(writes))
        const acknowledged: Deposit[] = []
        await race.succeed(
          race.tabs.map(({ adapter }, at) => async () => {
            for (const one of lists[at]!) {
              const end = await deposit(adapter, one).catch((error: unknown) => error)
              if (typeof end === 'number') acknowledged.push(one)
              else expect([at, end]).toMatchObject([0, { code: 'quota_exceeded', cause: full }])
            }
          }),
        )
        const view = await readBoth(race.newcomer())
        for (const month of [january, february]) expect(centsIn(view, month)).toBe(sumOf(acknowledged, month))
      },
    )
    await fc.assert(property, { numRuns: 500 })
  })
})
