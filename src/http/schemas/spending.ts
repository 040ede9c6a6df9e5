import { z } from '@hono/zod-openapi'
import { words } from '../../model/schema.js'
import { warnings } from './budgets.js'
import { expense } from './expenses.js'
import { amountInput, dateInput, idInput, message, requestObject } from './fields.js'

/** An expense that the spending policy accepted, and the policy's warnings. */
export const spentExpense = z.object({ message, data: expense, warnings }).openapi('SpendAnswer')

/** Money to ask the spending policy about. */
export const askedSpending = requestObject({
  spending: z
    .array(
      requestObject({
        category: idInput,
        amount: amountInput.meta({ description: 'Above zero, or below zero for a refund.' }),
        date: dateInput,
      }),
      words,
    )
    .meta({ description: 'Each is decided as if those before it were spent.' }),
}).openapi('AskedSpending')
