import { z } from '@hono/zod-openapi'
import type { Rollover, RolloverStep, RolloverSummary } from '../../../planning/rollover/rollover.js'
import { statusesByRank } from '../../../utilization/status.js'
import type { ExactJson } from '../../exact-json.js'
import { currency, id, message, month, name } from '../fields.js'
import { exactAmount, exactOrNull, exactWriter, fractionOf, type ReportAmounts } from './exact-amount.js'

/** The schema of the rollover report, with amounts in the form that the host chose. */
export function rolloverSchema(reportAmounts: ReportAmounts) {
  const exact = exactAmount(reportAmounts)
  const figures = {
    carried_in: exact.meta({ description: 'What came from the month before.' }),
    budget: exact,
    available: exact.meta({ description: '`budget` and `carried_in`.' }),
    spent: exact,
    remaining: exact.meta({ description: '`available` less `spent`.' }),
    carried_out: exact.meta({ description: 'What goes into the next month.' }),
    dropped: exact.meta({ description: '`remaining` less `carried_out`.' }),
  }
  const ofMonth = { ...figures, budget: exactOrNull(reportAmounts, '`null` without a budget.') }
  const line = z.object({
    category_id: id,
    category_name: name,
    ...ofMonth,
    utilization_percent: z.number().nullable().meta({
      description:
        '`spent` in percent of `available`, rounded half away from zero to 2 decimals. `null` for spending where nothing is available, and where `available` is below zero.',
      example: 35.0,
    }),
    status: z.enum(statusesByRank).meta({ description: 'Of `spent` against `available`.' }),
    steps: z
      .array(z.object({ month, ...ofMonth }))
      .meta({ description: 'Every month from the first of the rule to the reported one.' }),
  })
  return z
    .object({
      message,
      month,
      currency,
      data: z.array(line).meta({ description: 'The categories whose rule has begun.' }),
      summary: z.object(figures).meta({ description: 'Their sums in the month.' }),
    })
    .openapi('Rollover')
}

/** The rollover report as it is answered. */
export function rolloverView(report: Rollover, reportAmounts: ReportAmounts): ExactJson {
  const exact = exactWriter(reportAmounts)
  const figuresOf = (figures: RolloverStep | RolloverSummary) => ({
    carried_in: exact(figures.carriedIn),
    budget: exact(figures.budget),
    available: exact(figures.available),
    spent: exact(figures.spent),
    remaining: exact(figures.remaining),
    carried_out: exact(figures.carriedOut),
    dropped: exact(figures.dropped),
  })
  return {
    message: `Rollover for ${report.month}`,
    month: report.month,
    currency: report.currency,
    data: report.categories.map((line) => ({
      category_id: line.categoryId,
      category_name: line.name,
      ...figuresOf(line),
      utilization_percent: fractionOf(line.utilizationPercent),
      status: line.status,
      steps: line.steps.map((step) => ({ month: step.month, ...figuresOf(step) })),
    })),
    summary: figuresOf(report.summary),
  }
}
