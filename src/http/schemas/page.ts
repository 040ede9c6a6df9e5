import { z } from '@hono/zod-openapi'
import { largestPage } from '../../book/expenses/list.js'
import { words } from '../../model/schema.js'
import { count, message, wholeNumberText } from './fields.js'

/** How many items a page has. */
export const pageLimit = wholeNumberText(1, largestPage).meta({
  type: 'integer',
  minimum: 1,
  maximum: largestPage,
  default: 100,
  description: 'How many at most.',
})

/** Where a page starts. */
export function pageCursor(example: string) {
  return z
    .string(words)
    .meta({ description: '`next_cursor` of the previous page. Use the same filters.', example })
}

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item, cursor: ReturnType<typeof pageCursor>) {
  return z.object({
    message,
    count,
    next_cursor: cursor.nullable().meta({
      type: ['string', 'null'],
      description: 'Where the next page starts; `null` on the last one.',
    }),
    data: z.array(item),
  })
}
