import { createRoute } from '@hono/zod-openapi'
import { oneChangeOptions, readOptions } from '../call-options.js'
import { requireBook } from '../access.js'
import { answerKnown } from '../conditions/answer-known.js'
import { tellTag } from '../conditions/entity-tags.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { requireJson } from '../body/json-body.js'
import { answerOfOne, errorAnswers, knownThingAnswers } from '../document/answers.js'
import { jsonBody, knownHeaders, noQuery, oneChangeHeaders } from '../document/requests.js'
import { oneBodyErrors, readErrors } from '../document/route-errors.js'
import { settings, settingsExample, settingsPatch, settingsView } from '../schemas/settings.js'

const reading = createRoute({
  method: 'get',
  path: '/api/usersettings',
  operationId: 'getSettings',
  tags: ['Settings'],
  summary: 'Get the settings',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery, headers: knownHeaders },
  responses: {
    ...knownThingAnswers('The settings.', settings, { message: 'Settings', data: settingsExample }),
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
  request: { query: noQuery, headers: oneChangeHeaders, body: jsonBody(settingsPatch, settingsExample) },
  responses: {
    200: answerOfOne('The settings as they are now.', settings, {
      message: 'Settings updated',
      data: settingsExample,
    }),
    ...errorAnswers(...oneBodyErrors, 'currency_locked'),
  },
})

/** Adds the routes of the settings. */
export function addSettings(app: BudgetApp): void {
  app.openapi(reading, async (context) => {
    const found = await context.get('book').settings.get(readOptions(context))
    return answerKnown(context, found, () =>
      context.json({ message: 'Settings', data: settingsView(found) }, 200),
    )
  })
  app.openapi(updating, async (context) => {
    const { currency: code, monthly_budget_limit: monthlyLimit } = context.req.valid('json')
    const options = await oneChangeOptions(context, context.req.valid('header'))
    const updated = await context.get('book').settings.update({ currency: code, monthlyLimit }, options)
    tellTag(context, updated)
    return context.json({ message: 'Settings updated', data: settingsView(updated) }, 200)
  })
}
