import * as z from 'zod/mini'
import { invalidInput, invalidInputs, issueOf, requireMethods } from '../errors/invalid-input.js'
import type { InputIssue } from '../errors/details.js'
import { requireDate } from '../calendar/civil-date.js'
import { requireMonth } from '../calendar/month.js'
import { lastStartDay } from '../calendar/month-range.js'
import { requirePlainDecimal } from '../money/minor-units.js'
import { toPlainAmountInput } from '../money/parse-amount.js'
import type { Amount, AmountInput } from '../money/amount.js'
import { parseCurrency } from '../money/currency.js'
import { copyMetadata, type Metadata, type MetadataInput } from './metadata.js'
import { converted, finding, parsedText, textSchema, words, type Schema } from './schema.js'
import { nameIssue, tidyName } from './names.js'
import { lengthIssue, requireLength } from './text.js'

const maxIdLength = 200
const canonicalAmount = /^(?!-0(\.0+)?$)-?(0|[1-9]\d{0,14})(\.\d{1,4})?$/
const anyTotal = /^-?\d{1,35}(\.\d{1,4})?$/

/** Says of anything but text that `what` must be text. */
const notText = (what: string) => (): InputIssue =>
  issueOf('invalid_type', `${what} must be text`, { expected: 'string' })

const ofLength = (minimum: number, maximum: number) =>
  finding((text: string) => lengthIssue(text, minimum, maximum))

/** Says of a number that its text is an id: databases count, and the book does not. */
function notAnId(id: unknown): InputIssue {
  const isNumber = typeof id === 'number' || typeof id === 'bigint'
  const message = isNumber ? 'An id must be text. Pass String(id) for a number' : 'An id must be text'
  return issueOf('invalid_type', message, { expected: 'string' })
}

/** Refuses anything but an id: 1 to 200 characters. */
export function requireId(id: unknown): string {
  if (typeof id !== 'string') throw invalidInputs([notAnId(id)])
  return requireLength(id, 1, maxIdLength)
}

/** An id: 1 to 200 characters. */
export const idSchema = textSchema(notAnId, ofLength(1, maxIdLength))

export const currencySchema = parsedText(parseCurrency)
export const civilDateSchema = parsedText(requireDate)
export const monthSchema = parsedText(requireMonth)
export const monthStartDaySchema = wholeNumberSchema(1, lastStartDay)

/** A new name of a category: tidied, and with something to see. */
export const nameSchema = textSchema(
  notText('A name'),
  (payload) => {
    payload.value = tidyName(payload.value)
  },
  finding(nameIssue),
)

/** A name as it was stored: by an older version, perhaps, under the rules that it had. */
export const storedNameSchema = textSchema(
  notText('A name'),
  finding((name) => lengthIssue(name.trim(), 1, 100)),
)

export const descriptionSchema = textSchema(notText('A description'), ofLength(0, 500))

/** True or false. */
export const flagSchema = z.boolean(words)

/** An instant in UTC, to the millisecond, as `Date.prototype.toISOString` writes it. */
export const timestampSchema = textSchema(
  notText('An instant'),
  finding((text) => {
    const time = new Date(text)
    const isInstant = text.length === 24 && !Number.isNaN(time.getTime()) && time.toISOString() === text
    return isInstant ? null : issueOf('invalid_value', 'Not an instant as YYYY-MM-DDThh:mm:ss.sssZ')
  }),
)

const canonical = finding((text: string) =>
  canonicalAmount.test(text) ? null : issueOf('invalid_amount', 'Not a canonical amount'),
)

/** An amount as it is stored: canonical, at the scale of a currency that is not known here. */
export const amountSchema = textSchema<Amount>(notText('An amount'), canonical)

/** Zero or more: stored amounts are canonical, so the sign is all there is to see. */
export const allowanceSchema = textSchema<Amount>(
  notText('An amount'),
  canonical,
  finding((text) => (text.startsWith('-') ? issueOf('negative_amount', 'Must be zero or more') : null)),
)

/** A total as it is stored: canonical, of any size that a sum of amounts can have. */
export const totalSchema = textSchema<Amount>(
  notText('A total'),
  finding((text) => (anyTotal.test(text) ? null : issueOf('invalid_value', 'Not a canonical total'))),
)

/** An amount as a caller passes it: only its type is known before the book's currency is. */
export const amountInputSchema = converted<string | number, AmountInput>((input) => {
  const plain = toPlainAmountInput(input as AmountInput)
  // What no currency makes an amount is found together with the other fields' issues.
  if (typeof plain === 'string') requirePlainDecimal(plain)
  return plain
})

export const metadataSchema = converted<Metadata, MetadataInput>(copyMetadata)

/** What every entity but the settings has beside its own fields. */
export const originFields = {
  metadata: metadataSchema,
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
}

/** A function that a caller passed; `what` names it in the issue. */
export function functionSchema<Type>(what: string): Schema<Type> {
  return converted((value) => {
    if (typeof value !== 'function') throw invalidInput('invalid_type', `${what} must be a function`)
    return value as Type
  })
}

/** An object with these methods that a caller passed; `what` names it in the issue. */
export function objectWith<Type>(what: string, methods: readonly string[]): Schema<Type> {
  return converted((value) => {
    requireMethods(value, what, methods)
    return value as Type
  })
}

/** A whole number, both ends inclusive. Not zod's own: every kind of schema that is used costs each app its size. */
export function wholeNumberSchema(
  minimum: number,
  maximum: number = Number.MAX_SAFE_INTEGER,
): Schema<number> {
  return converted((value) => {
    if (!Number.isInteger(value)) {
      throw invalidInput('invalid_type', 'A whole number is needed', [], { expected: 'integer' })
    }
    const number = value as number
    if (number < minimum) throw invalidInput('too_small', `At least ${minimum} is needed`, [], { minimum })
    if (number > maximum) throw invalidInput('too_big', `At most ${maximum} is allowed`, [], { maximum })
    return number
  })
}
