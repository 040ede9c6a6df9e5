import { monthOf } from '../../calendar/month-range.js'
import { copyWithoutMonth } from '../../model/entity-copies.js'
import type { Amount } from '../../money/amount.js'
import type { Expense, StoredExpense } from '../../model/expense.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { isSame } from '../../lib/canonical-json.js'
import type { MutationOptions } from '../call-options.js'
import { readExpenseAmount, type CheckedPatch } from './expense-input.js'
import { replayedExpenses } from './expense-recorder.js'
import { expenseIn, findActiveCategory, openMonthIn } from '../find.js'
import { receiptOf } from '../receipts.js'

type Updater = (id: string, patch: CheckedPatch, options: MutationOptions | undefined) => Promise<Expense>

/** Changes one expense, moving it to another month where its date says so. */
export function expenseUpdater(context: BookContext): Updater {
  const replay = replayedExpenses(context)
  return async (id, patch, options) => {
    const updatedAt = context.clock.timestamp()
    const decide = (view: View) => {
      const { currency } = view.settings
      const amount = patch.amount === undefined ? undefined : readExpenseAmount(patch.amount, currency)
      const before = expenseIn(view, id)
      const after = patched(view, before, { ...patch, amount })
      const receipt = receiptOf([id])
      if (isSame(after, before)) return { result: copyWithoutMonth(before), changes: [], receipt }
      const value = { ...after, updatedAt }
      const changes = [{ op: 'put', type: 'expense', value } as const]
      return { result: copyWithoutMonth(value), changes, receipt }
    }
    return context.commit(
      {
        request: ['expenses.update', id, patch],
        scope: ({ settings }) => ({
          expenses: [id],
          months: patch.date === undefined ? [] : [monthOf(patch.date, settings.monthStartDay)],
        }),
        decide,
        replay: async (receipt) => ((await replay(receipt)) as [Expense])[0],
      },
      options,
    )
  }
}

type ReadPatch = Omit<CheckedPatch, 'amount'> & { readonly amount: Amount | undefined }

function patched(view: View, before: StoredExpense, patch: ReadPatch): StoredExpense {
  const { categoryId = before.categoryId, date = before.date } = patch
  const month = monthOf(date, view.settings.monthStartDay)
  openMonthIn(view, before.month)
  openMonthIn(view, month)
  // An expense may stay in a category that was archived since, but not move into one.
  if (categoryId !== before.categoryId) findActiveCategory(view, categoryId)
  return {
    ...before,
    categoryId,
    date,
    month,
    amount: patch.amount ?? before.amount,
    description: patch.description ?? before.description,
    metadata: patch.metadata ?? before.metadata,
  }
}
