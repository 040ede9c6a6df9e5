import { readFile, writeFile } from 'node:fs/promises'
import { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { expectAccessible } from './harness/accessibility.js'
import { budgetLines } from './harness/budget-table.js'
import { eventually } from './harness/eventually.js'
import { keyboardOn, mouseOn } from './harness/hands.js'
import { pageBuilds } from './harness/page-build.js'
import { addCategory, recordExpense, saveBudget, saveLimit, warningBanner } from './harness/page-steps.js'
import { usePage } from './harness/use-page.js'
import { exampleExpenses, exampleLines, scenarioLines } from './harness/scenario-lines.js'

const picture = fileURLToPath(new URL('../../docs/images/page.png', import.meta.url))

/** Width and height, from the head of a PNG. */
function sizeOf(png: Buffer): readonly [number, number] {
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

const hands = [
  { tool: 'the mouse', handOn: mouseOn },
  { tool: 'the keyboard alone', handOn: keyboardOn },
]

describe.each(pageBuilds)('the page, built for %s', (build) => {
  const { open } = usePage(build)

  it.each(hands)('takes a month by hand with $tool, and warns of its limit', async ({ handOn }) => {
    const page = await open({ search: '?empty' })
    const hand = handOn(page)
    for (const name of Object.keys(scenarioLines('₹')).filter((line) => line !== 'Total'))
      await addCategory(page, hand, name)
    await saveLimit(page, hand, '5000')
    await saveBudget(page, hand, 'Travel', '2000')
    await saveBudget(page, hand, 'Grocery', '1500')
    await saveBudget(page, hand, 'Entertainment', '1000')
    expect(await warningBanner(page).count()).toBe(0)
    await saveBudget(page, hand, 'Food & Dining', '1500')
    await saveBudget(page, hand, 'Gifts & Donation', '2000')
    for (const expense of exampleExpenses) await recordExpense(page, hand, expense)

    await eventually(async () => budgetLines(page)).toEqual(scenarioLines('₹'))
    await eventually(async () => warningBanner(page).innerText()).toBe(
      'Warning: budgets of ₹8,000.00 exceed the monthly limit of ₹5,000.00 by ₹3,000.00.',
    )
    await expectAccessible(page)
    await page.reload()
    await eventually(async () => budgetLines(page)).toEqual(scenarioLines('₹'))
  })

  it('loads the example: the warning, a line for each category, and its groups', async () => {
    const page = await open()
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
    await eventually(async () => warningBanner(page).innerText()).toBe(
      'Warning: budgets of $8,000.00 exceed the monthly limit of $5,000.00 by $3,000.00.',
    )
    const travel = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Travel' }) })
    await eventually(async () => travel.getByRole('meter').getAttribute('aria-label')).toContain('Travel')
    await expectAccessible(page)
  })

  it('loads the example once, however often it is reloaded', async () => {
    const page = await open()
    await page.reload()
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
  })
})

describe('the picture of the page', () => {
  const { open } = usePage()

  it('shows the example as the page shows it now', async () => {
    const page = await open({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' })
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
    await page.evaluate(async () => document.fonts.ready)
    const shot = await page.screenshot({ animations: 'disabled', caret: 'hide' })
    if (env['UPDATE_SCREENSHOT']) await writeFile(picture, shot)
    const committed = await readFile(picture)
    expect(sizeOf(committed)).toEqual(sizeOf(shot))
    expect(committed.length).toBeLessThan(200_000)
  })
})
