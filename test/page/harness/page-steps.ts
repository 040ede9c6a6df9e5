import type { Locator, Page } from 'playwright-core'
import { eventually } from './eventually.js'
import type { Hand } from './hands.js'

/** The button that shows the budget of a category, and turns into a field. Its name may end with the amount that it shows. */
export function budgetButton(page: Page, category: string): Locator {
  return page.getByRole('button', { name: `Edit budget of ${category}` })
}

/** The field for the budget of a category. */
export function budgetField(page: Page, category: string): Locator {
  return page.getByRole('textbox', { name: `Budget of ${category}`, exact: true })
}

/** The banner about the limit; others, such as a failure, say something else. */
export function warningBanner(page: Page): Locator {
  return page.getByRole('alert').filter({ hasText: 'Warning:' })
}

/** A part of the page, by its heading. */
export function panel(page: Page, heading: string): Locator {
  return page.getByRole('region', { name: heading, exact: true })
}

/** Opens the field of a budget and writes an amount; nothing is saved yet. */
export async function writeBudget(page: Page, hand: Hand, category: string, amount: string): Promise<void> {
  await hand.press(budgetButton(page, category))
  await hand.write(budgetField(page, category), amount)
}

/** Writes a budget and saves it. */
export async function saveBudget(page: Page, hand: Hand, category: string, amount: string): Promise<void> {
  await writeBudget(page, hand, category, amount)
  await page.keyboard.press('Enter')
  await budgetField(page, category).waitFor({ state: 'detached' })
}

/** Adds a category. */
export async function addCategory(page: Page, hand: Hand, name: string): Promise<void> {
  await hand.write(page.getByRole('textbox', { name: 'New category' }), name)
  await hand.confirm(page.getByRole('button', { name: 'Add category' }))
  await budgetButton(page, name).waitFor()
}

/** An expense, as a user writes it down. */
export interface WrittenExpense {
  readonly category: string
  readonly amount: string
  readonly date: string
  readonly description: string
}

/** Records an expense with the form. */
export async function recordExpense(page: Page, hand: Hand, expense: WrittenExpense): Promise<void> {
  const expenses = panel(page, 'Expenses')
  await hand.choose(expenses.getByRole('combobox', { name: 'Category', exact: true }), expense.category)
  await hand.write(expenses.getByRole('textbox', { name: 'Amount', exact: true }), expense.amount)
  await hand.write(expenses.getByLabel('Date', { exact: true }), expense.date)
  await hand.write(expenses.getByRole('textbox', { name: 'Description', exact: true }), expense.description)
  await hand.confirm(expenses.getByRole('button', { name: 'Record expense' }))
  await expenses.getByRole('row').filter({ hasText: expense.description }).waitFor()
}

/** Sets the monthly limit. */
export async function saveLimit(page: Page, hand: Hand, limit: string): Promise<void> {
  await hand.write(page.getByRole('textbox', { name: 'Monthly limit' }), limit)
  await hand.confirm(page.getByRole('button', { name: 'Save limit' }))
}

/** Lets the limit refuse budgets, instead of warning of them. */
export async function enforceLimit(page: Page, hand: Hand): Promise<void> {
  const enforce = page.getByRole('radio', { name: 'Enforce' })
  await hand.check(enforce)
  await eventually(async () => enforce.isChecked()).toBe(true)
}

const panels = ['Budgets', 'Pace', 'Expenses', 'Holds', 'Carry-over', 'Files', 'History', 'Charts']

/** Waits for the whole page in English, also for what comes after the table. */
export async function allPanels(page: Page): Promise<void> {
  for (const heading of panels) await panel(page, heading).waitFor()
  await panel(page, 'Charts').locator('canvas').nth(1).waitFor()
  await eventually(async () => page.getByText('Loading…').count()).toBe(0)
}
