import * as z from 'zod/mini'
import { BudgetBookError } from '../../../errors/error.js'
import { guardInput, invalidInput, issueOf, requireObject } from '../../../errors/invalid-input.js'
import { importKeyIn } from '../../../exchange/import-key.js'
import type { DuplicateRow } from '../../../exchange/import-plan.js'
import type { ImportRow } from '../../../exchange/import-row.js'
import { copyWithoutMonth } from '../../../model/entity-copies.js'
import { currencySchema, requireNewId } from '../../../model/fields.js'
import { converted, finding } from '../../../model/schema.js'
import { validateArgument } from '../../../model/validate.js'
import type { CurrencyCode } from '../../../money/currency.js'
import type { View } from '../../../storage/view.js'
import type { BookContext } from '../../book-context.js'
import { parseLongMutationOptions } from '../../call-options.js'
import type { Mutation, MutationRequest } from '../../commit.js'
import { asOneStep, fingerprintInSteps, Phase, type Steps } from '../../long-work.js'
import { idsOf, receiptOf } from '../../receipts.js'
import { itemsOf, validateInSteps } from '../../validate-in-steps.js'
import type { ExpensesApi, ImportResult } from '../api.js'
import { newExpenseSchema, type CheckedExpense } from '../expense-input.js'
import { insertionOf, newExpenses } from '../recording.js'
import { replayExpenses } from '../replay-expenses.js'

/** A fresh row, checked. The row itself only goes into the answer. */
interface CheckedRow {
  readonly row: ImportRow
  readonly expense: CheckedExpense
  readonly expenseId: string
}

/** A plan, checked. */
interface CheckedPlan {
  readonly currency: CurrencyCode
  readonly fresh: readonly CheckedRow[]
}

const freshSchema = z.array(
  z.strictObject({
    row: converted((row) => {
      requireObject(row, 'A row')
      return row as ImportRow
    }),
    // An expense without a date would get today's date.
    expense: newExpenseSchema.check(
      finding(({ date }) =>
        date === undefined ? issueOf('required', 'This field is required', undefined, ['date']) : null,
      ),
    ),
    expenseId: converted(requireNewId),
  }),
)

/** Makes {@link ExpensesApi.importRows}. */
export function importRows(context: BookContext): ExpensesApi['importRows'] {
  return async (plan, options) => {
    context.requireOpen()
    const { onProgress, ...mutation } = parseLongMutationOptions(options)
    return context.prepare(
      preparePlan(plan, mutation.operationId !== undefined),
      { signal: mutation.signal, onProgress },
      async ({ checked, request }, commits) =>
        asOneStep(
          'storing',
          checked.fresh.length,
          async () => commits.commit(importOf(context, request, checked), mutation),
          onProgress,
        ),
    )
  }
}

function* preparePlan(
  plan: unknown,
  isNamed: boolean,
): Steps<{ readonly checked: CheckedPlan; readonly request: MutationRequest }> {
  const given = guardInput(() => {
    requireObject(plan, 'A plan')
    const { currency, fresh } = plan as Readonly<Record<string, unknown>>
    return { currency, fresh }
  })
  const currency = validateArgument('currency', currencySchema, given.currency)
  const items = itemsOf('fresh', freshSchema, given.fresh)
  const fresh: CheckedRow[] = []
  const positions = new Map<string, number>()
  const add = (row: CheckedRow): void => {
    // The second would never be recorded.
    if (positions.has(row.expenseId)) throw sameRow(fresh.length, row.expenseId)
    positions.set(row.expenseId, fresh.push(row))
  }
  yield* validateInSteps('fresh', freshSchema, items, new Phase('checking', items.length), add)
  const method = 'expenses.importRows'
  const asked = [currency, ...fresh.map(({ expense, expenseId }) => [expense, expenseId])]
  // Only an operation needs the fingerprint.
  const request = isNamed ? yield* fingerprintInSteps(method, asked) : [method, asked]
  return { checked: { currency, fresh }, request }
}

function sameRow(position: number, id: string): Error {
  return invalidInput('duplicate', 'Two rows of a plan are the same', ['fresh', position, 'expenseId'], {
    id,
  })
}

function importOf(
  context: BookContext,
  request: MutationRequest,
  { currency, fresh }: CheckedPlan,
): Mutation<ImportResult> {
  const ids = fresh.map(({ expenseId }) => expenseId)
  const { scope, maker } = newExpenses(
    context,
    fresh.map(({ expense }) => expense),
    (position) => ['fresh', position, 'expense'],
    (position) => ids[position] as string,
  )
  const decide = (view: View) => {
    requireCurrency(view, currency)
    const make = maker(view)
    const recorded = [...fresh.keys()]
      .filter((position) => isNew(view, fresh[position] as CheckedRow))
      .map(make)
    return {
      result: {
        expenses: recorded.map(copyWithoutMonth),
        duplicates: duplicatesOf(fresh, new Set(recorded.map(({ id }) => id))),
      },
      changes: recorded.map(insertionOf),
      receipt: receiptOf(recorded.map(({ id }) => id)),
    }
  }
  return {
    request,
    scope: (head) => ({ ...scope(head), expenses: ids }),
    decide,
    replay: async (receipt) => {
      const recorded = new Set(idsOf(receipt, context.parts.bookId, 0))
      const expenses = await replayExpenses(context, recorded.size)(receipt)
      return { expenses, duplicates: duplicatesOf(fresh, recorded) }
    },
  }
}

/** The amounts of a plan are in its currency. */
function requireCurrency({ settings }: View, currency: CurrencyCode): void {
  if (settings.currency === currency) return
  const message = `The plan is in ${currency}, and the book is in ${settings.currency} now. Plan the import again`
  throw new BudgetBookError('conflict', message, { reason: 'plan_outdated' })
}

/** Whether nobody imported the row yet. */
function isNew(view: View, { expense, expenseId }: CheckedRow): boolean {
  const existing = view.expenses.get(expenseId)
  if (existing == null) return true
  const key = importKeyIn(existing.metadata)
  if (key === null || key === importKeyIn(expense.metadata)) return false
  throw new BudgetBookError('conflict', `Another expense has the id ${expenseId}`, { reason: 'id_taken' })
}

function duplicatesOf(fresh: readonly CheckedRow[], recorded: ReadonlySet<string>): DuplicateRow[] {
  return fresh
    .filter(({ expenseId }) => !recorded.has(expenseId))
    .map(({ row, expenseId }) => ({ row, expenseId }))
}
