import * as z from 'zod/mini'
import { atPath, guardInput } from '../../errors/invalid-input.js'
import type { AmountInput } from '../../money/amount.js'
import { scaleOf } from '../../money/currency.js'
import { readMinorUnits } from '../../money/minor-units.js'
import { parseMinorUnits } from '../../money/parse-amount.js'
import { amountInputSchema, idSchema, nameSchema } from '../../model/fields.js'
import { words } from '../../model/schema.js'
import { validate } from '../../model/validate.js'
import { findSpendingViolation, heldOf, requireBound, requireSpendingProposal } from './spending-limit.js'
import type { SpendingPolicy } from './spending-policy.js'

/** Options of {@link spendingCeiling}. */
export interface SpendingCeilingOptions {
  /** The name of the ceiling, for messages. */
  readonly name: string
  /** The categories that share it. An id that the book does not have is not an error. */
  readonly categoryIds: readonly string[]
  /** What they may come to together, in the currency of the book, inclusive. Zero or more. */
  readonly amount: AmountInput
  /** The ceiling applies to each month separately. */
  readonly perMonth: true
}

const optionsSchema = z.strictObject({
  name: nameSchema,
  categoryIds: z.array(idSchema, words),
  amount: amountInputSchema,
  perMonth: z.literal(true, words),
})

/**
 * Refuses a hold or an expense that raises spending and holds of several categories together above a ceiling: a limit
 * for a group. Join it to others with `allPolicies`. It needs a storage adapter that serializes all writers.
 *
 * @param options - The name, the categories and the amount.
 * @throws `invalid_input` for invalid options.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, openBudgetBook, spendingCeiling } from 'budgetbook'
 *
 * const storage = createMemoryAdapter()
 * const setup = await openBudgetBook({ storage })
 * const cafe = await setup.categories.create({ name: 'Café' })
 * const cinema = await setup.categories.create({ name: 'Cinema' })
 * const categoryIds = [cafe.id, cinema.id]
 * const fun = spendingCeiling({ name: 'Fun', categoryIds, amount: '100', perMonth: true })
 * const book = await openBudgetBook({ storage, spendingPolicy: fun })
 * await book.expenses.spend({ categoryId: cafe.id, amount: '70', date: '2026-02-14' })
 * const asked = [{ categoryId: cinema.id, amount: '40', date: '2026-02-14' }]
 * console.log((await book.expenses.previewSpend(asked)).accepted) // => false
 * ```
 */
export function spendingCeiling(options: SpendingCeilingOptions): SpendingPolicy {
  const { name, categoryIds, amount } = validate(optionsSchema, options)
  guardInput(() => atPath(['amount'], () => requireBound(amount)))
  const ids = new Set(categoryIds)
  return {
    name,
    needsIsolation: true,
    decide: (proposal) =>
      guardInput(() => {
        requireSpendingProposal(proposal)
        const scale = scaleOf(proposal.currency)
        const within = proposal.categories.filter(({ categoryId }) => ids.has(categoryId))
        const sum = (field: 'before' | 'after') =>
          within.reduce((total, category) => total + readMinorUnits(category[field], scale), 0n)
        const violation = findSpendingViolation(
          {
            of: 'ceiling',
            what: `Spending and holds under the ceiling ${name}`,
            excess: (overage, bound) => `${overage} over its amount (${bound})`,
            bound: atPath(['amount'], () => parseMinorUnits(amount, scale)),
            before: sum('before'),
            after: sum('after'),
            held: heldOf(proposal, scale),
            categoryIds: [proposal.categoryId],
          },
          scale,
        )
        return { accepted: violation === null, violations: violation ? [violation] : [] }
      }),
  }
}
