import { z } from '@hono/zod-openapi'

const entities = z.array(z.looseObject({}))

/** Everything in a book. */
export const bookDocument = z
  .looseObject({
    format: z.literal('budgetbook'),
    version: z.string().meta({ description: 'Of the format, `major.minor`.', example: '1.2' }),
    checksum: z.string().meta({ description: 'Of everything else. It reveals damage.', example: 'x' }),
    settings: z.looseObject({}),
    categories: entities,
    groups: entities,
    closedMonths: entities,
    budgets: entities,
    expenses: entities,
    holds: entities,
  })
  .openapi('BookDocument')

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A document that was exported. The book checks it, so here it is only an object, and stays as it is. */
export const documentInput = z
  .unknown()
  .refine(isObject, { error: 'Must be an object' })
  .meta({ type: 'object', additionalProperties: true, description: 'What an export gave, unchanged.' })
  .openapi('ImportedDocument')
