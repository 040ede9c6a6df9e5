import { z } from '@hono/zod-openapi'
import { statusesByRank } from '../../../utilization/status.js'
import type { Utilization } from '../../../utilization/report.js'
import type { ExactJson } from '../../exact-json.js'
import { count, currency, id, message, month, name } from '../fields.js'
import { exactAmount, exactWriter, fractionOf, percent, type ReportAmounts } from './exact-amount.js'

const group = id
  .nullable()
  .optional()
  .meta({
    type: ['string', 'null'],
    description: 'Its group; `null` for none. Absent while no category of the book is in a group.',
  })

/** The schema of the report, with amounts in the form that the host chose. */
export function reportSchema(reportAmounts: ReportAmounts) {
  const exact = exactAmount(reportAmounts)
  const held = exact.meta({
    description: 'What is on hold. It is not spent yet, and no other figure has it but `free`.',
  })
  const free = exact.meta({ description: 'What remains less what is on hold; below zero if more is held.' })
  const spending = {
    category_id: id,
    category_name: name,
    group_id: group,
    spent: exact,
    expense_count: count,
    held,
  }
  const line = z.object({
    category_id: id,
    category_name: name,
    group_id: group,
    budget: exact,
    spent: exact,
    remaining: exact,
    utilization_percent: percent,
    status: z
      .enum(statusesByRank)
      .meta({ description: 'Computed from the exact amounts, never from the rounded percentage.' }),
    expense_count: count,
    held,
    free,
  })
  return z
    .object({
      message,
      month,
      currency,
      data: z.array(line),
      unbudgeted: z
        .array(z.object(spending))
        .meta({ description: 'Spending and holds in categories without a budget.' }),
      summary: z.object({
        total_budget: exact,
        total_spent: exact,
        total_remaining: exact,
        overall_utilization_percent: percent,
        warning_count: count,
        critical_count: count,
        over_budget_count: count,
        held,
        free,
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
  const exact = exactWriter(reportAmounts)
  return {
    message: `Budget utilization for ${reported}`,
    month: reported,
    currency: code,
    data: categories.map((line) => ({
      category_id: line.categoryId,
      category_name: line.name,
      ...groupOf(line),
      budget: exact(line.budget),
      spent: exact(line.spent),
      remaining: exact(line.remaining),
      utilization_percent: fractionOf(line.utilizationPercent),
      status: line.status,
      expense_count: line.expenseCount,
      held: exact(line.held),
      free: exact(line.free),
    })),
    unbudgeted: unbudgeted.map((line) => ({
      category_id: line.categoryId,
      category_name: line.name,
      ...groupOf(line),
      spent: exact(line.spent),
      expense_count: line.expenseCount,
      held: exact(line.held),
    })),
    summary: {
      total_budget: exact(summary.totalBudget),
      total_spent: exact(summary.totalSpent),
      total_remaining: exact(summary.totalRemaining),
      overall_utilization_percent: fractionOf(summary.utilizationPercent),
      warning_count: summary.statusCounts.warning,
      critical_count: summary.statusCounts.critical,
      over_budget_count: summary.statusCounts.over_budget,
      held: exact(summary.held),
      free: exact(summary.free),
    },
    compliance: { total_budget_exceeds_limit: compliance.exceedsLimit, message: compliance.message },
  }
}

function groupOf({ groupId }: { readonly groupId?: string | null }): { readonly group_id?: string | null } {
  return groupId === undefined ? {} : { group_id: groupId }
}
