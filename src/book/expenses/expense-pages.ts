import * as z from 'zod'
import { copyWithoutMonth } from '../../model/entity-copies.js'
import { invalidInput } from '../../errors/invalid-input.js'
import { parseDate } from '../../calendar/civil-date.js'
import { monthRange } from '../../calendar/month-range.js'
import type { Expense } from '../../model/expense.js'
import {
  civilDateSchema,
  idSchema,
  monthSchema,
  timestampSchema,
  wholeNumberSchema,
} from '../../model/fields.js'
import { refusing, validate } from '../../model/validate.js'
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
    date: parseDate(date),
    createdAt: validate(timestampSchema, createdAt),
    id: validate(idSchema, id),
  }
}

function writeCursor({ date, createdAt, id }: ExpensePosition): string {
  return `${date}~${createdAt}~${id}`
}

const filterSchema = z.strictObject({
  month: monthSchema.optional(),
  categoryId: idSchema.optional(),
  from: civilDateSchema.optional(),
  to: civilDateSchema.optional(),
  limit: wholeNumberSchema(1, largestPage).optional(),
  cursor: z
    .string()
    .superRefine(
      refusing((cursor: string) => {
        try {
          parseCursor(cursor)
        } catch {
          throw invalidInput('invalid_value', 'Not a cursor. Pass the nextCursor of an earlier page')
        }
      }),
    )
    .nullable()
    .optional(),
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
