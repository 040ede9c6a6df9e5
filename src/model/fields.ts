import * as z from 'zod'
import { invalidInput, requireText } from '../errors/invalid-input.js'
import { parseDate, type CivilDate } from '../calendar/civil-date.js'
import { parseMonth, type Month } from '../calendar/month.js'
import { lastStartDay } from '../calendar/start-day.js'
import { readMinorUnits, requirePlainDecimal } from '../money/minor-units.js'
import { requireNonnegative } from '../money/sign.js'
import { toPlainAmountInput } from '../money/parse-amount.js'
import type { Amount, AmountInput } from '../money/amount.js'
import { parseCurrency, type CurrencyCode } from '../money/currency.js'
import { copyMetadata, type Metadata } from './metadata.js'
import { requireLength } from './text.js'
import { refusing } from './validate.js'

// A brand is a promise that the check above it keeps; zod has no way to say so but a cast.
function branded<Output>(schema: z.ZodType<string, string>): z.ZodType<Output, string> {
  return schema as unknown as z.ZodType<Output, string>
}

const maxIdLength = 200
const canonicalAmount = /^(?!-0(\.0+)?$)-?(0|[1-9]\d{0,14})(\.\d{1,4})?$/

/** Refuses anything but an id: 1 to 200 characters. */
export function requireId(id: unknown): string {
  requireText(id, 'An id')
  return requireLength(id, 1, maxIdLength)
}

/** An id: 1 to 200 characters. */
export const idSchema = z.string().superRefine(refusing(requireId))

export const currencySchema = branded<CurrencyCode>(z.string().superRefine(refusing(parseCurrency)))
export const civilDateSchema = branded<CivilDate>(z.string().superRefine(refusing(parseDate)))
export const monthSchema = branded<Month>(z.string().superRefine(refusing(parseMonth)))
export const monthStartDaySchema = wholeNumberSchema(1, lastStartDay)
export const nameSchema = z
  .string()
  .trim()
  .superRefine(refusing((name: string) => requireLength(name, 1, 100)))
export const descriptionSchema = z
  .string()
  .superRefine(refusing((text: string) => requireLength(text, 0, 500)))

/** An instant in UTC, to the millisecond, as `Date.prototype.toISOString` writes it. */
export const timestampSchema = z.string().superRefine(
  refusing((text: string) => {
    const time = new Date(text)
    if (text.length !== 24 || Number.isNaN(time.getTime()) || time.toISOString() !== text) {
      throw invalidInput('invalid_value', 'Not an instant as YYYY-MM-DDThh:mm:ss.sssZ')
    }
  }),
)

/** An amount as it is stored: canonical, at the scale of a currency that is not known here. */
export const amountSchema = branded<Amount>(
  z.string().superRefine(
    refusing((text: string) => {
      if (!canonicalAmount.test(text)) throw invalidInput('invalid_amount', 'Not a canonical amount')
    }),
  ),
)

/** Zero or more: stored amounts are canonical, so the sign is all there is to see. */
export const allowanceSchema = amountSchema.superRefine(
  refusing((amount: Amount) => requireNonnegative(readMinorUnits(amount, 4), 'A budget or a limit')),
)

/** A total as it is stored: canonical, of any size that a sum of amounts can have. */
export const totalSchema = branded<Amount>(z.string().regex(/^-?\d{1,35}(\.\d{1,4})?$/))

/** An amount as a caller passes it: only its type is known before the book's currency is. */
export const amountInputSchema = transformed<string | number, AmountInput>((input) => {
  const plain = toPlainAmountInput(input as AmountInput)
  // What no currency makes an amount is found together with the other fields' issues.
  if (typeof plain === 'string') requirePlainDecimal(plain)
  return plain
})

export const metadataSchema = transformed<Metadata, Metadata>(copyMetadata)

/** What every entity but the settings has beside its own fields. */
export const originFields = {
  metadata: metadataSchema,
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
}

/** A function that a caller passed; `what` names it in the issue. */
export function functionSchema<Type>(what: string): z.ZodType<Type, Type> {
  return z.custom<Type>().superRefine(
    refusing((value: unknown) => {
      if (typeof value !== 'function') throw invalidInput('invalid_type', `${what} must be a function`)
    }),
  )
}

/** A whole number, both ends inclusive. Not zod's own: every kind of schema that is used costs each app its size. */
export function wholeNumberSchema(
  minimum: number,
  maximum: number = Number.MAX_SAFE_INTEGER,
): z.ZodType<number, number> {
  return transformed((value) => {
    if (!Number.isInteger(value)) {
      throw invalidInput('invalid_type', 'A whole number is needed', [], { expected: 'integer' })
    }
    const number = value as number
    if (number < minimum) throw invalidInput('too_small', `At least ${minimum} is needed`, [], { minimum })
    if (number > maximum) throw invalidInput('too_big', `At most ${maximum} is allowed`, [], { maximum })
    return number
  })
}

/** A schema that is one of the package's own conversions. */
function transformed<Output, Input>(convert: (input: unknown) => Output): z.ZodType<Output, Input> {
  const schema = z.unknown().transform((input, context) => {
    let output: Output | undefined
    refusing((value: unknown) => {
      if (value === undefined) throw invalidInput('required', 'This field is required')
      output = convert(value)
    })(input, context)
    return output
  })
  return schema as unknown as z.ZodType<Output, Input>
}
