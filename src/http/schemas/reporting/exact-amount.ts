import { z } from '@hono/zod-openapi'
import type { Amount } from '../../../money/amount.js'
import { ExactNumber, type ExactJson } from '../../exact-json.js'
import type { Host } from '../../options.js'
import { amount } from '../fields.js'

/** The form of the amounts in reports. */
export type ReportAmounts = Host['reportAmounts']

/** An amount of a report, in the form that the host chose. */
export function exactAmount(reportAmounts: ReportAmounts) {
  return reportAmounts === 'string'
    ? amount
    : z.number().meta({ description: 'A number with the exact digits of the amount.', example: 2000.0 })
}

/** The same, or `null`. */
export function exactOrNull(reportAmounts: ReportAmounts, about: string) {
  const type = reportAmounts === 'string' ? 'string' : 'number'
  return exactAmount(reportAmounts)
    .nullable()
    .meta({ type: [type, 'null'], description: about })
}

/** Writes an amount in that form, and `null` as it is. */
export function exactWriter(reportAmounts: ReportAmounts): (text: Amount | null) => ExactJson {
  return (text) => (reportAmounts === 'string' || text === null ? text : new ExactNumber(text))
}

/** Writes a number with a decimal, so that clients in typed languages always read a fraction. */
export function fractionOf(number: number | null): ExactJson {
  if (number === null) return null
  const text = String(number)
  return new ExactNumber(/^-?\d+$/.test(text) ? `${text}.0` : text)
}

/** A percentage. */
export const percent = z.number().nullable().meta({
  description:
    'Rounded half away from zero to 2 decimals. `null` for spending on a budget of zero, and without any budget.',
  example: 35.0,
})
