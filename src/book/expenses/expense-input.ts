import * as z from 'zod/mini'
import {
  amountInputSchema,
  civilDateSchema,
  descriptionSchema,
  idSchema,
  metadataSchema,
} from '../../model/fields.js'
import { finding, whateverElse } from '../../model/schema.js'
import { issueOf } from '../../errors/invalid-input.js'
import { noMoney, originalInputSchema } from './expense-money.js'

const expenseFields = z.strictObject({
  categoryId: idSchema,
  amount: z.optional(amountInputSchema),
  original: z.optional(z.nullable(originalInputSchema)),
  date: z.optional(civilDateSchema),
  description: z.optional(descriptionSchema),
  metadata: z.optional(metadataSchema),
})

/** Requires some money of an expense: an amount, or an original amount to convert. */
export const withMoney = whateverElse(
  finding(({ amount, original }: { readonly amount?: unknown; readonly original?: unknown }) =>
    amount === undefined && !original ? issueOf('required', noMoney, undefined, ['amount']) : null,
  ),
)

/** What a caller passes to record an expense. The amount may be absent if there is an original one. */
export const newExpenseSchema = expenseFields.check(withMoney)

/** What a caller passes to change one. */
export const expensePatchSchema = z.partial(expenseFields)

/** {@link newExpenseSchema}, checked. */
export type CheckedExpense = z.output<typeof newExpenseSchema>

/** {@link expensePatchSchema}, checked. */
export type CheckedPatch = z.output<typeof expensePatchSchema>
