import * as z from 'zod/mini'
import type { BookContext } from '../book-context.js'
import { parseLongMutationOptions } from '../call-options.js'
import type { MutationRequest } from '../commit.js'
import { asOneStep, fingerprintInSteps, Phase, type Steps } from '../long-work.js'
import { itemsOf, validateInSteps } from '../validate-in-steps.js'
import type { ExpensesApi } from './api.js'
import { newExpenseSchema, type CheckedExpense } from './expense-input.js'
import { recordingOf } from './recording.js'

const newExpensesSchema = z.array(newExpenseSchema)

/** Makes {@link ExpensesApi.recordMany}. */
export function recordManyExpenses(context: BookContext): ExpensesApi['recordMany'] {
  return async (expenses, options) => {
    context.requireOpen()
    const { onProgress, ...mutation } = parseLongMutationOptions(options)
    return context.prepare(
      prepareExpenses(expenses, mutation.operationId !== undefined),
      { signal: mutation.signal, onProgress },
      async ({ checked, request }, commits) =>
        asOneStep(
          'storing',
          checked.length,
          async () => {
            const pathTo = (position: number) => ['expenses', position]
            return commits.commit(recordingOf(context, request, checked, pathTo), mutation)
          },
          onProgress,
        ),
    )
  }
}

interface Prepared {
  readonly checked: readonly CheckedExpense[]
  readonly request: MutationRequest
}

function* prepareExpenses(expenses: unknown, isNamed: boolean): Steps<Prepared> {
  const checked: CheckedExpense[] = []
  const items = itemsOf('expenses', newExpensesSchema, expenses)
  const phase = new Phase('checking', items.length)
  yield* validateInSteps('expenses', newExpensesSchema, items, phase, (expense) => checked.push(expense))
  const method = 'expenses.recordMany'
  // Only an operation needs the fingerprint.
  const request = isNamed ? yield* fingerprintInSteps(method, checked) : [method, checked]
  return { checked, request }
}
