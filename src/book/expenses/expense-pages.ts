import * as z from 'zod/mini'
import { copyWithoutMonth } from '../../model/entity-copies.js'
import { issueOf } from '../../errors/invalid-input.js'
import { requireDate } from '../../calendar/civil-date.js'
import { monthRange } from '../../calendar/month-range.js'
import type { Expense } from '../../model/expense.js'
import {
  civilDateSchema,
  idSchema,
  monthSchema,
  timestampSchema,
  wholeNumberSchema,
} from '../../model/fields.js'
import { finding, textSchema } from '../../model/schema.js'
import { validate } from '../../model/validate.js'
import type { ExpensePosition, PageOf } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { CallOptions } from '../call-options.js'

/** Which expenses to list; filters intersect. */
export interface ExpenseFilter {
  /** Only this month's, `YYYY-MM`, by the book's start day. */
  readonly month?: string | undefined
  /** Only this category's. */
  readonly categoryId?: string | undefined
  /** From this date on, inclusive. */
  readonly from?: string | undefined
  /** Up to this date, inclusive. */
  readonly to?: string | undefined
  /**
   * How many at most, 1 to 1,000.
   * @defaultValue 100
   */
  readonly limit?: number | undefined
  /** `nextCursor` of the page before, with the same filters; `null` or absent for the first page. */
  readonly cursor?: string | null | undefined
}

/** A page of expenses. */
export interface ExpensePage {
  /** Newest first. */
  readonly items: readonly Expense[]
  /** Where the next page starts; `null` where there is none. It stays good while expenses come and go. */
  readonly nextCursor: string | null
}

/** How many expenses a page has at most. */
export const largestPage = 1_000

const cursorForm = /^(.{10})~(.{24})~(.+)$/s

/** Reads a cursor: the position of the last expense of the page before, as text. */
function parseCursor(cursor: string): ExpensePosition {
  const [, date = '', createdAt = '', id = ''] = cursorForm.exec(cursor) ?? []
  return {
    date: requireDate(date),
    createdAt: validate(timestampSchema, createdAt),
    id: validate(idSchema, id),
  }
}

function writeCursor({ date, createdAt, id }: ExpensePosition): string {
  return `${date}~${createdAt}~${id}`
}

const cursorSchema = textSchema(
  () => issueOf('invalid_type', 'A cursor must be text', { expected: 'string' }),
  finding((cursor) => {
    try {
      parseCursor(cursor)
      return null
    } catch {
      return issueOf('invalid_value', 'Not a cursor. Pass the nextCursor of an earlier page')
    }
  }),
)
const filterSchema = z.strictObject({
  month: z.optional(monthSchema),
  categoryId: z.optional(idSchema),
  from: z.optional(civilDateSchema),
  to: z.optional(civilDateSchema),
  limit: z.optional(wholeNumberSchema(1, largestPage)),
  cursor: z.optional(z.nullable(cursorSchema)),
})

/** Lists expenses: see {@link ExpensesApi.list}. */
export async function listExpenses(
  context: BookContext,
  filter: ExpenseFilter,
  options: CallOptions | undefined,
): Promise<ExpensePage> {
  context.requireOpen()
  const { month, categoryId, limit = 100, cursor, ...dates } = validate(filterSchema, filter)
  const after = cursor == null ? undefined : parseCursor(cursor)
  const pageOf: PageOf = ({ settings }) => {
    const range = month === undefined ? undefined : monthRange(month, settings.monthStartDay)
    const from = [dates.from, range?.start]
      .filter((date) => date !== undefined)
      .sort()
      .at(-1)
    const to = [dates.to, range?.end]
      .filter((date) => date !== undefined)
      .sort()
      .at(0)
    // One more than asked for tells whether there is a next page.
    return { categoryId, from, to, limit: limit + 1, after }
  }
  const { storage, bookId } = context.parts
  const found = await context.ask(options, (checked) => storage.page(bookId, pageOf, checked))
  const items = found.slice(0, limit).map(copyWithoutMonth)
  const last = items.at(-1)
  return { items, nextCursor: found.length > limit && last ? writeCursor(last) : null }
}
