import { z } from '@hono/zod-openapi'
import { idSchema } from '../../model/fields.js'
import { readTags } from '../conditions/read-tags.js'
import { classic, requestObject } from '../schemas/fields.js'

/** The body of a request. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema, example: z.input<Schema>) {
  return { required: true, content: { 'application/json': { schema, example: example as unknown } } }
}

/** A query without parameters. An unknown parameter is refused, because ignoring it could ignore a filter. */
export const noQuery = requestObject({})

/** The headers of a request that changes something. */
export const changeHeaders = z.object({
  'Idempotency-Key': classic(idSchema)
    .optional()
    .meta({
      type: 'string',
      minLength: 1,
      maxLength: 200,
      description:
        'Makes the request safe to repeat: however often it arrives under this key, it is done once, and each answer shows ' +
        'what the first one made. Choose a key that no other request of the book has.',
      example: 'receipt-4711',
    }),
})

/** The headers of a request that changes one thing. */
export const oneChangeHeaders = changeHeaders.extend({
  'If-Match': z
    .string()
    .refine((text) => readTags(text) !== null, { error: 'Must be * or a list of entity tags' })
    .optional()
    .meta({
      type: 'string',
      description:
        'The `ETag` of the thing as you read it, or several. If it was changed since, the answer is 412, and nothing is ' +
        'changed. `*` asks only that it is there. Weak tags never match.',
      example: '"7d865e959b246691-96ba3c9d1e0f5a27"',
    }),
})

/** The headers of a request for what the client may have already. */
export const knownHeaders = z.object({
  'If-None-Match': z.string().optional().meta({
    type: 'string',
    description:
      'The `ETag` of the answer that you have, or several. If it is still the answer, that is 304.',
    example: '"7d865e959b246691-96ba3c9d1e0f5a27"',
  }),
})
