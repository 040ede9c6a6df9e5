import { z } from '@hono/zod-openapi'
import { errorCodes } from '../errors/error-codes.js'

const texts = z.array(z.string()).min(1)

/** The body of every error answer. */
export const errorBody = z
  .object({
    error: z.union([z.string(), z.record(z.string(), texts)]).meta({
      description: 'What is wrong, for people: text, or texts by field of the request.',
      example: { amount: ['This field is required'] },
    }),
    message: z
      .string()
      .meta({ description: 'What kind of error it is, for people.', example: 'Invalid input' }),
    code: z.enum(errorCodes).meta({ description: 'Stable, for programs.', example: 'invalid_input' }),
    details: z
      .record(z.string(), z.unknown())
      .meta({ type: 'object', description: 'Fields that go with the code.', example: {} }),
    request_id: z.string().meta({
      description: 'As in the header `X-Request-Id`. Look for it in the logs.',
      example: 'c4b1f0aa',
    }),
  })
  .openapi('Error')

/** {@link errorBody} as a type. */
export type ErrorBody = z.input<typeof errorBody>
