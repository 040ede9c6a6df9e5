import { OpenAPIHono, z } from '@hono/zod-openapi'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import { inputIssues } from '../model/validate.js'
import type { Environment } from './environment.js'
import { mostIssues, refuseInput } from './errors/input-refusal.js'
import { inPlainWords } from './errors/plain-words.js'

/** The app that the routes are added to. */
export type BudgetApp = OpenAPIHono<Environment>

/**
 * An app without routes. A slash at the end of a path is optional, and a request that does not fit its schema is
 * refused.
 */
export function emptyApp(): BudgetApp {
  return new OpenAPIHono<Environment>({
    strict: false,
    // This router is the fastest. It refuses two routes that could match the same request.
    router: new RegExpRouter(),
    defaultHook: (result) => {
      if (result.success) return
      // The result has the input beside the issues, though the type says otherwise.
      const { data } = result as { readonly data?: unknown }
      const issues = result.error.issues.slice(0, mostIssues).map(inPlainWords)
      throw refuseInput(inputIssues(new z.ZodError(issues), data))
    },
  })
}
