import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { PageFunctions } from '../page/entry.js'
import type { Meeting } from '../page/rendezvous.js'
import { rendererOf } from './processes.js'

let meetings = 0

type Input<Name extends keyof PageFunctions> = Parameters<PageFunctions[Name]>[0]
type Output<Name extends keyof PageFunctions> = Awaited<ReturnType<PageFunctions[Name]>>

/** A tab with the test page. */
export interface Tab {
  /** The page. */
  readonly page: Page
  /** The process that renders it: its own. */
  readonly processId: number
  /** Calls a function of the page. */
  call<Name extends keyof PageFunctions>(name: Name, input: Input<Name>): Promise<Output<Name>>
}

interface PageCall {
  readonly name: string
  readonly input: unknown
}

// Runs in the page, so it must not use anything from here.
function callInPage({ name, input }: PageCall): unknown {
  const { pageFunctions } = globalThis as unknown as {
    readonly pageFunctions: Readonly<Record<string, (input: unknown) => unknown>>
  }
  return pageFunctions[name]!(input)
}

async function tabOf(page: Page): Promise<Tab> {
  return {
    page,
    processId: await rendererOf(page),
    call: async <Name extends keyof PageFunctions>(name: Name, input: Input<Name>): Promise<Output<Name>> =>
      (await page.evaluate(callInPage, { name, input })) as Output<Name>,
  }
}

/** Opens the test page in one more tab. */
export async function openTab(context: BrowserContext, origin: string): Promise<Tab> {
  const page = await context.newPage()
  await page.goto(origin)
  return tabOf(page)
}

/** Opens the test page in a window of a tab's own, which is rendered by the same process. */
export async function openWindowOf(tab: Tab): Promise<Tab> {
  const [page] = await Promise.all([
    tab.page.waitForEvent('popup'),
    tab.page.evaluate("void window.open('/')"),
  ])
  await page.waitForLoadState()
  const opened = await tabOf(page)
  expect(opened.processId).toBe(tab.processId)
  return opened
}

/** Opens tabs of one origin, each rendered by a process of its own. */
export async function openTabs(context: BrowserContext, origin: string, count: number): Promise<Tab[]> {
  const tabs: Tab[] = []
  while (tabs.length < count) tabs.push(await openTab(context, origin))
  expect(new Set(tabs.map(({ processId }) => processId)).size, 'renderer processes').toBe(count)
  return tabs
}

/** Lets each tab do its part at once, at a meeting of all of them; gives what each came to. */
export async function together<Result>(
  tabs: readonly Tab[],
  part: (tab: Tab, meeting: Meeting) => Promise<Result>,
): Promise<Result[]> {
  const name = `meeting ${meetings++}`
  return Promise.all(tabs.map(async (tab, at) => part(tab, { name, tabs: tabs.length, tab: at })))
}
