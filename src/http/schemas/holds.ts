import { z } from '@hono/zod-openapi'
import type { Hold } from '../../model/hold.js'
import { warnings } from './budgets.js'
import {
  amount,
  amountInput,
  count,
  date,
  dateInput,
  description,
  id,
  idInput,
  idParameter,
  instantInput,
  message,
  metadata,
  metadataInput,
  monthInput,
  requestObject,
  timestamp,
} from './fields.js'

const aboutExpiry = 'From this instant on, the hold does not count; `null` if it never expires.'
const exampleExpiry = '2026-02-21T09:30:00.000Z'

/** A hold. */
export const hold = z
  .object({
    id,
    category: id,
    amount,
    date,
    expires_at: timestamp
      .nullable()
      .meta({ type: ['string', 'null'], description: aboutExpiry, example: exampleExpiry }),
    description,
    metadata,
    created_at: timestamp,
  })
  .openapi('Hold')

/** One hold, and the spending policy's warnings. */
export const oneHold = z.object({ message, data: hold, warnings }).openapi('HoldAnswer')

/** A list of holds. */
export const holds = z.object({ message, count, data: z.array(hold) }).openapi('Holds')

/** A hold to be placed. Its date is required, because the server's day may not be the user's. */
export const newHold = requestObject({
  category: idInput,
  amount: amountInput.meta({ description: 'Above zero.' }),
  date: dateInput,
  expires_at: instantInput
    .nullable()
    .optional()
    .meta({
      type: ['string', 'null'],
      description: `${aboutExpiry} In the future. By default \`null\`.`,
      example: exampleExpiry,
    }),
  description: description.optional(),
  metadata: metadataInput.optional(),
}).openapi('NewHold')

const asOfHold = 'By default, that of the hold.'

/** How the expense of a commit differs from its hold. */
export const holdCommit = requestObject({
  amount: amountInput.optional().meta({
    description: `What was spent in the end. Above zero. ${asOfHold} More than the hold has asks the policy for the excess.`,
  }),
  date: dateInput.optional().meta({ description: `The day of the expense. ${asOfHold}` }),
  description: description.optional().meta({ description: `Up to 500 characters. ${asOfHold}` }),
  metadata: metadataInput.optional().meta({
    description: `Data of your app: any JSON object of at most 4 KiB. ${asOfHold}`,
  }),
}).openapi('HoldCommit')

/** Which holds to list. */
export const holdFilter = requestObject({ month: monthInput.optional(), category: idParameter.optional() })

/** A hold as the document shows it. */
export const holdExample = {
  id: '019c5a1e-7d2f-7004-8a3b-2c4e6f8a0b1d',
  category: '019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a',
  amount: '120.00',
  date: '2026-02-14',
  expires_at: exampleExpiry,
  description: 'Hotel',
  metadata: {},
  created_at: '2026-02-14T09:30:00.000Z',
}

/** A hold as answers give it. */
export function holdView({ id: holdId, categoryId, expiresAt, createdAt, ...fields }: Hold) {
  return {
    id: holdId,
    category: categoryId,
    amount: fields.amount as string,
    date: fields.date as string,
    expires_at: expiresAt,
    description: fields.description,
    // Hono does not take a `JsonObject`, because its arrays are read-only.
    metadata: fields.metadata as Record<string, unknown>,
    created_at: createdAt,
  }
}
