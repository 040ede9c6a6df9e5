import { z } from '@hono/zod-openapi'
import { withMoney } from '../../book/expenses/expense-input.js'
import type { NewExpense } from '../../book/expenses/api.js'
import type { Expense } from '../../model/expense.js'
import type { OriginalAmount } from '../../model/original-amount.js'
import {
  amount,
  amountInput,
  currency,
  currencyInput,
  date,
  dateInput,
  description,
  id,
  idInput,
  idParameter,
  message,
  metadata,
  metadataInput,
  monthInput,
  rateInput,
  requestObject,
  timestamp,
} from './fields.js'
import { pageCursor, pageLimit, pageOf } from './page.js'

const aboutOriginal = 'What it was in another currency; `null` if it was in that of the book.'
const aboutRate = 'How many units of the currency of the book one unit of `currency` is worth. Above zero.'
const exampleOriginal = { amount: '25.00', currency: 'CHF', rate: '1.04' }

const original = z.object({
  amount: amount.meta({ description: 'In `currency`.', example: '25.00' }),
  currency: currency.meta({ example: 'CHF' }),
  rate: z.string().meta({ pattern: String.raw`^\d+(\.\d+)?$`, description: aboutRate, example: '1.04' }),
})

/** An expense. */
export const expense = z
  .object({
    id,
    category: id,
    amount,
    date,
    description,
    original: original.nullable().meta({ description: aboutOriginal, example: exampleOriginal }),
    metadata,
    created_at: timestamp,
  })
  .openapi('Expense')

/** One expense. */
export const oneExpense = z.object({ message, data: expense }).openapi('ExpenseAnswer')

const cursor = pageCursor('2026-02-14~2026-02-14T09:30:00.000Z~019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a')

/** A page of expenses. */
export const expenses = pageOf(expense, cursor).openapi('Expenses')

const fields = {
  category: idInput,
  amount: amountInput.optional().meta({
    description:
      'Above zero, or below zero for a refund. Without it, `original` is converted. A new expense needs one of the two.',
  }),
  date: dateInput,
  description: description.optional(),
  original: requestObject({
    amount: amountInput.meta({ description: 'In `currency`. Not zero.', example: '25.00' }),
    currency: currencyInput.meta({ example: 'CHF' }),
    rate: rateInput.meta({ description: `${aboutRate} At most 20 decimals.`, example: '1.04' }),
  })
    .nullable()
    .optional()
    .meta({ description: aboutOriginal, example: exampleOriginal }),
  metadata: metadataInput.optional(),
}

/** An expense to be recorded. Its date is required, because the server's day may not be the user's. */
export const newExpense = requestObject(fields).check(withMoney).openapi('NewExpense')

/** A new expense as the book takes it. */
export function bookExpense({ category, ...given }: z.output<typeof newExpense>): NewExpense {
  // The schema requires an amount or an original one, which its type does not say.
  return { categoryId: category, ...given } as NewExpense
}

/** The fields of an expense that can be changed. */
export const expensePatch = requestObject(fields).partial().openapi('ExpensePatch')

/** Which expenses to list. */
export const expenseFilter = requestObject({
  month: monthInput.optional(),
  category: idParameter.optional(),
  from: dateInput.optional().meta({ description: 'The first day, inclusive.' }),
  to: dateInput.optional().meta({ description: 'The last day, inclusive.' }),
  cursor: cursor.optional(),
  limit: pageLimit.optional(),
})

/** An expense as the document shows it. */
export const expenseExample = {
  id: '019c5a1e-7d2f-7002-8a3b-1f3e5d7c9b0a',
  category: '019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a',
  amount: '700.00',
  date: '2026-02-14',
  description: 'Flight to NYC',
  original: null,
  metadata: {},
  created_at: '2026-02-14T09:30:00.000Z',
}

/** An expense as answers give it. */
export function expenseView({ categoryId, createdAt, ...fieldsOf }: Expense) {
  const {
    id: expenseId,
    amount: text,
    date: day,
    description: note,
    original: other,
    metadata: own,
  } = fieldsOf
  return {
    id: expenseId,
    category: categoryId,
    amount: text as string,
    date: day as string,
    description: note,
    original: other && originalView(other),
    // Hono does not take a `JsonObject`, because its arrays are read-only.
    metadata: own as Record<string, unknown>,
    created_at: createdAt,
  }
}

// Field by field: a newer minor version may have added some.
function originalView({ amount: text, currency: code, rate }: OriginalAmount) {
  return { amount: text as string, currency: code as string, rate }
}
