import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible } from './harness/accessibility.js'
import { budgetCell } from './harness/budget-table.js'
import { eventually } from './harness/eventually.js'
import { panel } from './harness/page-steps.js'
import { usePage } from './harness/use-page.js'

const { open } = usePage()

async function placeHold(page: Page, category: string, amount: string): Promise<void> {
  const holds = panel(page, 'Holds')
  await holds.getByRole('combobox', { name: 'Hold category' }).selectOption({ label: category })
  await holds.getByRole('textbox', { name: 'Hold amount' }).fill(amount)
  await holds.getByRole('button', { name: 'Place hold' }).click()
  await holds
    .getByRole('button', { name: /^Release hold/ })
    .first()
    .waitFor()
}

describe('the holds', () => {
  it('become an expense when they are committed', async () => {
    const page = await open()
    await placeHold(page, 'Travel', '150')
    const holds = panel(page, 'Holds')
    await eventually(async () => holds.innerText()).toContain('$150.00')
    expect(await budgetCell(page, 'Travel', 'spent')).toBe('$700.00')
    await expectAccessible(page)
    await holds.getByRole('button', { name: /^Commit hold/ }).click()
    await eventually(async () => budgetCell(page, 'Travel', 'spent')).toBe('$850.00')
    await eventually(async () => holds.getByRole('button', { name: /^Commit hold/ }).count()).toBe(0)
  })

  it('are gone when they are released', async () => {
    const page = await open()
    await placeHold(page, 'Travel', '150')
    const holds = panel(page, 'Holds')
    await holds.getByRole('button', { name: /^Release hold/ }).click()
    await eventually(async () => holds.getByRole('button', { name: /^Release hold/ }).count()).toBe(0)
    expect(await budgetCell(page, 'Travel', 'spent')).toBe('$700.00')
  })

  it('say what is wrong with an amount, and keep it', async () => {
    const page = await open()
    const holds = panel(page, 'Holds')
    await holds.getByRole('combobox', { name: 'Hold category' }).selectOption({ label: 'Travel' })
    const amount = holds.getByRole('textbox', { name: 'Hold amount' })
    await amount.fill('much')
    await holds.getByRole('button', { name: 'Place hold' }).click()
    await eventually(async () => holds.getByText('Enter an amount, such as 12.50.').count()).toBe(1)
    expect(await amount.inputValue()).toBe('much')
    await expectAccessible(page)
  })
})
