import type { Step } from './environment.js'
import { refuseInput } from './errors/input-refusal.js'

/** Refuses a parameter without a name, `?=1`. Hono drops it before a schema could refuse it. */
export const requireParameterNames: Step = async ({ req }, next) => {
  const query = /\?([^#]*)/.exec(req.url)?.[1]
  if (query !== undefined && hasNameless(query)) {
    throw refuseInput([{ code: 'unknown_field', path: [''], message: 'There is no such field' }])
  }
  await next()
}

// Empty pairs, as in "?&a=1", are not parameters.
function hasNameless(query: string): boolean {
  return query.startsWith('=') || query.includes('&=')
}
