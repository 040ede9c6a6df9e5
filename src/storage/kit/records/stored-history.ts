import * as z from 'zod/mini'
import type { JsonObject } from '../../../lib/json.js'

const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

/**
 * The schema of a stored entry of the history. It is loose, and the type of a change is any text: a newer minor version
 * may add fields, and types of changes.
 */
export const storedEntrySchema = z.looseObject({
  id: z.string(),
  at: z.string(),
  operationId: z.nullable(z.string()),
  actor: z.nullable(z.string()),
  currency: z.string(),
  changes: z.union([
    z.literal('whole_book'),
    z.array(
      z.looseObject({
        type: z.string(),
        id: z.string(),
        before: z.nullable(jsonObject),
        after: z.nullable(jsonObject),
      }),
    ),
  ]),
})
