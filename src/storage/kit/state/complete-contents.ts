import type { Category } from '../../../model/category.js'
import type { Expense, StoredExpense } from '../../../model/expense.js'
import type { BookContents } from '../../view.js'

type Later<Entity, Field extends keyof Entity> = Omit<Entity, Field> & Partial<Pick<Entity, Field>>

/** The contents of a book, perhaps as version 1.0 kept them: what 1.1 added may be absent. */
export interface OlderContents extends Omit<BookContents, 'categories' | 'groups' | 'expenses'> {
  /** All categories. */
  readonly categories: readonly Later<Category, 'groupId' | 'rollover'>[]
  /** All groups. */
  readonly groups?: BookContents['groups'] | undefined
  /** All expenses. */
  readonly expenses: readonly Later<StoredExpense, 'original'>[]
}

/** Fills in what version 1.1 added. What is complete stays the same object. */
export function completeContents(contents: OlderContents): BookContents {
  const { categories, groups = [], expenses } = contents
  return {
    ...contents,
    categories: categories.map(completeCategory),
    groups,
    expenses: expenses.map(completeExpense),
  }
}

function completeCategory(category: Later<Category, 'groupId' | 'rollover'>): Category {
  const { groupId = null, rollover = null } = category
  return { ...category, groupId, rollover }
}

function completeExpense(expense: Later<StoredExpense, 'original'>): StoredExpense {
  return isComplete(expense) ? expense : { ...expense, original: null }
}

function isComplete<Kind extends Later<Expense, 'original'>>(expense: Kind): expense is Kind & Expense {
  return expense.original !== undefined
}
