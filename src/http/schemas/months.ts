import { z } from '@hono/zod-openapi'
import type { MonthInfo } from '../../book/months/api.js'
import { date, message, month } from './fields.js'

/** What there is to say of a month whatever day it is. */
export const monthFields = {
  month,
  start: date.meta({ description: 'Its first day, inclusive.', example: '2026-02-01' }),
  end: date.meta({ description: 'Its last day, inclusive.', example: '2026-02-28' }),
  closed: z.boolean().meta({ description: 'The budgets and expenses of a closed month cannot be changed.' }),
}

const info = z
  .object({
    ...monthFields,
    current: z.boolean().meta({ description: 'Whether today, by the clock of the book, falls in it.' }),
  })
  .openapi('Month')

/** One month. */
export const oneMonth = z.object({ message, data: info }).openapi('MonthAnswer')

/** A list of months. */
export const months = z.object({ message, data: z.array(info) }).openapi('Months')

/** A month as the document shows it. */
export const monthExample = {
  month: '2026-02',
  start: '2026-02-01',
  end: '2026-02-28',
  closed: false,
  current: true,
}

/** A month as answers give it. */
export function monthView({ month: name, start, end, closed, current }: MonthInfo) {
  return { month: name as string, start: start as string, end: end as string, closed, current }
}
