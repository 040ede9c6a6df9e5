import { describe, expect, it } from 'vitest'
import { listenTo } from './harness/acknowledgements.js'
import type { Tab } from './harness/tabs.js'
import { usePrivateSite } from './harness/use-site.js'
import type { Place } from './place.js'

const { openTabs } = usePrivateSite()
const place: Place = { kind: 'localStorage', name: 'neighbours' }

describe('a book in localStorage that is open in a tab', () => {
  it.each(['its own tab', 'another tab'])('is storage_cleared where %s clears the storage', async (who) => {
    const [tab, other] = (await openTabs(2)) as [Tab, Tab]
    await tab.call('keepOpen', { place, name: 'Travel' })
    const clearing = who === 'its own tab' ? tab : other
    await clearing.call('clearStorage', undefined)
    // A commit to another book ends once every tab that waits for the lock sees what came before it.
    await other.call('keepOpen', { place: { ...place, name: 'another place' }, name: 'Travel' })
    const [, written] = await tab.call('useOpenBook', 'Food')
    expect(written).toBe('storage_cleared')
    expect(await tab.call('useOpenBook', 'Food')).toEqual(['storage_cleared', 'storage_cleared'])
  })

  it('is empty where another tab deletes it, and never said to be cleared', async () => {
    const [tab, other] = (await openTabs(2)) as [Tab, Tab]
    for (let round = 0; round < 10; round++) {
      await tab.call('keepOpen', { place, name: 'Travel' })
      const reading = tab.call('readUntilEmpty', undefined)
      await other.call('deleteTheBook', place)
      expect(await reading).toEqual(['done'])
      expect(await tab.call('useOpenBook', 'Food')).toEqual(['done', 'done'])
      expect(await tab.call('namesInOpenBook', undefined)).toEqual(['Food'])
      await tab.call('deleteTheBook', place)
    }
  })
})

describe('a tab that hangs while it holds the lock', () => {
  it('ends the others’ waits after their time, or by their signals, and nothing of them is written', async () => {
    const [hanging, other] = (await openTabs(2)) as [Tab, Tab]
    const told = await listenTo(hanging.page)
    const gone = hanging.call('holdForever', { place, bookId: 'book' }).catch(() => 'gone')
    await told.reach(1)
    const ends = await other.call('waitForLock', { place, bookId: 'book', lockTimeout: 500 })
    expect(ends).toMatchObject({ timedOut: 'lock_timeout', aborted: 'aborted' })
    expect(ends.keys.filter((key) => key.includes('book/'))).toEqual([])
    await hanging.page.close()
    await gone
    await other.call('keepOpen', { place, name: 'Travel' })
  })
})

it('two adapters in one page hear each other, of each commit once', async () => {
  const [tab] = (await openTabs(1)) as [Tab]
  expect(await tab.call('hearEachOther', place)).toEqual([
    ['local category', 'remote category'],
    ['remote category', 'local category'],
  ])
})
