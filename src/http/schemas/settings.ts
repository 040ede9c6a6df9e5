import { z } from '@hono/zod-openapi'
import type { Settings } from '../../model/settings.js'
import { monthStartDaySchema } from '../../model/fields.js'
import { words } from '../../model/schema.js'
import {
  amount,
  amountInput,
  classic,
  currency,
  currencyInput,
  message,
  rateInput,
  requestObject,
} from './fields.js'

/** The day on which months start. */
const startDay = classic(monthStartDaySchema).meta({
  type: 'integer',
  minimum: 1,
  maximum: 28,
  description: 'The day on which every month of the book starts.',
  example: 25,
})

/** The monthly limit, as answers give it. */
export const monthlyLimit = amount.nullable().meta({
  type: ['string', 'null'],
  description: 'The most that the budgets of a month may add up to, inclusive; `null` without a limit.',
  example: '5000.00',
})

/** The settings. */
export const settings = z
  .object({
    message,
    data: z.object({
      currency,
      monthly_budget_limit: monthlyLimit,
    }),
  })
  .openapi('Settings')

/** The settings with the day on which months start. */
export const allSettings = z.object({
  currency,
  monthly_budget_limit: monthlyLimit,
  month_start_day: startDay,
})

/** What can be changed in the settings. */
export const settingsPatch = requestObject({
  currency: currencyInput.optional(),
  monthly_budget_limit: amountInput
    .nullable()
    .optional()
    .meta({
      type: ['string', 'number', 'null'],
      description: 'Zero or more. `null` removes the limit. If absent, the limit does not change.',
      example: '5000.00',
    }),
}).openapi('SettingsPatch')

/** How to change the currency of a book that holds amounts. */
export const currencyChange = requestObject({
  to: currencyInput.meta({ description: 'The new currency. It must differ from the current one.' }),
  rate: rateInput.meta({
    description:
      'How many units of the new currency one unit of the old one is worth. Above zero, at most 20 decimals.',
  }),
  rounding: z
    .enum(['half-even', 'half-up'], words)
    .optional()
    .meta({ default: 'half-even', description: 'How half a minor unit is rounded.' }),
}).openapi('CurrencyChange')

/** The new day on which months start. */
export const monthStartChange = requestObject({ day: startDay }).openapi('MonthStartChange')

/** The day on which the months start. */
export const monthStart = z
  .object({ message, data: z.object({ month_start_day: startDay }) })
  .openapi('MonthStart')

/** Settings as the document shows them. */
export const settingsExample = { currency: 'USD', monthly_budget_limit: '5000.00' }

/** Settings as answers give them. */
export function settingsView({ currency: code, monthlyLimit: limit }: Settings) {
  return { currency: code as string, monthly_budget_limit: limit as string | null }
}

/** Settings with the start day as answers give them. */
export function allSettingsView(shown: Settings) {
  return { ...settingsView(shown), month_start_day: shown.monthStartDay }
}
