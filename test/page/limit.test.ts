import { describe, expect, it } from 'vitest'
import { expectAccessible } from './harness/accessibility.js'
import { budgetCell, budgetLines } from './harness/budget-table.js'
import { eventually } from './harness/eventually.js'
import { mouseOn } from './harness/hands.js'
import {
  budgetField,
  enforceLimit,
  saveBudget,
  saveLimit,
  warningBanner,
  writeBudget,
} from './harness/page-steps.js'
import { exampleLines } from './harness/scenario-lines.js'
import { usePage } from './harness/use-page.js'

const { open } = usePage()

describe('the limit of a month', () => {
  it('says while a budget is typed by how much it would be exceeded, and lets it be saved', async () => {
    const page = await open()
    const hand = mouseOn(page)
    await writeBudget(page, hand, 'Travel', '2500')
    // 8,500 of 5,000.
    await eventually(async () => page.getByText(/\$3,500\.00/).count()).toBeGreaterThan(0)
    expect(await budgetCell(page, 'Total', 'budget')).toBe('$8,000.00')
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await eventually(async () => budgetCell(page, 'Travel', 'budget')).toBe('$2,500.00')
    await eventually(async () => warningBanner(page).innerText()).toContain('by $3,500.00.')
  })

  it('refuses a budget in Enforce, and says what would fit', async () => {
    const page = await open({ search: '#2026-03' })
    const hand = mouseOn(page)
    await enforceLimit(page, hand)
    await saveBudget(page, hand, 'Grocery', '4500')
    await writeBudget(page, hand, 'Travel', '600')
    const refusal = page.getByText('Refused: $100.00 above the limit. At most $500.00 would fit.')
    await eventually(async () => refusal.count()).toBeGreaterThan(0)
    await page.keyboard.press('Enter')
    const field = budgetField(page, 'Travel')
    await eventually(async () => field.getAttribute('aria-invalid')).toBe('true')
    expect(await field.inputValue()).toBe('600')
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    const described = (await field.getAttribute('aria-describedby')) ?? ''
    const texts = await Promise.all(
      described.split(' ').map(async (id) => page.locator(`[id="${id}"]`).innerText()),
    )
    expect(texts.join(' ')).toContain('At most $500.00 would fit.')
    await expectAccessible(page)

    await hand.write(field, '500')
    await page.keyboard.press('Enter')
    await eventually(async () => budgetCell(page, 'Travel', 'budget')).toBe('$500.00')
    expect(await warningBanner(page).count()).toBe(0)
  })

  it('shows what was typed last, not what was answered last', async () => {
    const page = await open({ search: '#2026-03' })
    const hand = mouseOn(page)
    await enforceLimit(page, hand)
    await writeBudget(page, hand, 'Travel', '9000')
    await hand.write(budgetField(page, 'Travel'), '90')
    await eventually(async () => page.getByText('Refused').count()).toBe(0)
    await hand.write(budgetField(page, 'Travel'), '7000')
    await eventually(async () => page.getByText('Refused: $2,000.00 above').count()).toBeGreaterThan(0)
  })

  it('keeps an amount that is not one in its field, with what is wrong with it', async () => {
    const page = await open()
    await writeBudget(page, mouseOn(page), 'Travel', '12,x')
    await page.keyboard.press('Enter')
    await eventually(async () => page.getByText('Enter an amount, such as 12.50.').count()).toBeGreaterThan(0)
    expect(await budgetField(page, 'Travel').inputValue()).toBe('12,x')
    await page.keyboard.press('Escape')
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
  })

  it('takes a budget away when its field is left empty', async () => {
    const page = await open()
    await saveBudget(page, mouseOn(page), 'Gifts & Donation', '')
    await eventually(async () => budgetCell(page, 'Gifts & Donation', 'budget')).toBe('–')
    await eventually(async () => budgetCell(page, 'Total', 'budget')).toBe('$6,000.00')
  })

  it('warns no more when it is raised above the budgets', async () => {
    const page = await open()
    await warningBanner(page).waitFor()
    await saveLimit(page, mouseOn(page), '8000')
    await eventually(async () => warningBanner(page).count()).toBe(0)
  })
})

describe('the months', () => {
  it('keep what was typed and not saved, while another one is shown', async () => {
    const page = await open()
    const hand = mouseOn(page)
    await writeBudget(page, hand, 'Travel', '2345.67')
    await page.getByRole('button', { name: 'Previous month' }).click()
    await eventually(async () => budgetCell(page, 'Travel', 'spent')).toBe('$1,500.00')
    expect(await budgetField(page, 'Travel').count()).toBe(0)
    await page.getByRole('button', { name: 'Next month' }).click()
    await eventually(async () => budgetCell(page, 'Travel', 'spent')).toBe('$700.00')
    await eventually(async () => budgetField(page, 'Travel').inputValue()).toBe('2345.67')
  })

  it('can be switched with the list and with the buttons, and the back button goes back', async () => {
    const page = await open()
    const months = page.getByRole('combobox', { name: 'Month', exact: true })
    await eventually(async () => budgetCell(page, 'Total', 'spent')).toBe('$2,400.00')
    await mouseOn(page).choose(months, 'January 2026')
    await eventually(async () => budgetCell(page, 'Total', 'spent')).toBe('$1,800.00')
    expect(await warningBanner(page).count()).toBe(0)
    await page.getByRole('button', { name: 'Next month' }).click()
    await eventually(async () => budgetCell(page, 'Total', 'spent')).toBe('$2,400.00')
    await warningBanner(page).waitFor()
    await page.getByRole('button', { name: 'Previous month' }).click()
    await eventually(async () => budgetCell(page, 'Total', 'budget')).toBe('$5,000.00')
    await page.goBack()
    await eventually(async () => budgetCell(page, 'Total', 'budget')).toBe('$8,000.00')
  })

  it('keeps the chosen month over a reload', async () => {
    const page = await open({ search: '#2026-01' })
    await eventually(async () => budgetCell(page, 'Total', 'spent')).toBe('$1,800.00')
    await page.reload()
    await eventually(async () => budgetCell(page, 'Total', 'spent')).toBe('$1,800.00')
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('January 2026')
  })
})
