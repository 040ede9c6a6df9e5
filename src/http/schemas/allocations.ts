import { z } from '@hono/zod-openapi'
import { mostMonths } from '../../calendar/each-month.js'
import { issueOf } from '../../errors/invalid-input.js'
import { words } from '../../model/schema.js'
import { warning } from './budgets.js'
import {
  amountInput,
  idInput,
  listInput,
  message,
  monthInput,
  monthInputPattern,
  requestObject,
} from './fields.js'

/** The budgets of several categories in a month. */
export const allocation = requestObject({
  month: monthInput,
  allocations: listInput(
    requestObject({
      category: idInput,
      amount: amountInput.nullable().meta({
        type: ['string', 'number', 'null'],
        description: 'Zero or more. `null` removes the budget.',
      }),
    }),
  ).meta({ description: 'Each category once. The budgets of other categories stay.' }),
}).openapi('Allocation')

// As the book says it.
const tooManyMonths = issueOf('too_big', `A copy goes to at most ${mostMonths} months`, {
  maximum: mostMonths,
})
const months = listInput(monthInput, { count: mostMonths, issue: tooManyMonths })

// Not a union: its issues would not say what is wrong with which month.
const targets = z
  .unknown()
  .transform((value, { issues }): string | string[] => {
    const result = (Array.isArray(value) ? months : monthInput).safeParse(value)
    if (result.success) return result.data
    for (const issue of result.error.issues) issues.push({ ...issue, input: value } as z.core.$ZodRawIssue)
    return z.NEVER
  })
  .meta({
    type: ['string', 'array'],
    pattern: monthInputPattern,
    items: { type: 'string', pattern: monthInputPattern },
    maxItems: mostMonths,
    description: 'The month that gets the copies, or a list of months.',
    example: '2026-03',
  })

/** Which month's budgets to copy, and where to. */
export const budgetCopy = requestObject({
  from: monthInput,
  to: targets,
  mode: z.enum(['refuse', 'fill', 'replace'], words).optional().meta({
    description:
      'For a month that has budgets: `refuse` the request (by default), `fill` only what is missing, or `replace` them.',
  }),
}).openapi('BudgetCopy')

/** What the policy would decide. */
export const decision = z
  .object({
    message,
    data: z.object({
      accepted: z.boolean().meta({ description: 'Whether the request would be done.' }),
      violations: z
        .array(warning)
        .meta({ description: 'What the policy finds wrong; warnings, if it would be done.' }),
    }),
  })
  .openapi('Decision')
