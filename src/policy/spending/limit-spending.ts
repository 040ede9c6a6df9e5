import * as z from 'zod/mini'
import { atPath, guardInput } from '../../errors/invalid-input.js'
import type { Amount, AmountInput } from '../../money/amount.js'
import { scaleOf } from '../../money/currency.js'
import { readMinorUnits } from '../../money/minor-units.js'
import { parseMinorUnits } from '../../money/parse-amount.js'
import { amountInputSchema } from '../../model/fields.js'
import { words } from '../../model/schema.js'
import { validate } from '../../model/validate.js'
import {
  findSpendingViolation,
  heldOf,
  requireBound,
  requireSpendingProposal,
  type BoundedSpending,
  type SpendingLimitViolation,
} from './spending-limit.js'
import type { SpendingProposal } from './spending-policy.js'

/** Options of `enforceSpending` and `warnSpending`. */
export interface SpendingLimitOptions {
  /**
   * What bounds spending and holds: the budget of the category, the sum of the month's budgets, the monthly limit.
   * @defaultValue `['category']`
   */
  readonly of?: readonly ('category' | 'month' | 'limit')[] | undefined
  /**
   * Whether a category without a budget in the month takes any spending. It matters only with `'category'`.
   * @defaultValue `'refuse'`
   */
  readonly unbudgeted?: 'refuse' | 'allow' | undefined
  /**
   * The largest single expense or hold, in the currency of the book, inclusive. Zero or more.
   * @defaultValue none
   */
  readonly perExpense?: AmountInput | undefined
}

const optionsSchema = z.strictObject({
  of: z.optional(z.array(z.enum(['category', 'month', 'limit'], words), words)),
  unbudgeted: z.optional(z.enum(['refuse', 'allow'], words)),
  perExpense: z.optional(amountInputSchema),
})

/** Checks the options. The result finds what a proposal exceeds. */
export function spendingLimits(
  options: SpendingLimitOptions = {},
): (proposal: SpendingProposal) => SpendingLimitViolation[] {
  const { of = ['category'], unbudgeted = 'refuse', perExpense } = validate(optionsSchema, options)
  if (perExpense !== undefined) guardInput(() => atPath(['perExpense'], () => requireBound(perExpense)))
  return (proposal) =>
    guardInput(() => {
      requireSpendingProposal(proposal)
      const scale = scaleOf(proposal.currency)
      const bounds = [
        ...(perExpense === undefined ? [] : [singleExpense(proposal, perExpense, scale)]),
        ...(of.includes('category') ? categoryBound(proposal, unbudgeted, scale) : []),
        ...(of.includes('month') ? [monthBound(proposal, scale)] : []),
        ...(of.includes('limit') ? limitBound(proposal, scale) : []),
      ]
      return bounds.map((bound) => findSpendingViolation(bound, scale)).filter((found) => found !== null)
    })
}

function singleExpense(
  { amount, categoryId }: SpendingProposal,
  perExpense: AmountInput,
  scale: number,
): BoundedSpending {
  return {
    of: 'expense',
    what: 'The expense',
    excess: (overage, bound) => `${overage} over the largest that is allowed (${bound})`,
    bound: atPath(['perExpense'], () => parseMinorUnits(perExpense, scale)),
    before: 0n,
    after: readMinorUnits(amount, scale),
    held: 0n,
    categoryIds: [categoryId],
  }
}

function categoryBound(
  proposal: SpendingProposal,
  unbudgeted: 'refuse' | 'allow',
  scale: number,
): BoundedSpending[] {
  const { categoryId, categories } = proposal
  return categories
    .filter((category) => category.categoryId === categoryId)
    .filter(({ budget }) => budget !== null || unbudgeted === 'refuse')
    .map(({ name, budget, before, after }) => ({
      of: 'category',
      what: `Spending and holds in ${name}`,
      excess: (overage, bound) =>
        budget === null ? 'but the category has no budget' : `${overage} over its budget (${bound})`,
      bound: budget === null ? 0n : readMinorUnits(budget, scale),
      before: readMinorUnits(before, scale),
      after: readMinorUnits(after, scale),
      held: heldOf(proposal, scale),
      categoryIds: [categoryId],
    }))
}

function monthBound(proposal: SpendingProposal, scale: number): BoundedSpending {
  return {
    of: 'month',
    what: `Spending and holds in ${proposal.month}`,
    excess: (overage, bound) => `${overage} over its budgets (${bound})`,
    bound: readMinorUnits(proposal.totalBudget, scale),
    ...totals(proposal, scale),
  }
}

function limitBound(proposal: SpendingProposal, scale: number): BoundedSpending[] {
  const { month, monthlyLimit } = proposal
  if (monthlyLimit === null) return []
  const what = `Spending and holds in ${month}`
  const excess = (overage: Amount, allowed: Amount) => `${overage} over your monthly limit (${allowed})`
  const bound = readMinorUnits(monthlyLimit, scale)
  return [{ of: 'limit', what, excess, bound, ...totals(proposal, scale) }]
}

function totals(proposal: SpendingProposal, scale: number) {
  const { totalBefore, totalAfter, categoryId } = proposal
  return {
    before: readMinorUnits(totalBefore, scale),
    after: readMinorUnits(totalAfter, scale),
    held: heldOf(proposal, scale),
    categoryIds: [categoryId],
  }
}
