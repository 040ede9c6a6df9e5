import * as z from 'zod/mini'
import { BudgetBookError } from '../../errors/error.js'
import { atPath, invalidInput } from '../../errors/invalid-input.js'
import { copyEntity } from '../../model/entity-copies.js'
import { idSchema } from '../../model/fields.js'
import { validate } from '../../model/validate.js'
import type { BookContents } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { parseLongMutationOptions } from '../call-options.js'
import { findActiveCategory, findCategory } from '../find.js'
import { Phase, rebuildInSteps, type Steps } from '../long-work.js'
import { sumStoredAmounts } from '../read-stored.js'
import type { CategoriesApi, CategoryMerge } from './api.js'
import { mergeBudgets } from './merge-budgets.js'

const mergeSchema = z.strictObject({ from: idSchema, into: idSchema })

/** Makes {@link CategoriesApi.merge}. */
export function mergeCategories(context: BookContext): CategoriesApi['merge'] {
  return async (merge, options) => {
    context.requireOpen()
    const checked = validate(mergeSchema, merge)
    if (checked.from === checked.into)
      throw invalidInput('invalid_value', 'A category cannot become itself', ['into'])
    const { onProgress, ...mutation } = parseLongMutationOptions(options)
    const updatedAt = context.clock.timestamp()
    const request = ['categories.merge', checked]
    const rebuilt = await rebuildInSteps(
      async (rebuild) => context.rebuild({ request, rebuild }, mutation),
      (contents) => {
        // Only sound amounts can be added up. Damage is not the caller's mistake.
        const amounts = contents.budgets.map(({ amount }) => amount)
        sumStoredAmounts(amounts, contents, context.parts.bookId)
        return merged(contents, checked, updatedAt)
      },
      { signal: mutation.signal, onProgress },
    )
    const head = rebuilt ?? (await context.read(() => ({}), undefined))
    return copyEntity(findCategory(head, checked.into))
  }
}

function* merged(
  contents: BookContents,
  { from, into }: CategoryMerge,
  updatedAt: string,
): Steps<BookContents> {
  findCategory(contents, from)
  findActiveCategory(contents, into)
  requireOpenMonths(contents, from)
  const phase = new Phase('changing', contents.expenses.length)
  const expenses: (typeof contents.expenses)[number][] = []
  yield* phase.each(contents.expenses, (chunk) => {
    for (const expense of chunk)
      expenses.push(expense.categoryId === from ? { ...expense, categoryId: into, updatedAt } : expense)
  })
  const { currency } = contents.settings
  return {
    ...contents,
    categories: contents.categories.filter(({ id }) => id !== from),
    budgets: atPath(['from'], () => mergeBudgets(contents.budgets, { from, into, currency, updatedAt })),
    expenses,
    holds: contents.holds.map((hold) =>
      hold.categoryId === from ? { ...hold, categoryId: into, updatedAt } : hold,
    ),
  }
}

function requireOpenMonths({ closedMonths, budgets, expenses }: BookContents, categoryId: string): void {
  const touched = new Set<string>()
  for (const entries of [budgets, expenses])
    for (const entry of entries) if (entry.categoryId === categoryId) touched.add(entry.month)
  const months = closedMonths.map(({ month }) => month).filter((month) => touched.has(month))
  if (months.length === 0) return
  throw new BudgetBookError('month_closed', `Closed months have entries of the category; reopen them first`, {
    months: months.sort(),
  })
}
