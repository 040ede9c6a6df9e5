import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible } from './harness/accessibility.js'
import { budgetLines } from './harness/budget-table.js'
import { eventually } from './harness/eventually.js'
import { mouseOn } from './harness/hands.js'
import { allPanels, writeBudget } from './harness/page-steps.js'
import { exampleLines } from './harness/scenario-lines.js'
import { usePage } from './harness/use-page.js'

const { newContext, open, openTab, site } = usePage()

// Runs in the page, so it must not use anything from here. What scrolls by itself may hold wider things.
function findWiderThanScreen(): string[] {
  const { clientWidth, scrollWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return []
  const wide = [...document.querySelectorAll('body *')].filter((element) => {
    const scroller = element.parentElement?.closest('.scroll')
    return !scroller && element.getBoundingClientRect().right > clientWidth
  })
  return [`${scrollWidth} pixels wide`, ...wide.map(({ outerHTML }) => outerHTML.slice(0, 120))]
}

/** Expects the page to be no wider than the screen. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(await page.evaluate(findWiderThanScreen)).toEqual([])
}

describe('the page on a narrow screen', () => {
  it('does not scroll sideways while the library of the charts is still on its way', async () => {
    const context = await newContext({ viewport: { width: 320, height: 640 } })
    // Its answer never comes.
    await context.route(/\/draw-[^/]*\.js/, () => {})
    const page = await openTab(context)
    await allPanels(page)
    await expectNoSidewaysScroll(page)
  })

  it('does not scroll sideways at 320 pixels, not while a budget is typed either', async () => {
    const page = await open({ viewport: { width: 320, height: 640 } })
    await allPanels(page)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await writeBudget(page, mouseOn(page), 'Travel', '2500')
    await eventually(async () => page.getByText(/\$3,500\.00/).count()).toBeGreaterThan(0)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  })

  it('does not scroll sideways in German either, whose words are longer', async () => {
    const page = await open({ viewport: { width: 320, height: 640 } })
    await allPanels(page)
    await page.getByRole('combobox', { name: 'Language' }).selectOption({ label: 'Deutsch' })
    await eventually(async () => page.evaluate(() => document.documentElement.lang)).toBe('de')
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  })
})

describe('the page in German', () => {
  it('prints its texts, its amounts and the warning in German, and remembers the language', async () => {
    const page = await open()
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
    await page.getByRole('combobox', { name: 'Language' }).selectOption({ label: 'Deutsch' })
    const german = async () => page.evaluate(() => document.body.innerText)
    await eventually(german).toContain('5.000,00')
    expect(await german()).not.toMatch(/\bWarning\b|\bBudget of\b|\bSave\b|\bMonthly\b/)
    await eventually(async () => page.getByRole('heading', { level: 1 }).innerText()).toContain(
      'Februar 2026',
    )
    expect(await page.getByRole('alert').filter({ hasText: '8.000,00' }).count()).toBe(1)
    await page.reload()
    await eventually(async () => page.getByRole('heading', { level: 1 }).innerText()).toContain(
      'Februar 2026',
    )
    await expectAccessible(page)
  })

  it('begins in German in a German browser', async () => {
    const page = await (await newContext({ locale: 'de-DE' })).newPage()
    await page.goto(site().address)
    await eventually(async () => page.getByRole('heading', { level: 1 }).allInnerTexts()).toEqual([
      expect.stringContaining('Februar 2026'),
    ])
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
  })
})

describe('the themes of the page', () => {
  const background = async (page: Page): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--page').trim())

  it('follow the system, until one is chosen', async () => {
    const page = await open({ colorScheme: 'light' })
    const light = await background(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    const dark = await background(page)
    expect(dark).not.toBe(light)
    const themes = page.getByRole('combobox', { name: 'Theme' })
    await themes.selectOption({ label: 'Light' })
    await eventually(async () => background(page)).toBe(light)
    await page.emulateMedia({ colorScheme: 'light' })
    await themes.selectOption({ label: 'Dark' })
    await eventually(async () => background(page)).toBe(dark)
    await allPanels(page)
    await expectAccessible(page)
    await page.reload()
    await eventually(async () => background(page)).toBe(dark)
  })
})

describe('the page for readers who want less motion', () => {
  it('moves nothing', async () => {
    const page = await open({ reducedMotion: 'reduce' })
    await allPanels(page)
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .map((element) => getComputedStyle(element))
        .flatMap(({ transitionDuration, animationDuration }) => [transitionDuration, animationDuration])
        .flatMap((durations) => durations.split(','))
        .filter((duration) => Number.parseFloat(duration) > 0.01),
    )
    expect(moving).toEqual([])
  })
})
