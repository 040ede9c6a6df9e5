import { describe, expect, it, onTestFinished } from 'vitest'
import type { BrowserContext } from 'playwright-core'
import { launchPrivate } from './harness/chromium.js'
import { openTab, openTabs } from './harness/tabs.js'
import { makeProfile, openProfile } from './harness/use-profile.js'
import { useSite } from './harness/use-site.js'
import { adapterKinds } from './place.js'

const site = useSite()

async function openPrivate(): Promise<BrowserContext> {
  const browser = await launchPrivate()
  onTestFinished(async () => browser.close())
  return browser.newContext()
}

async function openRegular(): Promise<BrowserContext> {
  return openProfile(await makeProfile())
}

const modes = [
  { mode: 'private', open: openPrivate },
  { mode: 'regular', open: openRegular },
]

const summary = { totalBudget: '3500.00', totalSpent: '1649.99', expenseCount: 2 }

describe.each(adapterKinds)('a book on %s', (kind) => {
  const place = { kind, name: 'modes' }

  it.each(modes)(
    'can be kept in a $mode window, and is there in another tab and after a reload',
    async ({ open }) => {
      const [tab, other] = await openTabs(await open(), site().origin, 2)
      await tab!.call('keepHousehold', place)
      const report = await tab!.call('reportHousehold', place)
      expect(report.summary).toMatchObject(summary)
      await expect.poll(async () => other!.call('reportHousehold', place)).toEqual(report)
      await tab!.page.reload()
      expect(await tab!.call('reportHousehold', place)).toEqual(report)
    },
  )

  it('is there when the browser is closed and started again', async () => {
    const profile = await makeProfile()
    const first = await openProfile(profile)
    const before = await openTab(first, site().origin)
    await before.call('keepHousehold', place)
    const report = await before.call('reportHousehold', place)
    await first.close()
    const second = await openProfile(profile)
    const after = await openTab(second, site().origin)
    expect(await after.call('reportHousehold', place)).toEqual(report)
  })

  it('is gone with its private window', async () => {
    const browser = await launchPrivate()
    onTestFinished(async () => browser.close())
    const tab = await openTab(await browser.newContext(), site().origin)
    await tab.call('keepHousehold', place)
    const other = await openTab(await browser.newContext(), site().origin)
    expect((await other.call('reportHousehold', place)).summary.expenseCount).toBe(0)
  })
})
