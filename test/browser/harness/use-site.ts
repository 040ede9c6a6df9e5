import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { launchPrivate } from './chromium.js'
import { startSite, type Site } from './site.js'
import { openTab, openTabs, type Tab } from './tabs.js'

/** What a test file works with; usable from the first test on. */
export interface PrivateSite {
  /** The site. */
  readonly site: () => Site
  /** The browser. */
  readonly browser: () => Browser
  /** A private context of the running test: with empty storage, and closed after it. */
  readonly newContext: () => Promise<BrowserContext>
  /** Tabs in a fresh private context, each in a process of its own. */
  readonly openTabs: (count: number) => Promise<Tab[]>
  /** A tab beside another one; what was written before it was opened, it sees. */
  readonly openBeside: (tab: Tab | undefined) => Promise<Tab>
}

/** Serves the test page to one test file, and takes it down after the last test. */
export function useSite(): () => Site {
  let site: Site | undefined
  beforeAll(async () => {
    site = await startSite()
  })
  afterAll(async () => site?.close())
  return () => site!
}

/** Serves the test page to one test file, with a private browser beside it. */
export function usePrivateSite(): PrivateSite {
  const site = useSite()
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await launchPrivate()
  })
  afterAll(async () => browser?.close())
  const newContext = async (): Promise<BrowserContext> => {
    const context = await browser!.newContext()
    onTestFinished(async () => context.close())
    return context
  }
  return {
    site,
    browser: () => browser!,
    newContext,
    openTabs: async (count) => openTabs(await newContext(), site().origin, count),
    openBeside: async (tab) => openTab(tab!.page.context(), site().origin),
  }
}
