import * as z from 'zod/mini'
import type { InputIssue, InputIssueCode } from '../errors/details.js'
import { atPath, guardInput, invalidInputs, issueOf } from '../errors/invalid-input.js'
import { words } from './schema.js'

/** Validates an argument that is text, a number or a list. Paths of issues begin with its name. */
export function validateArgument<Schema extends z.core.$ZodType>(
  name: string,
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  return atPath([name], () => validate(schema, input))
}

/**
 * Validates a caller's object. Paths of issues begin with its fields. Throws `invalid_input` with every issue found.
 */
export function validate<Schema extends z.core.$ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  return guardInput(() => {
    // Sound input needs no words, and passing them to zod takes longer than the checks.
    const quick = z.safeParse(schema, input)
    const result = quick.success ? quick : z.safeParse(schema, input, words)
    if (result.success) return result.data
    throw invalidInputs(inputIssues(result.error, input))
  })
}

/** The issues that a schema found in an input, as the package's errors carry them. */
export function inputIssues({ issues }: z.core.$ZodError, input: unknown): InputIssue[] {
  return issues.flatMap((issue) => toInputIssues(issue, input))
}

function toInputIssues(issue: z.core.$ZodIssue, input: unknown): InputIssue[] {
  const path = issue.path.filter((key) => typeof key !== 'symbol')
  const { message } = issue
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => issueOf('unknown_field', message, undefined, [...path, key]))
  }
  const { code, params } = codeOf(issue)
  // Only a field can be missing. An `undefined` input as a whole is of the wrong type.
  return code === 'invalid_type' && path.length > 0 && valueAt(input, path) === undefined
    ? [issueOf('required', 'This field is required', undefined, path)]
    : [issueOf(code, message, params, path)]
}

function codeOf(issue: z.core.$ZodIssue): {
  code: InputIssueCode
  params?: InputIssue['params'] | undefined
} {
  if (issue.code === 'invalid_type') return { code: 'invalid_type', params: { expected: issue.expected } }
  if (issue.code !== 'custom') return { code: 'invalid_value' }
  const own = issue.params as { issue?: InputIssueCode; params?: InputIssue['params'] } | undefined
  return { code: own?.issue ?? 'invalid_value', params: own?.params }
}

function valueAt(input: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string | number, unknown> | undefined)?.[key],
    input,
  )
}
