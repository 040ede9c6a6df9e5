import { z } from '@hono/zod-openapi'
import {
  amountInputSchema,
  amountSchema,
  civilDateSchema,
  currencySchema,
  descriptionSchema,
  idSchema,
  metadataSchema,
  monthSchema,
  nameSchema,
  timestampSchema,
  unreachableIds,
  wholeNumberSchema,
} from '../../model/fields.js'
import type { InputIssue } from '../../errors/details.js'
import { issueOf } from '../../errors/invalid-input.js'
import { finding, words, type Schema } from '../../model/schema.js'
import { mostIssues } from '../errors/input-refusal.js'

// The core's schemas are conversions, which a JSON schema cannot describe. So each is described here once, with the
// other forms that the API accepts. The description decides nothing; the core's schema does.

const exampleId = '019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a'
const amountPattern = String.raw`^-?\d{1,35}(\.\d{1,4})?$`
const monthPattern = String.raw`^\d{4}-(0[1-9]|1[0-2])$`
/** The pattern of a month in a request. */
export const monthInputPattern = String.raw`^\d{4}-(0[1-9]|1[0-2])(-01)?$`
const monthStartPattern = String.raw`^\d{4}-(0[1-9]|1[0-2])-01$`
const flags: ReadonlyMap<unknown, boolean> = new Map([
  ['true', true],
  ['false', false],
])
const idForm = { minLength: 1, maxLength: 200 } as const

/** A schema of the core, with the methods of classic zod: a schema of zod/mini cannot be described. */
export function classic<Output, Input>(schema: Schema<Output, Input>): z.ZodType<Output, Input> {
  return z.lazy(() => schema)
}

/** The fields of a request, and no others. */
export function requestObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, words)
}

/**
 * A list in a request. A bad item has a few bytes and costs many times as much as a good one, so no item is checked
 * after as many issues as an answer can have. A list with too many items is refused before any is checked.
 *
 * @param most - How many items it may have, and what is wrong with more.
 */
export function listInput<Item extends z.ZodType>(
  item: Item,
  most?: { readonly count: number; readonly issue: InputIssue },
) {
  return z.preprocess(
    (value, payload) => {
      if (!Array.isArray(value)) return value
      const items: readonly unknown[] = value
      if (most === undefined || items.length <= most.count) return items.slice(0, countToCheck(items, item))
      finding(() => most.issue)(payload)
      return z.NEVER
    },
    z.array(item, words),
  )
}

/** What is wrong with a list of more than `count` items; `items` names them. */
export function tooMany(
  count: number,
  items: string,
): { readonly count: number; readonly issue: InputIssue } {
  return { count, issue: issueOf('too_long', `At most ${count} ${items} are allowed`, { maximum: count }) }
}

/** How many items of a list have to be checked until there are as many issues as an answer has. */
function countToCheck(items: readonly unknown[], schema: z.ZodType): number {
  // Most lists are short. Checking a whole short list costs little, and finding out first would check it twice.
  if (items.length <= mostIssues) return items.length
  let issues = 0
  const enough = items.findIndex((item) => {
    issues += schema.safeParse(item).error?.issues.length ?? 0
    return issues >= mostIssues
  })
  return enough === -1 ? items.length : enough + 1
}

/** A field of an answer. The core guarantees its form, so here it is plain text. */
const text = <Output extends string>(schema: Schema<Output, string>): z.ZodType<string> => classic(schema)

/** An id, as answers give it. */
export const id = text(idSchema).meta({
  type: 'string',
  ...idForm,
  description: 'An id. Its text has no meaning.',
  example: exampleId,
})

const isReachable = (value: unknown) => !unreachableIds.has(value)
const unreachable = { error: 'An id must not be "." or "..", because an address drops them' }

/** An id in a request. Many systems use numbers, so a whole number that JSON carries exactly is read as text. */
export const idInput = z
  .preprocess((value) => (Number.isSafeInteger(value) ? String(value) : value), classic(idSchema))
  .refine(isReachable, unreachable)
  .meta({
    type: ['string', 'integer'],
    ...idForm,
    minimum: Number.MIN_SAFE_INTEGER,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'An id, as text or as a safe integer.',
    example: exampleId,
  })

/** An id in a path or a query, where everything is text. */
export const idParameter = classic(idSchema)
  .refine(isReachable, unreachable)
  .meta({ type: 'string', ...idForm, example: exampleId })

export const name = classic(nameSchema).meta({
  type: 'string',
  minLength: 1,
  description:
    '1 to 100 characters after trimming, at least one of them visible. Unique in its group, regardless of case.',
  example: 'Travel',
})

/** An id in a request, or `null` for none. */
export const idOrNull = (about: string) =>
  idInput.nullable().meta({
    type: ['string', 'integer', 'null'],
    ...idForm,
    minimum: Number.MIN_SAFE_INTEGER,
    maximum: Number.MAX_SAFE_INTEGER,
    description: about,
    example: exampleId,
  })

const ofTheApp = {
  type: 'object',
  additionalProperties: true,
  description: 'Data of your app: any JSON object of at most 4 KiB.',
  example: { color: 'blue' },
} as const

/** Metadata in a request. It replaces all of the metadata that was there. */
export const metadataInput = classic(metadataSchema).meta(ofTheApp)

/** Metadata, as answers give it. */
export const metadata = z.record(z.string(), z.unknown()).meta(ofTheApp)

export const description = classic(descriptionSchema).meta({
  type: 'string',
  maxLength: 500,
  description: 'Up to 500 characters.',
  example: 'Flight to NYC',
})

/** A whole number in a query, where everything is text. Digits only, because `Number` also reads "1e2" and "". */
export const wholeNumberText = (minimum: number, maximum: number) =>
  z
    .string(words)
    .transform((digits) => (/^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN))
    .pipe(wholeNumberSchema(minimum, maximum))

/** True or false in a query, where everything is text. */
export const flag = z.preprocess((value) => flags.get(value) ?? value, z.boolean())

/** A month in a request: as the book writes it, or as its first day. */
export const monthInput = z
  .preprocess(
    (value) => (typeof value === 'string' && /^.{7}-01$/.test(value) ? value.slice(0, 7) : value),
    classic(monthSchema),
  )
  .meta({
    type: 'string',
    pattern: monthInputPattern,
    description: 'A month, as `2026-02` or as `2026-02-01`. Any other day is refused.',
    example: '2026-02',
  })

/** The month of a report, in a query. */
export const monthQuery = monthInput
  .optional()
  .meta({ description: 'By default, the current month of the book.' })

/** A month in a path. */
export const monthParameter = z.object({ month: monthInput.meta({ param: { required: true } }) })

/** The month of a budget, as answers give it. */
export const monthStart = z
  .string()
  .meta({ pattern: monthStartPattern, description: 'A month, as its first day.', example: '2026-02-01' })

/** The month of a report or of the selector. */
export const month = text(monthSchema).meta({
  type: 'string',
  pattern: monthPattern,
  description: 'A month.',
  example: '2026-02',
})

/** An amount, as answers give it: text, since a double cannot carry 17 digits. */
export const amount = text(amountSchema).meta({
  type: 'string',
  pattern: amountPattern,
  description: 'An amount at the scale of the currency.',
  example: '2000.00',
})

/** An amount in a request. */
export const amountInput = classic(amountInputSchema).meta({
  type: ['string', 'number'],
  maxLength: 40,
  pattern: String.raw`^-?\d+(\.\d+)?$`,
  description:
    'A plain decimal number, as text or as a JSON number with at most 15 digits. It is never rounded.',
  example: '2000.00',
})

/** A rate of exchange in a request. */
export const rateInput = classic(amountInputSchema).meta({
  type: ['string', 'number'],
  maxLength: 40,
  pattern: String.raw`^\d+(\.\d+)?$`,
  description: 'Above zero, at most 20 decimals.',
  example: '0.92',
})

/** A currency in a request. */
export const currencyInput = classic(currencySchema).meta({
  type: 'string',
  pattern: '^[A-Z]{3}$',
  description: 'An ISO 4217 code.',
  example: 'USD',
})

export const date = text(civilDateSchema).meta({ type: 'string', format: 'date', example: '2026-02-14' })

export const dateInput = classic(civilDateSchema).meta({
  type: 'string',
  format: 'date',
  description: 'A day, as `YYYY-MM-DD`.',
  example: '2026-02-14',
})

export const timestamp = text(timestampSchema).meta({
  type: 'string',
  format: 'date-time',
  description: 'An instant in UTC.',
  example: '2026-02-14T09:30:00.000Z',
})

/** An instant in a request. */
export const instantInput = classic(timestampSchema).meta({
  type: 'string',
  format: 'date-time',
  description: 'An instant in UTC, as `YYYY-MM-DDThh:mm:ss.sssZ`.',
  example: '2026-02-21T09:30:00.000Z',
})

export const currency = text(currencySchema).meta({
  type: 'string',
  pattern: '^[A-Z]{3}$',
  description: 'An ISO 4217 code.',
  example: 'USD',
})

/** The message of every answer, for people. */
export const message = z.string().meta({ description: 'For people; may change.', example: 'Done' })

/** How many of something. */
export const count = z.int().meta({ type: 'integer', minimum: 0, example: 1 })

/** The answer to a removal. */
export const done = z.object({ message }).openapi('Done')
