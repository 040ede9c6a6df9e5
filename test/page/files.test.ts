import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible } from './harness/accessibility.js'
import { budgetCell, budgetLines } from './harness/budget-table.js'
import { eventually } from './harness/eventually.js'
import { panel } from './harness/page-steps.js'
import { exampleLines } from './harness/scenario-lines.js'
import { usePage } from './harness/use-page.js'

const { open } = usePage()

const statement = `date,description,amount,category
2026-02-19,Train,-50.00,Travel
2026-02-20,Bakery,-4.20,Grocery
2026-02-17,Concert hall,-800.00,Entertainment
2026-02-21,Kiosk,-9.99,Somewhere else
someday,Cinema,-12.00,Entertainment
`

async function choose(page: Page, name: string, text: string): Promise<void> {
  await panel(page, 'Files')
    .getByLabel('CSV file')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
}

/** How many rows of the file the plan calls new, known, alike, unresolved and rejected. */
async function countsOf(files: Locator): Promise<Record<string, string>> {
  const names = await files.locator('dt').allInnerTexts()
  const counts = await files.locator('dd').allInnerTexts()
  return Object.fromEntries(names.map((name, at) => [name, counts[at] ?? '']))
}

const importButton = (files: Locator): Locator => files.getByRole('button', { name: /^Import \d+ expense/ })

/** Saves a file, and gives its name and its text. */
async function save(page: Page, button: string): Promise<readonly [name: string, text: string]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel(page, 'Files').getByRole('button', { name: button }).click(),
  ])
  return [download.suggestedFilename(), await readFile(await download.path(), 'utf8')]
}

describe('the import of a file', () => {
  it('shows what it would do before it does anything, and the same file adds nothing again', async () => {
    const page = await open()
    const files = panel(page, 'Files')
    await choose(page, 'statement.csv', statement)
    await eventually(async () => countsOf(files)).toEqual({
      New: '3',
      Known: '0',
      Alike: '1',
      Unresolved: '1',
      Rejected: '1',
    })
    await eventually(async () => files.innerText()).toContain('Line 6')
    expect(await budgetLines(page)).toEqual(exampleLines)
    await expectAccessible(page)

    await files.getByRole('checkbox', { name: /^Leave out rows/ }).check()
    await files.getByRole('button', { name: 'Import 2 expenses' }).click()
    await eventually(async () => budgetCell(page, 'Travel', 'spent')).toBe('$750.00')
    expect(await budgetCell(page, 'Grocery', 'spent')).toBe('$304.20')
    expect(await budgetCell(page, 'Entertainment', 'spent')).toBe('$800.00')

    await page.reload()
    await choose(page, 'statement.csv', statement)
    await eventually(async () => countsOf(files)).toMatchObject({ New: '1', Known: '2' })
    await expectAccessible(page)
  })

  it('imports rows of no known category into the one that the user chooses', async () => {
    const page = await open()
    const files = panel(page, 'Files')
    await choose(page, 'statement.csv', statement)
    await eventually(async () => importButton(files).innerText()).toBe('Import 3 expenses')
    await files.getByLabel('Category for new rows').selectOption({ label: 'Gifts & Donation' })
    await eventually(async () => importButton(files).innerText()).toBe('Import 4 expenses')
    await importButton(files).click()
    await eventually(async () => budgetCell(page, 'Gifts & Donation', 'spent')).toBe('$9.99')
    await eventually(async () => importButton(files).count()).toBe(0)
    await eventually(async () => countsOf(files)).toMatchObject({ New: '0', Known: '4' })
  })

  it('says what is wrong with a file that cannot be read', async () => {
    const page = await open()
    await choose(page, 'picture.csv', 'nothing of use')
    const files = panel(page, 'Files')
    await eventually(async () => files.innerText()).toMatch(/cannot be read|not clear/)
    expect(await importButton(files).count()).toBe(0)
    expect(await budgetLines(page)).toEqual(exampleLines)
    await expectAccessible(page)
  })
})

describe('the export of files', () => {
  it('saves the expenses of the month, and knows them when they come back', async () => {
    const page = await open()
    const [name, text] = await save(page, 'Export expenses')
    expect(name).toMatch(/2026-02.*\.csv$/)
    for (const description of ['Flight to NYC', 'Market', 'Concert', 'Birthday dinner'])
      expect(text).toContain(description)
    expect(text).not.toContain('Hotel')
    expect(text.trim().split('\n')).toHaveLength(5)

    const files = panel(page, 'Files')
    await choose(page, name, text)
    await eventually(async () => countsOf(files)).toMatchObject({ Rejected: '0', Unresolved: '0' })
    expect(await countsOf(files)).toMatchObject({ Known: '4', New: '0' })
  })

  it('saves the report of the month', async () => {
    const page = await open()
    const [name, text] = await save(page, 'Export report')
    expect(name).toMatch(/2026-02.*\.csv$/)
    expect(text).toMatch(/Entertainment.*1000\.00.*800\.00/)
    expect(text).toMatch(/warning/)
  })

  it('saves the whole book, with both months', async () => {
    const page = await open()
    const [name, text] = await save(page, 'Export book')
    expect(name).toMatch(/\.json$/)
    const document = JSON.parse(text) as Record<string, unknown>
    expect(JSON.stringify(document)).toContain('Hotel')
    expect(JSON.stringify(document)).toContain('Flight to NYC')
  })
})
