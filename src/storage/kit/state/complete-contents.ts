import type { Category } from '../../../model/category.js'
import type { Expense, StoredExpense } from '../../../model/expense.js'
import type { BookContents } from '../../view.js'

type Later<Entity, Field extends keyof Entity> = Omit<Entity, Field> & Partial<Pick<Entity, Field>>

/** The contents of a book, perhaps as an older version kept them: what 1.1 and 1.2 added may be absent. */
export interface OlderContents extends Omit<BookContents, 'categories' | 'groups' | 'expenses' | 'holds'> {
  /** All categories. */
  readonly categories: readonly Later<Category, 'groupId' | 'rollover'>[]
  /** All groups. */
  readonly groups?: BookContents['groups'] | undefined
  /** All expenses. */
  readonly expenses: readonly Later<StoredExpense, 'original'>[]
  /** All holds. */
  readonly holds?: BookContents['holds'] | undefined
}

/** Fills in what later versions added. What is complete stays the same object. */
export function completeContents(contents: OlderContents): BookContents {
  const { categories, groups = [], expenses, holds = [] } = contents
  return {
    ...contents,
    categories: categories.map(completeCategory),
    groups,
    expenses: expenses.map(completeExpense),
    holds,
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
