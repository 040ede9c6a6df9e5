import type { Step } from './environment.js'
import { refuseInput } from './errors/input-refusal.js'

/** Refuses a parameter without a name, `?=1`. Hono drops it before a schema could refuse it. */
export const requireParameterNames: Step = async ({ req }, next) => {
  if (req.url.includes('?') && new URL(req.url).searchParams.has('')) {
    throw refuseInput([{ code: 'unknown_field', path: [''], message: 'There is no such field' }])
  }
  await next()
}
