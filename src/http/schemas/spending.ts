import { z } from '@hono/zod-openapi'
import { warnings } from './budgets.js'
import { expense } from './expenses.js'
import { amountInput, dateInput, idInput, listInput, message, requestObject } from './fields.js'

/** An expense that the spending policy accepted, and the policy's warnings. */
export const spentExpense = z.object({ message, data: expense, warnings }).openapi('SpendAnswer')

/** Money to ask the spending policy about. */
export const askedSpending = requestObject({
  spending: listInput(
    requestObject({
      category: idInput,
      amount: amountInput.meta({ description: 'Above zero, or below zero for a refund.' }),
      date: dateInput,
    }),
  ).meta({ description: 'Each is decided as if those before it were spent.' }),
}).openapi('AskedSpending')
