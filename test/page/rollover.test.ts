import { describe, expect, it } from 'vitest'
import { expectAccessible } from './harness/accessibility.js'
import { budgetLines } from './harness/budget-table.js'
import { eventually } from './harness/eventually.js'
import { keyboardOn, mouseOn } from './harness/hands.js'
import { panel, saveBudget } from './harness/page-steps.js'
import { exampleLines } from './harness/scenario-lines.js'
import { usePage } from './harness/use-page.js'

const { open } = usePage()

describe('the carry-over', () => {
  it('brings in what January left, and is switched on and off with the keyboard', async () => {
    const page = await open()
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
    const rollover = panel(page, 'Carry-over')
    const travel = page.getByRole('switch', { name: 'Carry over Travel' })
    const row = rollover.getByRole('row').filter({ has: travel })
    await keyboardOn(page).check(travel)
    // January left 500 of 2,000; February has 2,000 besides, and spends 700.
    await eventually(async () => row.innerText()).toMatch(/\$500\.00\s+\$2,500\.00\s+\$1,800\.00/)
    expect(await travel.getAttribute('aria-checked')).toBe('true')
    await expectAccessible(page)
    await keyboardOn(page).check(travel)
    await eventually(async () => travel.getAttribute('aria-checked')).toBe('false')
    await eventually(async () => row.innerText()).not.toContain('$500.00')
    expect(await budgetLines(page)).toEqual(exampleLines)
  })

  it('follows a change of a month before', async () => {
    const page = await open({ search: '#2026-01' })
    await saveBudget(page, mouseOn(page), 'Grocery', '1000')
    await page.getByRole('button', { name: 'Next month' }).click()
    const rollover = panel(page, 'Carry-over')
    const grocery = page.getByRole('switch', { name: 'Carry over Grocery' })
    await grocery.click()
    const row = rollover.getByRole('row').filter({ has: grocery })
    await eventually(async () => row.innerText()).toMatch(/\$700\.00\s+\$2,200\.00\s+\$1,900\.00/)
  })
})
