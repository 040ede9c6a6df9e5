import type { z } from '@hono/zod-openapi'
import { words } from '../../model/schema.js'

type Issue = z.core.$ZodIssue

/** Replaces zod's own message with the package's: the framework parses without our messages. */
export function inPlainWords(issue: Issue): Issue {
  return issue.code === 'custom' ? issue : { ...issue, message: words.error(issue) }
}
