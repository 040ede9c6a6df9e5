import { describe, expect, it } from 'vitest'
import type { Tab } from './harness/tabs.js'
import { usePrivateSite } from './harness/use-site.js'
import type { Place } from './place.js'

const { openTabs, site } = usePrivateSite()

/** Records expenses until none fits any more, and expects that no commit is made then, and no half of one. */
async function expectFull(tab: Tab, place: Place, least: number): Promise<void> {
  const { recorded, ends } = await tab.call('fillUp', place)
  expect(recorded).toBeGreaterThanOrEqual(least)
  expect(new Set(ends)).toEqual(new Set(['quota_exceeded']))
  const before = await tab.call('checksumOf', place)
  expect(await tab.call('attemptCommits', place)).toEqual({
    withinOneMonth: 'quota_exceeded',
    acrossMonths: 'quota_exceeded',
    newMonth: 'quota_exceeded',
    newCategory: 'quota_exceeded',
    everything: 'quota_exceeded',
  })
  expect(await tab.call('checksumOf', place)).toBe(before)
}

/** Expects that a commit is made again. */
async function expectRoom(tab: Tab, place: Place): Promise<void> {
  const before = await tab.call('checksumOf', place)
  expect(await tab.call('recordSmall', place)).toBe('accepted')
  expect(await tab.call('checksumOf', place)).not.toBe(before)
}

describe('a book in localStorage that is full to the brim', () => {
  const place: Place = { kind: 'localStorage', name: 'quota' }

  it('refuses commits and keeps the old state; when it has removed an expense, it takes another', async () => {
    const [tab] = await openTabs(1)
    await expectFull(tab!, place, 5_000)
    await tab!.call('removeLongExpense', place)
    await expectRoom(tab!, place)
  })
})

describe('a book in IndexedDB that has used up its quota', () => {
  const place: Place = { kind: 'indexedDB', name: 'quota' }

  it('refuses commits and keeps the old state; when there is more space, it goes on', async () => {
    const [tab] = await openTabs(1)
    const session = await tab!.page.context().newCDPSession(tab!.page)
    const { origin } = site()
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 5_000_000 })
    await expectFull(tab!, place, 1_000)
    await session.send('Storage.overrideQuotaForOrigin', { origin })
    await expectRoom(tab!, place)
  })
})
