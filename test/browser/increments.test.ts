import { afterAll, describe, expect, it } from 'vitest'
import { rates } from './harness/rates.js'
import { openWindowOf, together, type Tab } from './harness/tabs.js'
import { usePrivateSite } from './harness/use-site.js'
import type { Counter } from './page/tasks/increments.js'
import { adapterKinds, type Place } from './place.js'

const { openTabs, openBeside } = usePrivateSite()
const measured = rates()
afterAll(measured.print)

/** Lets each tab add 0.01 to its counter so many times, all at once; gives what each counter comes to. */
async function incrementTogether(
  tabs: readonly Tab[],
  counterOf: (tab: number) => Counter,
  times: number,
): Promise<(string | undefined)[]> {
  const counters = new Map(tabs.map((_, at) => [counterOf(at).bookId, counterOf(at)]))
  for (const counter of counters.values()) await tabs[0]!.call('prepareCounter', counter)
  const spans = await together(tabs, async (tab, meeting) =>
    tab.call('increment', { ...counterOf(meeting.tab), meeting, times }),
  )
  const { kind } = counterOf(0).place
  measured.add(`${kind}, ${tabs.length} tabs, ${counters.size} books`, tabs.length * times, spans)
  const late = await openBeside(tabs[0])
  const amounts: (string | undefined)[] = []
  for (const counter of counters.values()) amounts.push(await late.call('readCounter', counter))
  return amounts
}

describe.each(adapterKinds)('tabs on %s', (kind) => {
  const place: Place = { kind, name: 'increments' }

  it('of which two increment 2,000 times each lose no increment', async () => {
    const amounts = await incrementTogether(await openTabs(2), () => ({ place, bookId: 'book' }), 2_000)
    expect(amounts).toEqual(['40.00'])
  })

  it('of which two are rendered by one process lose no increment', async () => {
    const tabs = await openTabs(2)
    const windows = [...tabs, await openWindowOf(tabs[0]!)]
    expect(await incrementTogether(windows, () => ({ place, bookId: 'book' }), 300)).toEqual(['9.00'])
  })

  it("that increment in a book each do not get in each other's way", async () => {
    const counterOf = (tab: number): Counter => ({ place, bookId: `book ${tab}` })
    expect(await incrementTogether(await openTabs(3), counterOf, 300)).toEqual(['3.00', '3.00', '3.00'])
  })
})

describe('tabs on localStorage without locks', () => {
  it('lose increments, so that the tests above can fail', async () => {
    const place: Place = { kind: 'localStorage without locks', name: 'increments' }
    const tabs = await openTabs(2)
    const [amount] = await incrementTogether(tabs, () => ({ place, bookId: 'book' }), 2_000)
    expect(Number(amount)).toBeLessThan(40)
  })
})
