import { describe, expect, it } from 'vitest'
import { expectAccessible } from './harness/accessibility.js'
import { budgetCell, budgetLines } from './harness/budget-table.js'
import { eventually } from './harness/eventually.js'
import { mouseOn } from './harness/hands.js'
import { panel, saveBudget } from './harness/page-steps.js'
import { exampleLines } from './harness/scenario-lines.js'
import { usePage } from './harness/use-page.js'

const { open } = usePage()

describe('the history', () => {
  it('says what was changed, and undoes it', async () => {
    const page = await open()
    await saveBudget(page, mouseOn(page), 'Travel', '2500')
    await saveBudget(page, mouseOn(page), 'Grocery', '1600')
    const history = panel(page, 'History')
    await eventually(async () => history.innerText()).toMatch(
      /Grocery[^]*\$1,500\.00[^]*\$1,600\.00[^]*Travel[^]*\$2,000\.00[^]*\$2,500\.00/,
    )
    await expectAccessible(page)

    await history
      .getByRole('button', { name: /^Undo.*Travel/ })
      .first()
      .click()
    await eventually(async () => budgetCell(page, 'Travel', 'budget')).toBe('$2,000.00')
    expect(await budgetCell(page, 'Grocery', 'budget')).toBe('$1,600.00')
  })

  it('undoes the last change, and then the one before', async () => {
    const page = await open()
    await saveBudget(page, mouseOn(page), 'Travel', '2500')
    await saveBudget(page, mouseOn(page), 'Grocery', '1600')
    const undo = page.getByRole('button', { name: 'Undo last change' })
    await undo.click()
    await eventually(async () => budgetCell(page, 'Grocery', 'budget')).toBe('$1,500.00')
    await undo.click()
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
  })

  it('says why an entry cannot be undone when something was changed since', async () => {
    const page = await open()
    await saveBudget(page, mouseOn(page), 'Travel', '2500')
    await saveBudget(page, mouseOn(page), 'Travel', '2600')
    const history = panel(page, 'History')
    await eventually(async () => history.innerText()).toContain('$2,600.00')
    await history
      .getByRole('button', { name: /^Undo.*Travel/ })
      .nth(1)
      .click()
    const reason = history.getByText('It cannot be undone: something was changed since.')
    await eventually(async () => reason.count()).toBeGreaterThan(0)
    expect(await budgetCell(page, 'Travel', 'budget')).toBe('$2,600.00')
    await expectAccessible(page)
  })
})
