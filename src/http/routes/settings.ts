import { createRoute } from '@hono/zod-openapi'
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
import { settings, settingsExample, settingsPatch, settingsView } from '../schemas/settings.js'

const reading = createRoute({
  method: 'get',
  path: '/api/usersettings',
  operationId: 'getSettings',
  tags: ['Settings'],
  summary: 'Get the settings',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery },
  responses: {
    200: answer('The settings.', settings, { message: 'Settings', data: settingsExample }),
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
  request: { query: noQuery, headers: changeHeaders, body: jsonBody(settingsPatch, settingsExample) },
  responses: {
    200: answer('The settings as they are now.', settings, {
      message: 'Settings updated',
      data: settingsExample,
    }),
    ...errorAnswers(...bodyErrors, 'currency_locked'),
  },
})

/** Adds the routes of the settings. */
export function addSettings(app: BudgetApp): void {
  app.openapi(reading, async (context) => {
    const found = await context.get('book').settings.get(readOptions(context))
    return context.json({ message: 'Settings', data: settingsView(found) }, 200)
  })
  app.openapi(updating, async (context) => {
    const { currency: code, monthly_budget_limit: monthlyLimit } = context.req.valid('json')
    const options = await changeOptions(context, context.req.valid('header'))
    const updated = await context.get('book').settings.update({ currency: code, monthlyLimit }, options)
    return context.json({ message: 'Settings updated', data: settingsView(updated) }, 200)
  })
}
