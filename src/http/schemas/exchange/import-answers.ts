import { z } from '@hono/zod-openapi'
import type { DuplicateRow, FreshRow, ImportPlan } from '../../../exchange/import-plan.js'
import type { ImportRow } from '../../../exchange/import-row.js'
import type { RejectedCells } from '../../exchange/csv-reader.js'
import { expense } from '../expenses.js'
import { amount, amountInput, count, currency, date, dateInput, description, id, message } from '../fields.js'

const optionalText = (about: string) =>
  z
    .string()
    .nullable()
    .optional()
    .meta({ type: ['string', 'null'], description: about })

const row = z
  .object({
    date: dateInput,
    amount: amountInput.meta({
      description: 'Above zero for spending, below zero for money that came back.',
      example: '4.80',
    }),
    description: optionalText('What it was for, up to 500 characters.'),
    category: optionalText('The category, as the file names it.'),
    id: optionalText('The file’s own id of the row. It need not be unique.'),
    currency: optionalText('An ISO 4217 code. A row in another currency than the book is rejected.'),
    line: z.int().optional().meta({
      type: 'integer',
      minimum: 1,
      description: 'The line on which the row begins, for messages.',
    }),
  })
  .openapi('ImportRow')

const key = z.string().meta({
  description: 'Tells the row from others. Put it into `ignore` to leave the row out.',
  example: 'checking account|2026-02-14|4.80|café',
})
const line = count
  .nullable()
  .meta({ type: ['integer', 'null'], description: '`null` if the row does not say.' })
const duplicates = z.array(z.object({ row, expense_id: id }))

/** What an import would do. */
export const importPlan = z
  .object({
    message,
    data: z.object({
      currency: currency.meta({ description: 'Of the book. The amounts are in it.' }),
      counts: z
        .object({
          fresh: count,
          duplicates: count,
          alike: count,
          unresolved: count,
          rejected: count,
        })
        .meta({ description: 'How many rows are in each list. Those in `alike` are in `fresh` too.' }),
      fresh: z
        .array(z.object({ row, expense: z.object({ category: id, amount, date, description }), key }))
        .meta({ description: 'Rows that would be recorded.' }),
      duplicates: duplicates.meta({
        description: 'Rows that are in the book. Show them: of a statement cut within a day, one may be new.',
      }),
      alike: z.array(z.object({ row, key, expense_ids: z.array(id) })).meta({
        description:
          'Fresh rows that somebody may have entered by hand: expenses of that amount within three days. A person decides.',
      }),
      unresolved: z.array(row).meta({ description: 'Rows without a category. They would not be recorded.' }),
      rejected: z
        .array(
          z.object({
            row: z
              .looseObject({})
              .nullable()
              .meta({
                type: ['object', 'null', 'string', 'number', 'boolean', 'array'],
                description: 'As it came, whatever it was; `null` if it is not a row yet.',
              }),
            line,
            code: z.string().meta({ description: 'For programs.', example: 'zero_amount' }),
            message,
            cells: z
              .array(z.string())
              .optional()
              .meta({ description: 'The cells of a line of `csv` that cannot be read.' }),
          }),
        )
        .meta({ description: 'Rows that cannot be imported.' }),
      suggestions: z.record(z.string(), id).meta({
        type: 'object',
        additionalProperties: { type: 'string' },
        description: 'Categories of the book for names that `categories` lacks. Nothing is taken from here.',
      }),
    }),
    token: z.string().meta({
      description: 'Send the same request with it, to record what is in `fresh`.',
      example: 'USD.0123456789abcdef.1,2',
    }),
  })
  .openapi('ImportPlanAnswer')

/** What an import did. */
export const imported = z
  .object({
    message,
    count: count.meta({ description: 'How many expenses were recorded.' }),
    data: z.array(expense),
    duplicates: duplicates.meta({ description: 'Rows that were imported since they were planned.' }),
  })
  .openapi('ImportAnswer')

type RowJson = z.output<typeof row>

/** A row as answers give it. */
function rowView(shown: ImportRow): RowJson {
  // It came as JSON, or from a file.
  return shown as RowJson
}

/** A duplicate as answers give it. */
export function duplicateView({ row: of, expenseId }: DuplicateRow) {
  return { row: rowView(of), expense_id: expenseId }
}

/** A plan as answers give it. `unread` are the lines of the file that could not be read. */
export function planView(
  plan: ImportPlan,
  unread: readonly RejectedCells[],
  suggestions: Record<string, string>,
): z.output<typeof importPlan>['data'] {
  const keys = new Map(plan.fresh.map(({ row: of, expense: made }) => [of, made.metadata.import.key]))
  const rejected = [
    ...unread.map(({ line: at, code, message: text, cells }) => ({
      row: null,
      line: at,
      code,
      message: text,
      cells: [...cells],
    })),
    ...plan.rejected.map(({ row: of, line: at, code, message: text }) => ({
      row: of as unknown as Record<string, unknown>,
      line: at,
      code,
      message: text,
    })),
  ]
  return {
    currency: plan.currency,
    counts: {
      fresh: plan.fresh.length,
      duplicates: plan.duplicates.length,
      alike: plan.alike.length,
      unresolved: plan.unresolved.length,
      rejected: rejected.length,
    },
    fresh: plan.fresh.map(freshView),
    duplicates: plan.duplicates.map(duplicateView),
    alike: plan.alike.map(({ row: of, expenseIds }) => ({
      row: rowView(of),
      key: keys.get(of) ?? '',
      expense_ids: [...expenseIds],
    })),
    unresolved: plan.unresolved.map(rowView),
    rejected,
    suggestions,
  }
}

function freshView({ row: of, expense: made }: FreshRow) {
  const { categoryId, amount: text, date: day, description: note, metadata } = made
  return {
    row: rowView(of),
    expense: { category: categoryId, amount: text as string, date: day as string, description: note },
    key: metadata.import.key,
  }
}
