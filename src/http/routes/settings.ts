import { createRoute, z } from '@hono/zod-openapi'
import type { Settings } from '../../model/settings.js'
import { currencySchema } from '../../model/fields.js'
import { changeOptions, readOptions, requireBook } from '../access.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { requireJson } from '../body/json-body.js'
import {
  answer,
  bodyErrors,
  changeHeaders,
  errorAnswers,
  jsonBody,
  noQuery,
  readErrors,
} from '../document/answers.js'
import { amount, amountInput, classic, currency, message, requestObject } from '../schemas/fields.js'

const body = z
  .object({
    message,
    data: z.object({
      currency,
      monthly_budget_limit: amount.nullable().meta({
        type: ['string', 'null'],
        description: 'What all budgets of a month may come to; `null` where there is no limit.',
        example: '5000.00',
      }),
    }),
  })
  .openapi('Settings')

const patch = requestObject({
  currency: classic(currencySchema)
    .optional()
    .meta({ type: 'string', pattern: '^[A-Z]{3}$', example: 'USD' }),
  monthly_budget_limit: amountInput
    .nullable()
    .optional()
    .meta({
      type: ['string', 'number', 'null'],
      description: 'Zero or more; `null` clears it. Absent, it stays as it is.',
      example: '5000.00',
    }),
}).openapi('SettingsPatch')

const example = { currency: 'USD', monthly_budget_limit: '5000.00' }

const reading = createRoute({
  method: 'get',
  path: '/api/usersettings',
  operationId: 'getSettings',
  tags: ['Settings'],
  summary: 'Get the settings',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery },
  responses: {
    200: answer('The settings.', body, { message: 'Settings', data: example }),
    ...errorAnswers(...readErrors),
  },
})

const updating = createRoute({
  method: 'put',
  path: '/api/usersettings/update',
  operationId: 'updateSettings',
  tags: ['Settings'],
  summary: 'Set the currency, the monthly limit, or both',
  middleware: [requireBook, requireParameterNames, requireJson] as const,
  request: { query: noQuery, headers: changeHeaders, body: jsonBody(patch, example) },
  responses: {
    200: answer('The settings as they are now.', body, { message: 'Settings updated', data: example }),
    ...errorAnswers(...bodyErrors, 'currency_locked'),
  },
})

/** Adds the routes of the settings. */
export function addSettings(app: BudgetApp): void {
  app.openapi(reading, async (context) => {
    const settings = await context.var.book.settings.get(readOptions(context))
    return context.json({ message: 'Settings', data: view(settings) }, 200)
  })
  app.openapi(updating, async (context) => {
    const { currency: code, monthly_budget_limit: monthlyLimit } = context.req.valid('json')
    const options = changeOptions(context, context.req.valid('header'))
    const settings = await context.var.book.settings.update({ currency: code, monthlyLimit }, options)
    return context.json({ message: 'Settings updated', data: view(settings) }, 200)
  })
}

function view({ currency: code, monthlyLimit }: Settings) {
  return { currency: code as string, monthly_budget_limit: monthlyLimit as string | null }
}
