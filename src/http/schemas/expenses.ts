import { z } from '@hono/zod-openapi'
import { largestPage } from '../../book/expenses/list.js'
import type { Expense } from '../../model/expense.js'
import { wholeNumberSchema } from '../../model/fields.js'
import { words } from '../../model/schema.js'
import {
  amount,
  amountInput,
  count,
  date,
  dateInput,
  description,
  id,
  idInput,
  idParameter,
  message,
  monthInput,
  requestObject,
  timestamp,
} from './fields.js'

const expense = z
  .object({ id, category: id, amount, date, description, created_at: timestamp })
  .openapi('Expense')

/** One expense. */
export const oneExpense = z.object({ message, data: expense }).openapi('ExpenseAnswer')

const cursor = z.string(words).meta({
  description: '`next_cursor` of the previous page. Use the same filters.',
  example: '2026-02-14~2026-02-14T09:30:00.000Z~019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a',
})

/** A page of expenses. */
export const expenses = z
  .object({
    message,
    count,
    next_cursor: cursor.nullable().meta({
      type: ['string', 'null'],
      description: 'Where the next page starts; `null` on the last one.',
    }),
    data: z.array(expense),
  })
  .openapi('Expenses')

const fields = {
  category: idInput,
  amount: amountInput.meta({ description: 'Above zero, or below zero for a refund.' }),
  date: dateInput,
  description: description.optional(),
}

/** An expense to be recorded. Its date is required, because the server's day may not be the user's. */
export const newExpense = requestObject(fields).openapi('NewExpense')

/** The fields of an expense that can be changed. */
export const expensePatch = requestObject(fields).partial().openapi('ExpensePatch')

// Digits only, because Number also reads "1e2" and "".
const limit = z
  .string(words)
  .transform((text) => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN))
  .pipe(wholeNumberSchema(1, largestPage))
  .meta({ type: 'integer', minimum: 1, maximum: largestPage, default: 100, description: 'How many at most.' })

/** Which expenses to list. */
export const expenseFilter = requestObject({
  month: monthInput.optional(),
  category: idParameter.optional(),
  from: dateInput.optional().meta({ description: 'The first day, inclusive.' }),
  to: dateInput.optional().meta({ description: 'The last day, inclusive.' }),
  cursor: cursor.optional(),
  limit: limit.optional(),
})

/** An expense as the document shows it. */
export const expenseExample = {
  id: '019c5a1e-7d2f-7002-8a3b-1f3e5d7c9b0a',
  category: '019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a',
  amount: '700.00',
  date: '2026-02-14',
  description: 'Flight to NYC',
  created_at: '2026-02-14T09:30:00.000Z',
}

/** An expense as answers give it. */
export function expenseView({ categoryId, createdAt, ...fieldsOf }: Expense) {
  const { id: expenseId, amount: text, date: day, description: note } = fieldsOf
  return {
    id: expenseId,
    category: categoryId,
    amount: text as string,
    date: day as string,
    description: note,
    created_at: createdAt,
  }
}
