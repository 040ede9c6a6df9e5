import type { z } from '@hono/zod-openapi'
import { words } from '../../model/schema.js'

type Issue = z.core.$ZodIssue

/** The same issue in the words of the package, where zod has said it in its own: the framework parses without ours. */
export function inPlainWords(issue: Issue): Issue {
  return issue.code === 'custom' ? issue : { ...issue, message: words.error(issue) }
}
