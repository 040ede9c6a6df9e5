import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { budgetCell } from './harness/budget-table.js'
import { eventually } from './harness/eventually.js'
import { mouseOn } from './harness/hands.js'
import {
  addCategory,
  budgetButton,
  budgetField,
  enforceLimit,
  panel,
  recordExpense,
  saveBudget,
  writeBudget,
} from './harness/page-steps.js'
import { usePage } from './harness/use-page.js'

const { newContext, openTab } = usePage()

async function openTwo(search = ''): Promise<readonly [Page, Page]> {
  const context = await newContext()
  return [await openTab(context, search), await openTab(context, search)]
}

const isFocused = (element: Element) => element === document.activeElement

describe('the page in two tabs', () => {
  it('shows in one tab what was changed in the other', async () => {
    const [first, second] = await openTwo()
    await saveBudget(first, mouseOn(first), 'Travel', '2500')
    await eventually(async () => budgetCell(second, 'Travel', 'budget')).toBe('$2,500.00')
    await recordExpense(second, mouseOn(second), {
      category: 'Travel',
      amount: '100',
      date: '2026-02-18',
      description: 'Taxi',
    })
    await eventually(async () => budgetCell(first, 'Travel', 'spent')).toBe('$800.00')
  })

  it('does not record in another category when the chosen one is gone', async () => {
    const [first, second] = await openTwo()
    await addCategory(first, mouseOn(first), 'Zebra')
    const expenses = panel(first, 'Expenses')
    await expenses.getByRole('combobox', { name: 'Category', exact: true }).selectOption({ label: 'Zebra' })
    await expenses.getByRole('textbox', { name: 'Amount', exact: true }).fill('42')
    await second.getByRole('button', { name: 'Undo Category Zebra added' }).click()
    await budgetButton(first, 'Zebra').waitFor({ state: 'detached' })
    await expenses.getByRole('button', { name: 'Record expense' }).click()
    await eventually(async () => expenses.getByRole('alert').allInnerTexts()).toContainEqual(
      expect.stringContaining('not there any more'),
    )
    expect(await expenses.getByRole('textbox', { name: 'Amount', exact: true }).inputValue()).toBe('42')
    expect(await budgetCell(first, 'Travel', 'spent')).toBe('$700.00')
  })

  it('switches both tabs from warn to enforce', async () => {
    const [first, second] = await openTwo()
    await enforceLimit(first, mouseOn(first))
    await eventually(async () => second.getByRole('radio', { name: 'Enforce' }).isChecked()).toBe(true)
  })

  it('keeps what is being typed when the other tab changes another budget', async () => {
    const [first, second] = await openTwo()
    await writeBudget(second, mouseOn(second), 'Travel', '2345.67')
    await saveBudget(first, mouseOn(first), 'Grocery', '1234')
    await eventually(async () => budgetCell(second, 'Grocery', 'budget')).toBe('$1,234.00')
    const field = budgetField(second, 'Travel')
    expect(await field.inputValue()).toBe('2345.67')
    expect(await field.evaluate(isFocused)).toBe(true)
    await second.keyboard.press('Enter')
    await eventually(async () => budgetCell(first, 'Travel', 'budget')).toBe('$2,345.67')
  })

  it('keeps what is being typed when the other tab changes the same budget', async () => {
    const [first, second] = await openTwo()
    await writeBudget(second, mouseOn(second), 'Travel', '2345.67')
    await saveBudget(first, mouseOn(first), 'Travel', '1999')
    // The total tells that the second tab knows.
    await eventually(async () => budgetCell(second, 'Total', 'budget')).toBe('$7,999.00')
    expect(await budgetField(second, 'Travel').inputValue()).toBe('2345.67')
    await eventually(async () => second.getByText('$1,999.00').count()).toBeGreaterThan(0)
    await second.keyboard.press('Escape')
    await eventually(async () => budgetCell(second, 'Travel', 'budget')).toBe('$1,999.00')
  })

  it('accepts exactly one of two budgets that break the limit together', async () => {
    const [first, second] = await openTwo('#2026-03')
    await enforceLimit(first, mouseOn(first))
    await writeBudget(first, mouseOn(first), 'Travel', '3000')
    await writeBudget(second, mouseOn(second), 'Grocery', '3000')
    await Promise.all([first.keyboard.press('Enter'), second.keyboard.press('Enter')])

    const travel = budgetField(first, 'Travel')
    const grocery = budgetField(second, 'Grocery')
    const open = async () => (await travel.count()) + (await grocery.count())
    await eventually(open).toBe(1)
    const [loser, field] = (await travel.count()) === 1 ? [first, travel] : [second, grocery]
    await eventually(async () =>
      loser.getByText(/Refused: \$1,000\.00 above the limit/).count(),
    ).toBeGreaterThan(0)
    expect(await field.inputValue()).toBe('3000')
    for (const page of [first, second])
      await eventually(async () => budgetCell(page, 'Total', 'budget')).toBe('$3,000.00')
  })

  it('gives the focus back to the button of a budget that was saved or left', async () => {
    const [page] = await openTwo()
    for (const key of ['Enter', 'Escape']) {
      await writeBudget(page, mouseOn(page), 'Travel', '2000')
      await page.keyboard.press(key)
      await eventually(async () => budgetButton(page, 'Travel').evaluate(isFocused)).toBe(true)
    }
  })
})
