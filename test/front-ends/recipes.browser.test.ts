import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchPrivate } from '../browser/harness/chromium.js'
import { bundleFrontEnds } from './page/bundle.js'
import type { FrontEnds } from './page/main.js'

declare const frontEnds: { start(): Promise<FrontEnds> }
declare const started: FrontEnds

let browser: Browser
beforeAll(async () => {
  browser = await launchPrivate()
})
afterAll(async () => browser.close())

/** What the page shows: with Vue, with Svelte, without a framework. */
async function shown(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    ['vue', 'svelte', 'dom'].map((id) => document.querySelector(`#${id}`)?.textContent ?? 'nothing'),
  )
}

it('Vue, Svelte and plain DOM show a month, show a change, and leave no listener behind', async () => {
  const page = await browser.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => problems.push(message.text()))
  await page.setContent('<!doctype html><title>Front ends</title><body>')
  await page.addScriptTag({ content: await bundleFrontEnds() })

  await page.evaluate(async () => {
    Object.assign(globalThis, { started: await frontEnds.start() })
  })
  await expect.poll(() => shown(page)).toEqual(['0.00', '0.00', '100.00'])
  expect(await page.getAttribute('#dom', 'aria-busy')).toBe('false')

  await page.evaluate(() => started.spend())
  await expect.poll(() => shown(page)).toEqual(['5.00', '5.00', '95.00'])
  expect(await page.evaluate(() => started.listeners())).toBe(3)

  await page.evaluate(() => started.leave())
  await expect.poll(() => page.evaluate(() => started.listeners())).toBe(0)
  expect(problems).toEqual([])
})
