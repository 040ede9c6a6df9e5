import * as z from 'zod/mini'
import type { InputIssue } from '../errors/details.js'
import { isBudgetBookError } from '../errors/error.js'
import { issueOf } from '../errors/invalid-input.js'

/*
 * How the package makes its schemas. A rule returns the package's own issue, and a check adds it to zod's list. For
 * what zod finds itself, the package supplies the messages, because zod/mini has none.
 */

/** A schema, of zod/mini or of zod. */
export type Schema<Output = unknown, Input = Output> = z.ZodMiniType<Output, Input>

type Payload<Value> = z.core.ParsePayload<Value>

/** A check that adds what `find` finds wrong with a value. */
export function finding<Value>(find: (value: Value) => InputIssue | null): (payload: Payload<Value>) => void {
  return (payload) => {
    const issue = find(payload.value)
    if (issue !== null) addIssues(payload, [issue])
  }
}

const isObject = ({ value }: Payload<unknown>): boolean => typeof value === 'object' && value !== null

/** A check that runs even if a field is invalid, so that one call reports everything. It looks at raw fields then. */
export function whateverElse<Value>(check: (payload: Payload<Value>) => void): z.core.$ZodCheck<Value> {
  return {
    _zod: { check, def: { check: 'custom', when: isObject }, onattach: [] },
  }
}

/** A check that adds the issues that `check` throws. For functions that throw because apps call them too. */
export function catching<Value>(check: (value: Value) => unknown): (payload: Payload<Value>) => void {
  return (payload) => {
    try {
      check(payload.value)
    } catch (error) {
      addIssues(payload, issuesIn(error))
    }
  }
}

/** A schema of text; `refuseOther` says what is wrong with anything but text. */
export function textSchema<Output extends string = string>(
  refuseOther: (input: unknown) => InputIssue,
  ...checks: ((payload: Payload<string>) => void)[]
): Schema<Output, string> {
  const schema = z.string({ error: ({ input }) => refuseOther(input).message }).check(...checks)
  // The checks make the text what its brand says, and only a cast can tell zod so.
  return schema as unknown as Schema<Output, string>
}

/** A schema of the text that one of the package's parsers takes. */
export function parsedText<Output extends string>(parse: (text: string) => Output): Schema<Output, string> {
  const refuseOther = (input: unknown): InputIssue => {
    try {
      parse(input as string)
    } catch (error) {
      const [issue] = issuesIn(error)
      if (issue !== undefined) return issue
    }
    return issueOf('invalid_type', 'Must be text')
  }
  return textSchema(refuseOther, catching(parse))
}

/** A schema that takes what `convert` takes and gives what `convert` returns. */
export function converted<Output, Input = Output>(
  convert: (input: unknown) => Output,
): Schema<Output, Input> {
  const schema = z.unknown().check((payload) => {
    catching(() => {
      payload.value = convert(payload.value)
    })(payload)
  })
  return schema as unknown as Schema<Output, Input>
}

/** The same object schema, which keeps unknown fields: a newer minor version may have added them. */
export function loose<Shape extends z.core.$ZodShape>(
  schema: z.ZodMiniObject<Shape>,
): z.ZodMiniObject<Shape, z.core.$loose> {
  return z.catchall(schema, z.unknown())
}

/** A field that a later minor version added: `null` where it is absent. */
export function laterField<Output, Input>(
  schema: Schema<Output, Input>,
): z.ZodMiniDefault<z.ZodMiniNullable<Schema<Output, Input>>> {
  return z._default(z.nullable(schema), null)
}

function issuesIn(error: unknown): readonly InputIssue[] {
  if (isBudgetBookError(error, 'invalid_input')) return error.details.issues
  throw error
}

// `continue` is left out, so that zod skips the checks that come after this one.
function addIssues({ value, issues }: Payload<unknown>, found: readonly InputIssue[]): void {
  for (const { code, path, message, params } of found) {
    // zod changes the path: it puts the outer fields in front. So it gets a copy.
    issues.push({ code: 'custom', message, path: [...path], params: { issue: code, params }, input: value })
  }
}

const namesOfTypes: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  object: 'an object',
  string: 'text',
}

// Quotes keep the word "both" apart from the words of the sentence.
const quoted = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value) : String(value))

/**
 * The package's messages for what zod finds itself. Pass it as the last argument of a constructor, or as an option of
 * parsing.
 */
export const words = {
  error: (issue: z.core.$ZodRawIssue | z.core.$ZodIssue): string => {
    if (issue.code === 'invalid_type') return `Must be ${namesOfTypes[issue.expected] ?? issue.expected}`
    if (issue.code === 'invalid_value') return `Must be ${issue.values.map(quoted).join(' or ')}`
    return issue.code === 'unrecognized_keys' ? 'There is no such field' : 'Not a valid value'
  },
}
