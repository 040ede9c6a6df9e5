import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { launchPrivate } from '../../browser/harness/chromium.js'
import { listenForComplaints } from './complaints.js'
import type { PageBuild } from './page-build.js'
import { startStaticSite, type StaticSite } from './static-site.js'

/** How a test opens the page. */
interface OpenOptions extends BrowserContextOptions {
  /** What the address ends with, such as `?empty`. */
  readonly search?: string
}

/** What a test file works with; usable from the first test on. */
export interface PageSite {
  /** The site that serves the page. */
  readonly site: () => StaticSite
  /** A private context of the running test: with empty storage, and closed after it. */
  readonly newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>
  /** The page in one tab of a new context. */
  readonly open: (options?: OpenOptions) => Promise<Page>
  /** The page in one tab more. */
  readonly openTab: (context: BrowserContext, search?: string) => Promise<Page>
}

/** Serves a build of the page to the tests that follow. After each of them, no page may have complained of anything. */
export function usePage(build: PageBuild = 'production', path = '/'): PageSite {
  let browser: Browser | undefined
  let site: StaticSite | undefined
  const contexts: { readonly context: BrowserContext; readonly complaints: readonly string[] }[] = []
  beforeAll(async () => {
    site = await startStaticSite(inject('pageFolders')[build], path)
    browser = await launchPrivate()
  })
  afterEach(async () => {
    const open = contexts.splice(0)
    const complaints = open.flatMap((one) => one.complaints)
    for (const { context } of open) await context.close()
    expect(complaints, 'what the pages complain of').toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  const newContext = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
    const context = await browser!.newContext({
      locale: 'en-US',
      viewport: { width: 1280, height: 900 },
      ...options,
    })
    contexts.push({ context, complaints: listenForComplaints(context) })
    return context
  }
  const openTab = async (context: BrowserContext, search = ''): Promise<Page> => {
    const page = await context.newPage()
    await page.goto(site!.address + search)
    await page.getByRole('heading', { name: 'Budgets', level: 2 }).waitFor()
    return page
  }
  return {
    site: () => site!,
    newContext,
    openTab,
    open: async ({ search = '', ...options } = {}) => openTab(await newContext(options), search),
  }
}
