import { isSame } from '../../lib/canonical-json.js'
import { monthOf } from '../../calendar/month-range.js'
import { copyWithoutMonth } from '../../model/entity-copies.js'
import type { Expense, StoredExpense } from '../../model/expense.js'
import { idSchema } from '../../model/fields.js'
import { validate, validateArgument } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { expenseIn, findActiveCategory, openMonthIn } from '../find.js'
import { readStoredScale, requireOwnMonth } from '../read-stored.js'
import { receiptOf } from '../receipts.js'
import type { ExpensesApi } from './api.js'
import { expensePatchSchema, type CheckedPatch } from './expense-input.js'
import { readChangedMoney, type ExpenseMoney } from './expense-money.js'
import { replayExpenses } from './replay-expenses.js'

/** Makes {@link ExpensesApi.update}. */
export function updateExpense(context: BookContext): ExpensesApi['update'] {
  const replay = replayExpenses(context, 1)
  return async (id, patch, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    const checkedPatch = validate(expensePatchSchema, patch)
    const { amount, original, date, ...others } = checkedPatch
    const updatedAt = context.clock.timestamp()
    const decide = (view: View) => {
      readStoredScale(view, context.parts.bookId)
      const money = readChangedMoney({ amount, original }, view.settings.currency)
      const before = expenseIn(view, checked)
      requireOwnMonth(before, view, context.parts.bookId)
      const after = patched(view, before, { date, ...others, ...money })
      const receipt = receiptOf([checked])
      if (isSame(after, before)) return { result: copyWithoutMonth(before), changes: [], receipt }
      const value = { ...after, updatedAt }
      const changes = [{ op: 'put', type: 'expense', value } as const]
      return { result: copyWithoutMonth(value), changes, receipt }
    }
    return context.commit(
      {
        request: ['expenses.update', checked, checkedPatch],
        subject: { type: 'expense', id: checked },
        scope: ({ settings }) => ({
          expenses: [checked],
          months: date === undefined ? [] : [monthOf(date, settings.monthStartDay)],
        }),
        decide,
        replay: async (receipt) => ((await replay(receipt)) as [Expense])[0],
      },
      options,
    )
  }
}

type ReadPatch = Omit<CheckedPatch, 'amount' | 'original'> & Partial<ExpenseMoney>

function patched(view: View, before: StoredExpense, patch: ReadPatch): StoredExpense {
  const { categoryId = before.categoryId, date = before.date } = patch
  const month = monthOf(date, view.settings.monthStartDay)
  openMonthIn(view, before.month)
  openMonthIn(view, month)
  // An expense may stay in a category that was archived later, but not move into an archived one.
  if (categoryId !== before.categoryId) findActiveCategory(view, categoryId)
  return {
    ...before,
    categoryId,
    date,
    month,
    amount: patch.amount ?? before.amount,
    original: patch.original === undefined ? before.original : patch.original,
    description: patch.description ?? before.description,
    metadata: patch.metadata ?? before.metadata,
  }
}
