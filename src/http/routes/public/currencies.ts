import { createRoute, z } from '@hono/zod-openapi'
import { listCurrencies } from '../../../money/currency.js'
import type { BudgetApp } from '../../app.js'
import { requireParameterNames } from '../../parameter-names.js'
import { answer, errorAnswers } from '../../document/answers.js'
import { noQuery } from '../../document/requests.js'
import { count, currency, message } from '../../schemas/fields.js'

const body = z
  .object({
    message,
    data: z.array(z.object({ code: currency, label: z.string().meta({ example: 'US Dollar' }) })),
    count,
  })
  .openapi('Currencies')

const route = createRoute({
  method: 'get',
  path: '/api/usersettings/currencies',
  operationId: 'listCurrencies',
  tags: ['Settings'],
  summary: 'List the currencies in use',
  security: [],
  middleware: [requireParameterNames] as const,
  request: { query: noQuery },
  responses: {
    200: answer('The currencies, by code.', body, {
      message: 'Currencies',
      data: [{ code: 'USD', label: 'US Dollar' }],
      count: 1,
    }),
    ...errorAnswers('invalid_input', 'internal_error'),
  },
})

/** Adds the list of currencies, which needs no book. */
export function addCurrencies(app: BudgetApp): void {
  // Made once, on first use, because reading the names from Intl is slow.
  let data: { code: string; label: string }[] | undefined
  app.openapi(route, (context) => {
    data ??= listCurrencies('en').map(({ code, label }) => ({ code, label }))
    return context.json({ message: 'Currencies', data, count: data.length }, 200)
  })
}
