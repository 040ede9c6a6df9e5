import * as z from 'zod/mini'
import { atPath, invalidInput } from '../../errors/invalid-input.js'
import type { Amount, AmountInput } from '../../money/amount.js'
import { scaleOf, type CurrencyCode } from '../../money/currency.js'
import { writeMinorUnits } from '../../money/minor-units.js'
import { parseMinorUnits } from '../../money/parse-amount.js'
import {
  amountInputSchema,
  civilDateSchema,
  descriptionSchema,
  idSchema,
  metadataSchema,
} from '../../model/fields.js'

/** What a caller passes to record an expense. */
export const newExpenseSchema = z.strictObject({
  categoryId: idSchema,
  amount: amountInputSchema,
  date: z.optional(civilDateSchema),
  description: z.optional(descriptionSchema),
  metadata: z.optional(metadataSchema),
})

/** What a caller passes to change one. */
export const expensePatchSchema = z.partial(newExpenseSchema)

/** {@link newExpenseSchema}, checked. */
export type CheckedExpense = z.output<typeof newExpenseSchema>

/** {@link expensePatchSchema}, checked. */
export type CheckedPatch = z.output<typeof expensePatchSchema>

/** Reads the amount of an expense or a refund: anything but zero, in the book's currency. */
export function readExpenseAmount(amount: AmountInput, currency: CurrencyCode): Amount {
  const scale = scaleOf(currency)
  return atPath(['amount'], () => {
    const units = parseMinorUnits(amount, scale)
    if (units === 0n)
      throw invalidInput(
        'zero_amount',
        'An expense must not be zero. Use an amount above zero, or below zero for a refund',
      )
    return writeMinorUnits(units, scale)
  })
}
