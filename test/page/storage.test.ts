import type { CDPSession, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible } from './harness/accessibility.js'
import { openBlank } from './harness/blank-page.js'
import { budgetCell, budgetLines } from './harness/budget-table.js'
import { eventually } from './harness/eventually.js'
import { mouseOn } from './harness/hands.js'
import { budgetField, writeBudget } from './harness/page-steps.js'
import { exampleLines } from './harness/scenario-lines.js'
import { usePage } from './harness/use-page.js'

const { newContext, open, openTab, site } = usePage()

async function devtools(page: Page): Promise<CDPSession> {
  return page.context().newCDPSession(page)
}

// Runs in a page. Random, so that the database cannot make it smaller; in ever smaller pieces, until none fits any more.
const fillDatabase = `(async () => {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
    request.onupgradeneeded = () => request.result.createObjectStore('ballast', { autoIncrement: true })
  })
  const database = await asked(indexedDB.open('ballast', 1))
  const put = (size) => new Promise((resolve) => {
    const transaction = database.transaction('ballast', 'readwrite')
    transaction.objectStore('ballast').put(crypto.getRandomValues(new Uint8Array(size)))
    transaction.oncomplete = () => resolve(true)
    transaction.onabort = () => resolve(false)
  })
  for (const size of [60_000, 5_000, 500, 50]) while (await put(size));
})()`

const unreachable = 'The storage of the browser cannot be reached. Reload the page.'

describe('the page when its database is deleted', () => {
  it('says so, keeps what is typed, and works again after a reload', async () => {
    const page = await open()
    const hand = mouseOn(page)
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
    await writeBudget(page, hand, 'Travel', '2222')
    const session = await devtools(page)
    await session.send('Storage.clearDataForOrigin', { origin: site().origin, storageTypes: 'indexeddb' })
    await page.keyboard.press('Enter')
    await eventually(async () => page.getByText(unreachable).count()).toBeGreaterThan(0)
    expect(await budgetField(page, 'Travel').inputValue()).toBe('2222')
    await expectAccessible(page)

    await page.reload()
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
  })

  it('says so when another month is to be shown', async () => {
    const page = await open()
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
    const session = await devtools(page)
    await session.send('Storage.clearDataForOrigin', { origin: site().origin, storageTypes: 'indexeddb' })
    await page.getByRole('button', { name: 'Previous month' }).click()
    const failure = page.getByRole('alert').filter({ hasText: unreachable })
    await eventually(async () => failure.count()).toBeGreaterThan(0)
    await expectAccessible(page)
    await page.reload()
    await eventually(async () => budgetCell(page, 'Total', 'spent')).toBe('$1,800.00')
  })
})

describe('the page when its storage is full', () => {
  it('says so, and keeps the edit until there is space again', async () => {
    const context = await newContext()
    const blank = await openBlank(context, site().origin)
    const session = await devtools(blank)
    const { origin } = site()
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 3_000_000 })
    const page = await openTab(context)
    const hand = mouseOn(page)
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
    await blank.evaluate(fillDatabase)
    await writeBudget(page, hand, 'Travel', '2222')
    await page.keyboard.press('Enter')
    await eventually(async () =>
      page.getByText('The storage of the browser is full.').count(),
    ).toBeGreaterThan(0)
    const field = budgetField(page, 'Travel')
    expect(await field.inputValue()).toBe('2222')
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    await expectAccessible(page)

    await session.send('Storage.overrideQuotaForOrigin', { origin })
    await page.keyboard.press('Enter')
    await eventually(async () => budgetCell(page, 'Travel', 'budget')).toBe('$2,222.00')
  })
})
