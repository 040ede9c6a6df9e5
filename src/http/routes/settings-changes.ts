import { createRoute } from '@hono/zod-openapi'
import { oneChangeOptions } from '../call-options.js'
import { requireBook } from '../access.js'
import { tellTag } from '../conditions/entity-tags.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { requireJson } from '../body/json-body.js'
import { answerOfOne, errorAnswers } from '../document/answers.js'
import { jsonBody, noQuery, oneChangeHeaders } from '../document/requests.js'
import { oneBodyErrors } from '../document/route-errors.js'
import {
  currencyChange,
  monthStart,
  monthStartChange,
  settings,
  settingsExample,
  settingsView,
} from '../schemas/settings.js'

const tags = ['Settings']
const request = { query: noQuery, headers: oneChangeHeaders }

const changingCurrency = createRoute({
  // Not PUT, which a proxy may send again: the second conversion would be refused.
  method: 'post',
  path: '/api/usersettings/change-currency',
  operationId: 'changeCurrency',
  summary: 'Convert every amount of the book to another currency',
  tags,
  middleware: [requireBook, requireParameterNames, requireJson] as const,
  request: { ...request, body: jsonBody(currencyChange, { to: 'EUR', rate: '0.92' }) },
  responses: {
    200: answerOfOne('The settings as they are now. Every amount was converted, or none.', settings, {
      message: 'Currency changed',
      data: { ...settingsExample, currency: 'EUR', monthly_budget_limit: '4600.00' },
    }),
    ...errorAnswers(...oneBodyErrors),
  },
})

const changingMonthStart = createRoute({
  method: 'put',
  path: '/api/usersettings/change-month-start',
  operationId: 'changeMonthStart',
  summary: 'Start every month on another day: expenses move to the month that their date falls in',
  tags,
  middleware: [requireBook, requireParameterNames, requireJson] as const,
  request: { ...request, body: jsonBody(monthStartChange, { day: 25 }) },
  responses: {
    200: answerOfOne('The day on which months start now. Budgets stay with their month.', monthStart, {
      message: 'Month start changed',
      data: { month_start_day: 25 },
    }),
    ...errorAnswers(...oneBodyErrors, 'month_closed'),
  },
})

/** Adds the routes that rewrite the book for a new currency or a new start day. */
export function addSettingsChanges(app: BudgetApp): void {
  app.openapi(changingCurrency, async (context) => {
    const options = await oneChangeOptions(context, context.req.valid('header'))
    const changed = await context.get('book').settings.changeCurrency(context.req.valid('json'), options)
    tellTag(context, changed)
    return context.json({ message: 'Currency changed', data: settingsView(changed) }, 200)
  })
  app.openapi(changingMonthStart, async (context) => {
    const options = await oneChangeOptions(context, context.req.valid('header'))
    const { day } = context.req.valid('json')
    const changed = await context.get('book').settings.changeMonthStart(day, options)
    tellTag(context, changed)
    return context.json(
      { message: 'Month start changed', data: { month_start_day: changed.monthStartDay } },
      200,
    )
  })
}
