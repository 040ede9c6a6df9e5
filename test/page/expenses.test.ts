import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible } from './harness/accessibility.js'
import { budgetCell } from './harness/budget-table.js'
import { eventually } from './harness/eventually.js'
import { mouseOn } from './harness/hands.js'
import { panel, recordExpense } from './harness/page-steps.js'
import { usePage } from './harness/use-page.js'

const { open } = usePage()

const descriptions = ['Birthday dinner', 'Concert', 'Market', 'Flight to NYC']

/** The descriptions of the example's expenses, in the order of the table. */
async function orderOf(page: Page): Promise<string[]> {
  const rows = await panel(page, 'Expenses').getByRole('row').allInnerTexts()
  return rows.flatMap((row) => descriptions.filter((description) => row.includes(description)))
}

describe('the expenses of a month', () => {
  it('are listed, the newest first', async () => {
    const page = await open()
    await eventually(async () => orderOf(page)).toEqual(descriptions)
  })

  it('can be recorded and removed', async () => {
    const page = await open()
    const hand = mouseOn(page)
    await recordExpense(page, hand, {
      category: 'Grocery',
      amount: '12.34',
      date: '2026-02-18',
      description: 'Bread',
    })
    await eventually(async () => budgetCell(page, 'Grocery', 'spent')).toBe('$312.34')
    const expenses = panel(page, 'Expenses')
    await expenses.getByRole('button', { name: /^Remove expense Bread/ }).click()
    await eventually(async () => budgetCell(page, 'Grocery', 'spent')).toBe('$300.00')
    await eventually(async () => expenses.getByRole('row').filter({ hasText: 'Bread' }).count()).toBe(0)
    await expectAccessible(page)
  })

  it('keep what was written when an amount is not one, and say what is wrong beside it', async () => {
    const page = await open()
    const expenses = panel(page, 'Expenses')
    await expenses.getByRole('combobox', { name: 'Category', exact: true }).selectOption({ label: 'Travel' })
    const amount = expenses.getByRole('textbox', { name: 'Amount', exact: true })
    await amount.fill('12.345')
    await expenses.getByRole('textbox', { name: 'Description', exact: true }).fill('Taxi')
    await expenses.getByRole('button', { name: 'Record expense' }).click()
    await eventually(async () => expenses.getByText('At most 2 decimals.').count()).toBe(1)
    expect(await amount.getAttribute('aria-invalid')).toBe('true')
    expect(await amount.inputValue()).toBe('12.345')
    expect(await expenses.getByRole('textbox', { name: 'Description', exact: true }).inputValue()).toBe(
      'Taxi',
    )
    await expectAccessible(page)
  })
})
