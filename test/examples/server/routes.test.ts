// The names that the routes of the example server have in its log and its metrics.
import { expect, it } from 'vitest'
import { startSharedApp } from '../../http/isolation/shared-app.js'

const metricsToken = 'm'.repeat(32)

it.each([
  ['GET', '/healthz', '/healthz', 200],
  ['GET', '/readyz', '/readyz', 200],
  ['GET', '/metrics', '/metrics', 401],
  ['GET', '/books', '/books', 401],
  ['GET', '/books/', '/books', 401],
  ['POST', '/sign-out/', '/sign-out', 401],
  ['GET', '/healthz/', '/healthz', 200],
  ['DELETE', '/books/x', '/books/:id', 401],
  ['GET', '/books/x/members', '/books/:id/members', 401],
  ['PUT', '/books/x/members/ada', '/books/:id/members/:user', 401],
  ['DELETE', '/books/x/members/ada', '/books/:id/members/:user', 401],
  ['POST', '/books/x/accept', '/books/:id/accept', 401],
  ['GET', '/books/x/api/months/', '/books/:id/api/*', 401],
  ['POST', '/sign-out', '/sign-out', 401],
  ['GET', '/api/months/', '/api/months', 401],
  ['GET', '/none', null, 401],
] as const)('%s %s is %s', async (method, path, route, status) => {
  const app = await startSharedApp({ METRICS_TOKEN: metricsToken })
  await app.ask(method, path, { user: null })
  expect(app.entries.at(-1)).toMatchObject({ method, route, status })
  const headers = { Authorization: `Bearer ${metricsToken}` }
  const { text } = await app.ask('GET', '/metrics', { user: null, headers })
  const labels = `method="${method}",route="${route ?? 'none'}",status="${status}"`
  expect(text).toContain(`http_requests_total{${labels}} 1\n`)
})
