import type { CivilDate } from '../../calendar/civil-date.js'
import { monthOf } from '../../calendar/month-range.js'
import type { Month } from '../../calendar/month.js'
import type { Budget } from '../../model/budget.js'
import type { Category } from '../../model/category.js'
import type { CategoryGroup } from '../../model/category-group.js'
import type { Settings } from '../../model/settings.js'
import type { Amount } from '../../money/amount.js'
import type { CurrencyCode } from '../../money/currency.js'
import type { StoredExpense } from '../../model/expense.js'
import type { StoredHold } from '../../model/hold.js'

/** Months that cases use. */
export const january = '2026-01' as Month
export const february = '2026-02' as Month
export const march = '2026-03' as Month

const instant = '2026-02-14T12:00:00.000Z'
const origin = () => ({ metadata: {}, createdAt: instant, updatedAt: instant })

/** Settings. By default INR, without a limit, months start on the 1st. */
export function makeSettings(
  currency = 'INR',
  monthlyLimit: string | null = null,
  monthStartDay = 1,
): Settings {
  return {
    currency: currency as CurrencyCode,
    monthlyLimit: monthlyLimit as Amount | null,
    monthStartDay,
  }
}

/** A category. */
export function makeCategory(id: string, fields: Partial<Category> = {}): Category {
  const name = `Category ${id}`.slice(0, 100)
  return { id, name, archived: false, groupId: null, rollover: null, ...origin(), ...fields }
}

/** A group of categories. */
export function makeGroup(id: string, fields: Partial<CategoryGroup> = {}): CategoryGroup {
  return { id, name: `Group ${id}`.slice(0, 100), ...origin(), ...fields }
}

/** A budget. */
export function makeBudget(
  id: string,
  categoryId: string,
  month: Month,
  amount: string,
  fields: Partial<Budget> = {},
): Budget {
  return { id, categoryId, month, amount: amount as Amount, ...origin(), ...fields }
}

/** An expense, in the calendar month of its date. */
export function makeExpense(
  id: string,
  categoryId: string,
  date: string,
  amount: string,
  fields: Partial<StoredExpense> = {},
): StoredExpense {
  return {
    id,
    categoryId,
    amount: amount as Amount,
    date: date as CivilDate,
    month: monthOf(date),
    description: '',
    original: null,
    ...origin(),
    ...fields,
  }
}

/** A hold, in the calendar month of its date. It never expires. */
export function makeHold(
  id: string,
  categoryId: string,
  date: string,
  amount: string,
  fields: Partial<StoredHold> = {},
): StoredHold {
  return {
    id,
    categoryId,
    amount: amount as Amount,
    date: date as CivilDate,
    month: monthOf(date),
    expiresAt: null,
    description: '',
    ...origin(),
    ...fields,
  }
}
