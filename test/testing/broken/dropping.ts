import type { Category, StorageAdapter } from 'budgetbook'
import type { StoredExpense, StoredHold } from 'budgetbook/adapter'
import { rewritingAdapter } from './rewriting.js'

/** What is left of an entity when it is stored. */
interface Dropping {
  readonly category?: (category: Category) => Category
  readonly expense?: (expense: StoredExpense) => StoredExpense
  readonly hold?: (hold: StoredHold) => StoredHold
}

function droppingAdapter(
  inner: StorageAdapter,
  { category = (value) => value, expense = (value) => value, hold = (value) => value }: Dropping,
): StorageAdapter {
  return rewritingAdapter(inner, {
    changes: (changes) =>
      changes.map((change) => {
        if (!('value' in change)) return change
        if (change.type === 'category') return { ...change, value: category(change.value) }
        if (change.type === 'hold') return { ...change, value: hold(change.value) }
        return change.type === 'expense' ? { ...change, value: expense(change.value) } : change
      }),
    contents: (contents) => ({
      ...contents,
      categories: contents.categories.map(category),
      expenses: contents.expenses.map(expense),
      holds: contents.holds.map(hold),
    }),
  })
}

/** Has no column for the original amount of an expense. */
export function originalDroppingAdapter(inner: StorageAdapter): StorageAdapter {
  return droppingAdapter(inner, { expense: (expense) => ({ ...expense, original: null }) })
}

/** Has no column for the instant at which a hold expires. */
export function expiryDroppingAdapter(inner: StorageAdapter): StorageAdapter {
  return droppingAdapter(inner, { hold: (hold) => ({ ...hold, expiresAt: null }) })
}

/** Has no column for the group of a category. */
export function groupDroppingAdapter(inner: StorageAdapter): StorageAdapter {
  return droppingAdapter(inner, { category: (category) => ({ ...category, groupId: null }) })
}

/** Keeps what it does not know of an entity, but not what it does not know inside of its rule and original amount. */
export function pruningAdapter(inner: StorageAdapter): StorageAdapter {
  return droppingAdapter(inner, {
    category: (value) => {
      if (!value.rollover) return value
      const { from, carry, cap, opening } = value.rollover
      return { ...value, rollover: { from, carry, cap, opening } }
    },
    expense: (value) => {
      if (!value.original) return value
      const { amount, currency, rate } = value.original
      return { ...value, original: { amount, currency, rate } }
    },
  })
}
