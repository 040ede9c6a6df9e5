import * as z from 'zod/mini'
import type { BookContext } from '../book-context.js'
import { parseLongMutationOptions } from '../call-options.js'
import { asOneStep, fingerprintInSteps, inTurns, Phase, type Steps } from '../long-work.js'
import { itemsOf, validateInSteps } from '../validate-in-steps.js'
import type { ExpensesApi } from './api.js'
import { newExpenseSchema, type CheckedExpense } from './expense-input.js'
import { expenseRecorder } from './expense-recorder.js'

const newExpensesSchema = z.array(newExpenseSchema)

/** Makes {@link ExpensesApi.recordMany}. */
export function recordManyExpenses(context: BookContext): ExpensesApi['recordMany'] {
  const record = expenseRecorder(context)
  return async (expenses, options) => {
    context.requireOpen()
    const { onProgress, ...mutation } = parseLongMutationOptions(options)
    const checked = await inTurns(checkExpenses(expenses), { signal: mutation.signal, onProgress })
    const request = ['expenses.recordMany', checked]
    const fingerprint =
      mutation.operationId === undefined ? request : await inTurns(fingerprintInSteps(request), mutation)
    return asOneStep(
      'storing',
      checked.length,
      () => record(fingerprint, checked, (position) => ['expenses', position], mutation),
      onProgress,
    )
  }
}

function* checkExpenses(expenses: unknown): Steps<CheckedExpense[]> {
  const checked: CheckedExpense[] = []
  const items = itemsOf('expenses', newExpensesSchema, expenses)
  const phase = new Phase('checking', items.length)
  yield* validateInSteps('expenses', newExpensesSchema, items, phase, (expense) => checked.push(expense))
  return checked
}
