import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { startSite } from '../harness/site.js'
import type { Meeting } from '../page/rendezvous.js'
import type { Engine } from './driver.js'
import { RemoteBrowser, type RemoteTab } from './remote-browser.js'

/** Tabs of one site, which nobody else uses. */
interface Tabs {
  /** Those that were asked for, each in a process of its own. */
  readonly tabs: readonly RemoteTab[]
  /** A tab beside them; what was written before it was opened, it sees. */
  readonly openBeside: () => Promise<RemoteTab>
}

/** Takes note of what is to be done in the end. */
type Later = (task: () => Promise<void>) => void

/** What tests open their tabs with; unless told otherwise, they are closed after the running test. */
export type OpenTabs = (count: number, later?: Later) => Promise<Tabs>

/** Starts a browser for the tests that follow, and ends it after the last one. */
export function useEngine({ launch }: Engine): OpenTabs {
  let browser: RemoteBrowser | undefined
  beforeAll(async () => {
    browser = await RemoteBrowser.of(await launch())
  })
  afterAll(async () => browser?.close())
  return async (count, later = onTestFinished) => {
    // A port of its own makes it an origin of its own: nothing is stored there.
    const site = await startSite()
    later(async () => site.close())
    const openBeside = async () => {
      const tab = await browser!.openTab(site.origin)
      later(async () => tab.close())
      return tab
    }
    const tabs: RemoteTab[] = []
    while (tabs.length < count) tabs.push(await openBeside())
    expect(new Set(tabs.map(({ processId }) => processId)).size, 'processes of the pages').toBe(count)
    return { tabs, openBeside }
  }
}

let meetings = 0

/** Lets each tab do its part at once, at a meeting of all of them; gives what each came to. */
export async function together<Result>(
  tabs: readonly RemoteTab[],
  part: (tab: RemoteTab, meeting: Meeting) => Promise<Result>,
): Promise<Result[]> {
  const name = `meeting ${meetings++}`
  return Promise.all(tabs.map(async (tab, at) => part(tab, { name, tabs: tabs.length, tab: at })))
}
