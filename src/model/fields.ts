import * as z from 'zod/mini'
import { invalidInput, invalidInputs, issueOf, requireMethods } from '../errors/invalid-input.js'
import type { InputIssue } from '../errors/details.js'
import { requireDate } from '../calendar/civil-date.js'
import { requireMonth } from '../calendar/month.js'
import { lastStartDay } from '../calendar/start-day.js'
import { readMinorUnits, requirePlainDecimal } from '../money/minor-units.js'
import { requireNonnegative, requirePositive } from '../money/sign.js'
import { toPlainAmountInput } from '../money/parse-amount.js'
import type { Amount, AmountInput } from '../money/amount.js'
import { readRate } from '../money/convert.js'
import { parseCurrency } from '../money/currency.js'
import { copyMetadata, type Metadata, type MetadataInput } from './metadata.js'
import { catching, converted, finding, parsedText, textSchema, words, type Schema } from './schema.js'
import { nameIssue, tidyName } from './names.js'
import { lengthIssue, requireLength } from './text.js'

const maxIdLength = 200
const canonicalAmount = /^(?!-0(\.0+)?$)-?(0|[1-9]\d{0,14})(\.\d{1,4})?$/
const anyTotal = /^-?\d{1,35}(\.\d{1,4})?$/

/** The issue for a value that must be text and is not. `what` names it. */
const notText = (what: string) => (): InputIssue =>
  issueOf('invalid_type', `${what} must be text`, { expected: 'string' })

/** The issue for an instant that is not text, such as a `Date`. */
const notAnInstant = (): InputIssue =>
  issueOf('invalid_type', 'An instant must be text, as toISOString() of a Date gives it', {
    expected: 'string',
  })

const ofLength = (minimum: number, maximum: number) =>
  finding((text: string) => lengthIssue(text, minimum, maximum))

/** The issue for an id that is not text. Many databases use numbers, so it says how to pass one. */
function notAnId(id: unknown): InputIssue {
  const isNumber = typeof id === 'number' || typeof id === 'bigint'
  const message = isNumber ? 'An id must be text. Pass String(id) for a number' : 'An id must be text'
  return issueOf('invalid_type', message, { expected: 'string' })
}

/** Refuses anything but an id: 1 to 200 characters. */
function requireId(id: unknown): string {
  if (typeof id !== 'string') throw invalidInputs([notAnId(id)])
  return requireLength(id, 1, maxIdLength)
}

/** Ids that nothing new may have. URLs drop these parts of a path, so no route could reach them. */
export const unreachableIds: ReadonlySet<unknown> = new Set(['.', '..'])

/** Refuses an invalid id for something new. A stored book that has such an id still opens. */
export function requireNewId(id: unknown): string {
  if (!unreachableIds.has(id)) return requireId(id)
  throw invalidInput('invalid_value', 'An id must not be "." or "..", because an address drops them')
}

/** An id: 1 to 200 characters. */
export const idSchema = textSchema(notAnId, ofLength(1, maxIdLength))

export const currencySchema = parsedText(parseCurrency)
export const civilDateSchema = parsedText(requireDate)
export const monthSchema = parsedText(requireMonth)
export const monthStartDaySchema = wholeNumberSchema(1, lastStartDay)

/** A new name of a category: tidied, with at least one visible character. */
export const nameSchema = textSchema(
  notText('A name'),
  (payload) => {
    payload.value = tidyName(payload.value)
  },
  finding(nameIssue),
)

/** A stored name. An older version may have stored it under other rules. */
export const storedNameSchema = textSchema(
  notText('A name'),
  finding((name) => lengthIssue(name.trim(), 1, 100)),
)

export const descriptionSchema = textSchema(notText('A description'), ofLength(0, 500))

/** True or false. */
export const flagSchema = z.boolean(words)

/** An instant in UTC, to the millisecond, as `Date.prototype.toISOString` writes it. */
export const timestampSchema = textSchema(
  notAnInstant,
  finding((text) => {
    const time = new Date(text)
    const isInstant = text.length === 24 && !Number.isNaN(time.getTime()) && time.toISOString() === text
    return isInstant ? null : issueOf('invalid_value', 'Not an instant as YYYY-MM-DDThh:mm:ss.sssZ')
  }),
)

const canonical = finding((text: string) =>
  canonicalAmount.test(text) ? null : issueOf('invalid_amount', 'Not a canonical amount'),
)

/** A stored amount: canonical, at the scale of some currency. */
export const amountSchema = textSchema<Amount>(notText('An amount'), canonical)

/** A stored amount of zero or more. Stored amounts are canonical, so this only checks the sign. */
export const allowanceSchema = textSchema<Amount>(
  notText('An amount'),
  canonical,
  catching((text) => requireNonnegative(readMinorUnits(text, 4), 'A budget or a limit')),
)

/** A stored amount above zero. */
export const positiveSchema = textSchema<Amount>(
  notText('An amount'),
  canonical,
  catching((text) => requirePositive(readMinorUnits(text, 4), 'A hold')),
)

/** A stored total: canonical, of any size that a sum of amounts can have. */
export const totalSchema = textSchema<Amount>(
  notText('A total'),
  finding((text) => (anyTotal.test(text) ? null : issueOf('invalid_value', 'Not a canonical total'))),
)

/** An amount from a caller. Before the book's currency is known, only its type can be checked. */
export const amountInputSchema = converted<string | number, AmountInput>((input) => {
  const plain = toPlainAmountInput(input as AmountInput)
  // What is not an amount in any currency is reported together with the other fields' issues.
  if (typeof plain === 'string') requirePlainDecimal(plain)
  return plain
})

/** A stored rate of exchange: a plain decimal above zero. */
export const rateSchema = textSchema(notText('A rate'), catching(readRate))

export const metadataSchema = converted<Metadata, MetadataInput>(copyMetadata)

/** The fields that categories, budgets and expenses have in common. */
export const originFields = {
  metadata: metadataSchema,
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
}

/** A caller's function. `what` names it in the issue. */
export function functionSchema<Type>(what: string): Schema<Type> {
  return converted((value) => {
    if (typeof value !== 'function') throw invalidInput('invalid_type', `${what} must be a function`)
    return value as Type
  })
}

/** A caller's object with these methods. `what` names it in the issue. */
export function objectWith<Type>(what: string, methods: readonly string[]): Schema<Type> {
  return converted((value) => {
    requireMethods(value, what, methods)
    return value as Type
  })
}

/** A whole number, both ends inclusive. It is not zod's own: each kind of zod schema adds to the size of an app. */
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
