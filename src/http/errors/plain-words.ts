import type { z } from '@hono/zod-openapi'

type Issue = z.core.$ZodIssue

const namesOfTypes: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  object: 'an object',
  string: 'text',
}

/** The same issue in the words of the API, where zod has said it in its own. */
export function inPlainWords(issue: Issue): Issue {
  return issue.code === 'custom' ? issue : { ...issue, message: wordsFor(issue) }
}

function wordsFor(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Must be ${namesOfTypes[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `Must be ${issue.values.map(String).join(' or ')}`
    case 'unrecognized_keys':
      return 'There is no such field'
    default:
      return 'Not a valid value'
  }
}
