import { z } from '@hono/zod-openapi'
import type { Budget } from '../../model/budget.js'
import {
  amount,
  amountInput,
  count,
  id,
  idInput,
  message,
  metadata,
  metadataInput,
  month,
  monthInput,
  monthStart,
  requestObject,
} from './fields.js'

/** A budget. */
export const budget = z.object({ id, category: id, month: monthStart, amount, metadata }).openapi('Budget')

/** The facts of a violation of the monthly limit, as the document shows them. */
const limitFacts = {
  existing_total: '4500.00',
  new_budget: '1500.00',
  new_total: '6000.00',
  monthly_limit: '5000.00',
  exceeds_by: '1000.00',
  largest_accepted: '500.00',
}

/** What a policy found wrong. */
export const warning = z
  .object({
    code: z.string().meta({ example: 'monthly_limit_exceeded' }),
    message: z.string().meta({ example: 'Total budgets (6000.00) exceed your monthly limit (5000.00)' }),
    category_ids: z
      .array(z.string())
      .optional()
      .meta({ description: 'The categories that it is about, if the policy says so.' }),
    month: month.optional().meta({
      description: 'The month that it is about, if one request changes the budgets of several months.',
    }),
    details: z.record(z.string(), z.unknown()).meta({
      type: 'object',
      description:
        'The facts. Those of the monthly limit are in the example; `largest_accepted` is the most that the budget could be, or null if several change. A policy of the host chooses its own.',
      example: limitFacts,
    }),
  })
  .openapi('Warning')

/** A list of budgets. */
export const budgets = z
  .object({ message, count, total_budget: amount, data: z.array(budget) })
  .openapi('Budgets')

/** The policy's warnings, in the answer to what was stored all the same. */
export const warnings = z.array(warning).min(1).optional()

/** One budget, and the policy's warnings. */
export const oneBudget = z.object({ message, data: budget, warnings }).openapi('BudgetAnswer')

/** The budgets that a request made, and the policy's warnings. */
export const manyBudgets = z
  .object({ message, count, data: z.array(budget), warnings })
  .openapi('BudgetsAnswer')

/** A budget to be created. */
export const newBudget = requestObject({
  category: idInput,
  month: monthInput,
  amount: amountInput.meta({ description: 'Zero or more.' }),
  metadata: metadataInput.optional(),
}).openapi('NewBudget')

/** The fields of a budget that can be changed. */
export const budgetPatch = requestObject({
  amount: amountInput.optional(),
  metadata: metadataInput.optional(),
}).openapi('BudgetPatch')

/** A budget as the document shows it. */
export const budgetExample = {
  id: '019c5a1e-7d2f-7001-9c11-0d2b4a6c8e10',
  category: '019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a',
  month: '2026-02-01',
  amount: '2000.00',
  metadata: {},
}

/** A budget as answers give it. */
export function budgetView({ id: budgetId, categoryId, month: of, amount: text, metadata: own }: Budget) {
  return {
    id: budgetId,
    category: categoryId,
    month: `${of}-01`,
    amount: text as string,
    // Hono does not take a `JsonObject`, because its arrays are read-only.
    metadata: own as Record<string, unknown>,
  }
}
