import { OpenAPIHono } from '@hono/zod-openapi'
import { inputIssues } from '../model/validate.js'
import type { Environment } from './environment.js'
import { refuseInput } from './errors/input-refusal.js'

/** The app that the routes are added to. */
export type BudgetApp = OpenAPIHono<Environment>

/** An app without routes: a slash at the end of a path is optional, and a request that no schema takes is refused. */
export function emptyApp(): BudgetApp {
  return new OpenAPIHono<Environment>({
    strict: false,
    defaultHook: (result) => {
      if (result.success) return
      // What was looked at goes with the issues, though the type has it only where there are none.
      const { data } = result as { readonly data?: unknown }
      throw refuseInput(inputIssues(result.error, data))
    },
  })
}
