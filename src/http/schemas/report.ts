import { z } from '@hono/zod-openapi'
import type { Amount } from '../../money/amount.js'
import { statusesByRank } from '../../utilization/status.js'
import type { Utilization } from '../../utilization/report.js'
import { ExactNumber, type ExactJson } from '../exact-json.js'
import type { Host } from '../options.js'
import { amount, currency, id, message, month, name } from './fields.js'

type ReportAmounts = Host['reportAmounts']

const percent = z.number().nullable().meta({
  description:
    'Rounded half away from zero to 2 decimals. `null` for spending on a budget of zero, and without any budget.',
  example: 35.0,
})
const counted = z.int().meta({ type: 'integer', minimum: 0, example: 1 })

/** The schema of the report, with amounts in the form that the host chose. */
export function reportSchema(reportAmounts: ReportAmounts) {
  const exact =
    reportAmounts === 'string'
      ? amount
      : z.number().meta({ description: 'A number with the exact digits of the amount.', example: 2000.0 })
  const spending = { category_id: id, category_name: name, spent: exact, expense_count: counted }
  const line = z.object({
    category_id: id,
    category_name: name,
    budget: exact,
    spent: exact,
    remaining: exact,
    utilization_percent: percent,
    status: z
      .enum(statusesByRank)
      .meta({ description: 'Computed from the exact amounts, never from the rounded percentage.' }),
    expense_count: counted,
  })
  return z
    .object({
      message,
      month,
      currency,
      data: z.array(line),
      unbudgeted: z
        .array(z.object(spending))
        .meta({ description: 'Spending in categories without a budget.' }),
      summary: z.object({
        total_budget: exact,
        total_spent: exact,
        total_remaining: exact,
        overall_utilization_percent: percent,
        warning_count: counted,
        critical_count: counted,
        over_budget_count: counted,
      }),
      compliance: z.object({
        total_budget_exceeds_limit: z.boolean(),
        message: z.string().nullable().meta({ description: '`null` within the limit.' }),
      }),
    })
    .openapi('Utilization')
}

/** The report as it is answered. */
export function reportView(report: Utilization, reportAmounts: ReportAmounts): ExactJson {
  const { month: reported, currency: code, categories, unbudgeted, summary, compliance } = report
  const exact = (text: Amount) => (reportAmounts === 'string' ? text : new ExactNumber(text))
  return {
    message: `Budget utilization for ${reported}`,
    month: reported,
    currency: code,
    data: categories.map((line) => ({
      category_id: line.categoryId,
      category_name: line.name,
      budget: exact(line.budget),
      spent: exact(line.spent),
      remaining: exact(line.remaining),
      utilization_percent: percentOf(line.utilizationPercent),
      status: line.status,
      expense_count: line.expenseCount,
    })),
    unbudgeted: unbudgeted.map((line) => ({
      category_id: line.categoryId,
      category_name: line.name,
      spent: exact(line.spent),
      expense_count: line.expenseCount,
    })),
    summary: {
      total_budget: exact(summary.totalBudget),
      total_spent: exact(summary.totalSpent),
      total_remaining: exact(summary.totalRemaining),
      overall_utilization_percent: percentOf(summary.utilizationPercent),
      warning_count: summary.statusCounts.warning,
      critical_count: summary.statusCounts.critical,
      over_budget_count: summary.statusCounts.over_budget,
    },
    compliance: { total_budget_exceeds_limit: compliance.exceedsLimit, message: compliance.message },
  }
}

// Always has a decimal, so that clients in typed languages always read a fraction.
function percentOf(percentage: number | null): ExactJson {
  if (percentage === null) return null
  const text = String(percentage)
  return new ExactNumber(/^-?\d+$/.test(text) ? `${text}.0` : text)
}
