import { describe, expect, it } from 'vitest'
import { listenTo } from './harness/acknowledgements.js'
import { expectJournal } from './harness/expect-journal.js'
import { killRenderer } from './harness/processes.js'
import type { Tab } from './harness/tabs.js'
import { usePrivateSite } from './harness/use-site.js'
import { adapterKinds, type Place } from './place.js'

const { openTabs, openBeside } = usePrivateSite()
const bookId = 'book'
// Within this time the others must be able to go on.
const timeout = 30_000

interface Ending {
  readonly ending: string
  readonly end: (tab: Tab) => Promise<unknown>
}

const sudden: readonly Ending[] = [
  { ending: 'closed', end: async ({ page }) => page.close() },
  {
    ending: 'killed',
    end: async ({ page, processId }) => {
      const crashed = new Promise((resolve) => void page.once('crash', resolve))
      killRenderer(processId)
      await crashed
    },
  },
]
const endings: readonly Ending[] = [...sudden, { ending: 'reloaded', end: async ({ page }) => page.reload() }]

async function readJournal(beside: Tab, place: Place): Promise<number> {
  const late = await openBeside(beside)
  return expectJournal(await late.call('readJournal', { place, bookId }))
}

describe.each(adapterKinds)('a tab on %s', (kind) => {
  const place: Place = { kind, name: 'killed tabs' }

  it.each(sudden)(
    'that is $ending in the middle of a commit lets the other go on',
    { timeout },
    async ({ end }) => {
      const [ending, other] = (await openTabs(2)) as [Tab, Tab]
      const told = await listenTo(ending.page)
      const toldByOther = await listenTo(other.page)
      await ending.call('writeJournal', { place, bookId, first: 1, last: 5 })
      const gone = ending.call('holdForever', { place, bookId }).then(
        () => 'committed',
        () => 'gone',
      )
      await told.reach(6)
      const goesOn = other.call('writeJournal', { place, bookId, first: 6, last: 8 })
      await end(ending)
      await goesOn
      expect(await gone).toBe('gone')
      expect(toldByOther.last()).toBe(8)
      expect(await readJournal(other, place)).toBe(8)
    },
  )

  describe.each([1, 50])('after %i commits', (entries) => {
    it.each(endings)(
      'that is $ending loses none of them, and lets the other go on',
      { timeout },
      async ({ end }) => {
        const [ending, other] = (await openTabs(2)) as [Tab, Tab]
        const told = await listenTo(ending.page)
        await listenTo(other.page)
        const writing = ending.call('writeJournal', { place, bookId, first: 1 }).then(
          () => 'ended',
          () => 'gone',
        )
        await told.reach(entries)
        await end(ending)
        expect(await writing).toBe('gone')
        await other.call('changeLimit', { place, bookId, limit: 100 })
        const last = await readJournal(other, place)
        expect(last).toBeGreaterThanOrEqual(told.last())
        await other.call('writeJournal', { place, bookId, first: last + 1, last: last + 3 })
        expect(await readJournal(other, place)).toBe(last + 3)
      },
    )
  })
})
