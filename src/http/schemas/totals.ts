import { z } from '@hono/zod-openapi'
import type { Totals } from '../../book/totals/totals.js'
import { budget, budgetExample, budgetView } from './budgets.js'
import { category, categoryExample, categoryView } from './categories.js'
import { amount, count, id, message, month, monthInput, requestObject } from './fields.js'
import { monthFields } from './months.js'
import { allSettings, allSettingsView, monthlyLimit } from './settings.js'

const limitInForce = monthlyLimit.meta({
  description: 'The limit in force, of a closed month that of its closing; `null` without one.',
})
const thresholdPercent = z.number().optional().meta({ example: 75 })

/** Which months to sum up. */
export const totalsRange = requestObject({
  from: monthInput.optional().meta({ description: 'The first month. By default, the first with an entry.' }),
  to: monthInput.optional().meta({ description: 'The last month. By default, the last with an entry.' }),
})

/** What several months hold. */
export const totals = z
  .object({
    message,
    data: z.object({
      settings: allSettings,
      thresholds: z
        .object({
          warning: thresholdPercent,
          critical: thresholdPercent,
          over_budget: thresholdPercent,
          over_budget_when: z.enum(['exceeded', 'reached']).optional(),
        })
        .meta({ description: 'Where statuses begin, in percent, if the server chose that.' }),
      categories: z.array(category).meta({ description: 'All categories, archived ones too.' }),
      months: z.array(z.object({ ...monthFields, monthly_budget_limit: limitInForce })).meta({
        description:
          'Oldest first: every month from `from` to `to`. Without one of them, the months with entries.',
      }),
      budgets: z.array(budget),
      spending: z.array(
        z.object({
          month,
          category: id,
          spent: amount.meta({ description: 'Net of refunds.', example: '700.00' }),
          expense_count: count,
        }),
      ),
    }),
  })
  .openapi('Totals')

/** Totals as the document shows them. */
export const totalsExample = {
  settings: { currency: 'USD', monthly_budget_limit: '5000.00', month_start_day: 1 },
  thresholds: {},
  categories: [categoryExample],
  months: [
    {
      month: '2026-02',
      start: '2026-02-01',
      end: '2026-02-28',
      closed: false,
      monthly_budget_limit: '5000.00',
    },
  ],
  budgets: [budgetExample],
  spending: [{ month: '2026-02', category: categoryExample.id, spent: '700.00', expense_count: 1 }],
}

/** Totals as answers give them. */
export function totalsView({ settings, categories, months, budgets, spending, thresholds }: Totals) {
  const { warning, critical, overBudget, overBudgetWhen } = thresholds
  return {
    settings: allSettingsView(settings),
    // JSON leaves out what is undefined.
    thresholds: { warning, critical, over_budget: overBudget, over_budget_when: overBudgetWhen },
    categories: categories.map(categoryView),
    months: months.map(({ month: of, start, end, closed, monthlyLimit: limit }) => ({
      month: of as string,
      start: start as string,
      end: end as string,
      closed,
      monthly_budget_limit: limit as string | null,
    })),
    budgets: budgets.map(budgetView),
    spending: spending.map(({ month: of, categoryId, spent, expenseCount }) => ({
      month: of as string,
      category: categoryId,
      spent: spent as string,
      expense_count: expenseCount,
    })),
  }
}
