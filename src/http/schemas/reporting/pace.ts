import { z } from '@hono/zod-openapi'
import { wholeNumberSchema } from '../../../model/fields.js'
import { words } from '../../../model/schema.js'
import type { Pace, PaceFigures } from '../../../planning/pace/pace.js'
import { statusesByRank } from '../../../utilization/status.js'
import type { ExactJson } from '../../exact-json.js'
import {
  amountInput,
  classic,
  currency,
  date,
  dateInput,
  id,
  idInput,
  listInput,
  message,
  month,
  monthQuery,
  name,
  requestObject,
  wholeNumberText,
} from '../fields.js'
import { exactAmount, exactOrNull, exactWriter, fractionOf, type ReportAmounts } from './exact-amount.js'

const mostDays = 31
const paceShapes = ['daily', 'fixed'] as const
const days = z.int().meta({ type: 'integer', minimum: 0, example: 28 })

const minDays = {
  type: 'integer',
  minimum: 0,
  maximum: mostDays,
  description: 'How many days must have begun before spending is projected. By default 3.',
} as const

/** Which month, in a query. */
export const paceFilter = requestObject({
  month: monthQuery,
  min_days: wholeNumberText(0, mostDays).optional().meta(minDays),
})

/** Which month, and what is known about it. */
export const paceQuestion = requestObject({
  month: monthQuery,
  min_days: classic(wholeNumberSchema(0, mostDays)).optional().meta(minDays),
  shapes: listInput(
    requestObject({
      category: idInput,
      shape: z.enum(paceShapes, words).meta({
        description: '`daily` spends a little each day; `fixed` spends in one or a few bills.',
      }),
    }),
  )
    .optional()
    .meta({ description: 'The shapes of categories. A category that is absent is `daily`.' }),
  upcoming: listInput(
    requestObject({
      category: idInput,
      amount: amountInput.meta({ description: 'Zero or more.' }),
      date: dateInput,
    }),
  )
    .optional()
    .meta({
      description: 'Known future spending that is not recorded. It counts after today and in the month.',
    }),
}).openapi('PaceQuestion')

/** The schema of the pace report, with amounts in the form that the host chose. */
export function paceSchema(reportAmounts: ReportAmounts) {
  const exact = exactAmount(reportAmounts)
  const orNull = (about: string) => exactOrNull(reportAmounts, about)
  const figures = {
    expected: orNull('What an even pace would have spent by the end of today.'),
    ahead: orNull('`spent` less `expected`.'),
    upcoming: exact.meta({
      description: 'The known future spending that counts: open holds, and `upcoming` of the question.',
    }),
    projected: orNull('What will be spent by the end of the month, as it looks today.'),
    projected_status: z
      .enum(statusesByRank)
      .nullable()
      .meta({ type: ['string', 'null'], description: 'Of `projected` against the budget.' }),
    per_day: orNull('Safe to spend each day that is left, today included; `null` when the month is over.'),
    on_track: z
      .boolean()
      .nullable()
      .meta({ type: ['boolean', 'null'], description: 'Whether spending is at or below its pace.' }),
  }
  const line = z.object({
    category_id: id,
    category_name: name,
    shape: z.enum(paceShapes),
    budget: exact,
    spent: exact,
    remaining: exact,
    ...figures,
    days_ahead: z.number().nullable().meta({
      description: 'How many days spending is ahead of an even pace, rounded to 2 decimals.',
      example: 1.5,
    }),
  })
  return z
    .object({
      message,
      month,
      currency,
      today: date.meta({ description: 'The day that counts as today, by the clock of the book.' }),
      days: days.meta({ description: 'How many days the month has.' }),
      days_elapsed: days.meta({ description: 'How many of them have begun, today included.' }),
      days_left: days.meta({ description: 'How many of them are left, today included.' }),
      data: z.array(line).meta({ description: 'The categories with a budget in the month.' }),
      summary: z.object(figures).meta({ description: 'The whole month, unbudgeted spending included.' }),
    })
    .openapi('Pace')
}

/** The pace report as it is answered. */
export function paceView(report: Pace, reportAmounts: ReportAmounts): ExactJson {
  const exact = exactWriter(reportAmounts)
  const figuresOf = (figures: PaceFigures) => ({
    expected: exact(figures.expected),
    ahead: exact(figures.ahead),
    upcoming: exact(figures.upcoming),
    projected: exact(figures.projected),
    projected_status: figures.projectedStatus,
    per_day: exact(figures.perDay),
    on_track: figures.onTrack,
  })
  return {
    message: `Pace of ${report.month}`,
    month: report.month,
    currency: report.currency,
    today: report.today,
    days: report.days,
    days_elapsed: report.daysElapsed,
    days_left: report.daysLeft,
    data: report.categories.map((line) => ({
      category_id: line.categoryId,
      category_name: line.name,
      shape: line.shape,
      budget: exact(line.budget),
      spent: exact(line.spent),
      remaining: exact(line.remaining),
      ...figuresOf(line),
      days_ahead: fractionOf(line.daysAhead),
    })),
    summary: figuresOf(report.summary),
  }
}
