import * as z from 'zod/mini'
import { atPath } from '../../errors/invalid-input.js'
import { amountInputSchema, idSchema, metadataSchema, monthSchema, nameSchema } from '../../model/fields.js'
import { carrySchema, type CategoryRolloverRule } from '../../model/rollover-rule.js'
import { readAmount } from '../../money/parse-amount.js'
import type { Head } from '../../storage/view.js'
import { readStoredScale } from '../read-stored.js'

const rolloverInputSchema = z.strictObject({
  from: monthSchema,
  carry: z.optional(carrySchema),
  cap: z.optional(z.nullable(amountInputSchema)),
  opening: z.optional(amountInputSchema),
})

/** What a caller passes to create a category. */
export const newCategorySchema = z.strictObject({
  name: nameSchema,
  groupId: z.optional(z.nullable(idSchema)),
  rollover: z.optional(z.nullable(rolloverInputSchema)),
  metadata: z.optional(metadataSchema),
})

/** What a caller passes to change one. */
export const categoryPatchSchema = z.partial(newCategorySchema)

/** Reads the amounts of a rule, in the book's currency. */
export function readRollover(
  rollover: z.output<typeof rolloverInputSchema>,
  head: Head,
  bookId: string,
): CategoryRolloverRule {
  // If the stored currency is damaged, the caller's amounts are not to blame.
  readStoredScale(head, bookId)
  const { currency } = head.settings
  const { from, carry = 'both', cap = null, opening = 0 } = rollover
  return {
    from,
    carry,
    cap:
      cap === null
        ? null
        : atPath(['rollover', 'cap'], () => readAmount(cap, currency, 'nonnegative', 'A cap')),
    opening: atPath(['rollover', 'opening'], () => readAmount(opening, currency, 'any', 'An opening')),
  }
}
