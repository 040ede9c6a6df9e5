import { describe, expect, it } from 'vitest'
import { expectAccessible } from './harness/accessibility.js'
import { openBlank } from './harness/blank-page.js'
import { budgetCell, budgetLines } from './harness/budget-table.js'
import { eventually } from './harness/eventually.js'
import { mouseOn } from './harness/hands.js'
import { addCategory, allPanels, saveBudget } from './harness/page-steps.js'
import { exampleLines } from './harness/scenario-lines.js'
import { usePage } from './harness/use-page.js'

const { newContext, open, openTab, site } = usePage()

// These run in a page, so they must not use anything from here.
const holdDatabase = `new Promise((resolve) => {
  const opening = indexedDB.open('budgetbook-web', 1)
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore('held')
    const hold = () => {
      store.get(0).onsuccess = () => (globalThis.released ? opening.transaction.abort() : hold())
    }
    hold()
    resolve()
  }
})`
const takeDatabaseAway = `
  globalThis.kept = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB')
  Object.defineProperty(globalThis, 'indexedDB', { configurable: true, value: undefined })
`
const bringDatabaseBack = `Object.defineProperty(globalThis, 'indexedDB', globalThis.kept)`

const refuseToRemember = `
  Storage.prototype.getItem = Storage.prototype.setItem = () => {
    throw new DOMException('The browser remembers nothing', 'SecurityError')
  }
`

describe('the page', () => {
  it('works in a browser that refuses localStorage, and forgets what it was told', async () => {
    const context = await newContext()
    await context.addInitScript(refuseToRemember)
    const page = await openTab(context)
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
    await page.getByRole('combobox', { name: 'Language' }).selectOption({ label: 'Deutsch' })
    await page.getByRole('heading', { name: 'Budgets', level: 2 }).waitFor()
    await eventually(async () => page.getByRole('alert').allInnerTexts()).toContainEqual(
      expect.stringContaining('Achtung'),
    )
  })

  it('begins empty when everything was undone, and loads the example once more', async () => {
    const page = await open({ search: '?empty' })
    await page.getByRole('button', { name: 'Load the example' }).click()
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
    const undo = page.getByRole('button', { name: 'Undo last change' })
    const load = page.getByRole('button', { name: 'Load the example' })
    // While the history is read again, there is no last change to undo, and the button does nothing.
    await eventually(async () => {
      if ((await load.count()) === 0) await undo.dispatchEvent('click')
      return load.count()
    }).toBe(1)
    await page.goto(site().address)
    await load.click()
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
  })

  it('begins empty, and loads the example when asked to', async () => {
    const page = await open({ search: '?empty' })
    const load = page.getByRole('button', { name: 'Load the example' })
    await load.waitFor()
    await expectAccessible(page)
    await load.click()
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
    expect(await load.count()).toBe(0)
  })

  it('begins empty, and takes a first category instead', async () => {
    const page = await open({ search: '?empty' })
    await addCategory(page, mouseOn(page), 'Travel')
    await eventually(async () => budgetCell(page, 'Travel', 'budget')).toBe('–')
    await eventually(async () => page.getByRole('button', { name: 'Load the example' }).count()).toBe(0)
  })

  it('says that it loads until the book is open', async () => {
    const context = await newContext()
    const other = await openBlank(context, site().origin)
    await other.evaluate(holdDatabase)
    const page = await context.newPage()
    await page.goto(site().address)
    const loading = page.getByRole('status').filter({ hasText: 'Loading…' })
    await loading.waitFor()
    await expectAccessible(page)
    await other.evaluate('globalThis.released = true')
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
    await eventually(async () => loading.count()).toBe(0)
  })

  it('says that the book cannot be read, and reads it when tried again', async () => {
    const context = await newContext()
    await context.addInitScript(takeDatabaseAway)
    const page = await context.newPage()
    await page.goto(site().address)
    await page.getByRole('alert').filter({ hasText: 'The book cannot be read.' }).waitFor()
    await expectAccessible(page)
    await page.evaluate(bringDatabaseBack)
    await page.getByRole('button', { name: 'Try again' }).click()
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
  })

  it('says when it is offline, and works on', async () => {
    const page = await open()
    // What comes after the table has to be here by then.
    await allPanels(page)
    await page.context().setOffline(true)
    const offline = page.getByRole('status').filter({ hasText: 'Offline' })
    await eventually(async () => offline.count()).toBe(1)
    await saveBudget(page, mouseOn(page), 'Travel', '2100')
    await eventually(async () => budgetCell(page, 'Travel', 'budget')).toBe('$2,100.00')
    await expectAccessible(page)
    await page.context().setOffline(false)
    await eventually(async () => offline.count()).toBe(0)
  })
})
