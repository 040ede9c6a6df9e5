import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBudgetBookError } from 'budgetbook'
import { february, january } from '../../../src/testing/conformance/entities.js'
import { beginnings, centsIn, deposit, kinds, readBoth, sumOf, type Deposit } from './deposits.js'
import { TabRace } from './tab-race.js'

describe('a tab whose changes take longer to arrive than it waits', () => {
  it('does not know whether they will count, and harms nothing that other tabs write', async () => {
    const property = fc.asyncProperty(
      fc.scheduler(),
      kinds,
      kinds,
      fc.nat(30),
      async (scheduler, one, two, turns) => {
        const race = await TabRace.prepare(scheduler, 2, beginnings['a book with its months']!)
        const [slow, other] = race.tabs
        const deposits: Deposit[] = [
          { kind: one, cents: 1 },
          { kind: two, cents: 10 },
        ]
        // From when it has written something of the book, until the other tab has had its time.
        slow!.process.onChange = (key, isOwn) => {
          if (!isOwn || key.endsWith('barrier')) return
          slow!.process.onChange = () => undefined
          slow!.process.hold()
          for (let timeout = 1; timeout <= 6; timeout++) {
            race.atSomeTime('timers end', 4 * timeout, () => slow!.endTimers())
          }
          race.atSomeTime('it arrives', 60 + turns, () => slow!.process.letGo())
        }
        const ends = await race.run(
          [slow!, other!].map(
            ({ adapter }, at) =>
              async () =>
                deposit(adapter, deposits[at]!),
          ),
        )
        const sure = deposits.filter((_, at) => ends[at]!.status === 'fulfilled')
        const unknown = deposits.filter((_, at) => {
          const end = ends[at]!
          return end.status === 'rejected' && isBudgetBookError(end.reason, 'outcome_unknown')
        })
        const view = await readBoth(race.newcomer())
        const sums = [january, february].map((month) => centsIn(view, month))
        const states = [sure, [...sure, ...unknown]]
        expect(states.map((state) => [january, february].map((month) => sumOf(state, month)))).toContainEqual(
          sums,
        )
      },
    )
    await fc.assert(property, { numRuns: 500 })
  })
})
