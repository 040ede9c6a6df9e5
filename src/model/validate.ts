import type * as z from 'zod'
import { isBudgetBookError } from '../errors/error.js'
import type { InputIssue, InputIssueCode } from '../errors/details.js'
import { guardInput, invalidInputs } from '../errors/invalid-input.js'

/** Validates a caller's input; throws `invalid_input` with every issue found. */
export function validate<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  return guardInput(() => {
    const result = schema.safeParse(input)
    if (result.success) return result.data
    throw invalidInputs(inputIssues(result.error, input))
  })
}

/** The issues that a schema found in an input, as the package's errors carry them. */
export function inputIssues({ issues }: z.core.$ZodError, input: unknown): InputIssue[] {
  return issues.flatMap((issue) => toInputIssues(issue, input))
}

/** A refinement that runs one of the package's own checks, and hands its issues on as they are. */
export function refusing<Value>(
  check: (value: Value) => unknown,
): (value: Value, context: z.core.$RefinementCtx<Value>) => void {
  return (value, context) => {
    try {
      check(value)
    } catch (error) {
      if (!isBudgetBookError(error, 'invalid_input')) throw error
      for (const { code, path, message, params } of error.details.issues) {
        context.addIssue({
          code: 'custom',
          message,
          path: [...path],
          params: { issue: code, params },
          continue: false,
        })
      }
    }
  }
}

function toInputIssues(issue: z.core.$ZodIssue, input: unknown): InputIssue[] {
  const path = issue.path.filter((key) => typeof key !== 'symbol')
  const { message } = issue
  switch (issue.code) {
    case 'custom': {
      const own = issue.params as { issue?: InputIssueCode; params?: InputIssue['params'] } | undefined
      // Only a field can be missing; the input itself is of the wrong type.
      const code =
        own?.issue === 'required' && path.length === 0 ? 'invalid_type' : (own?.issue ?? 'invalid_value')
      return [
        own?.params === undefined ? { code, path, message } : { code, path, message, params: own.params },
      ]
    }
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        code: 'unknown_field',
        path: [...path, key],
        message: 'There is no such field',
      }))
    case 'invalid_type':
      return valueAt(input, path) === undefined && path.length > 0
        ? [{ code: 'required', path, message: 'This field is required' }]
        : [{ code: 'invalid_type', path, message, params: { expected: issue.expected } }]
    default:
      return [{ code: 'invalid_value', path, message }]
  }
}

function valueAt(input: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string | number, unknown> | undefined)?.[key],
    input,
  )
}
