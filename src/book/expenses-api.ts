import * as z from 'zod'
import { atPath, invalidInput } from '../errors/invalid-input.js'
import type { CivilDate } from '../calendar/civil-date.js'
import { monthOf } from '../calendar/month-range.js'
import { parseMinorUnits, type Amount, type AmountInput } from '../money/amount.js'
import { scaleOf, type CurrencyCode } from '../money/currency.js'
import { writeMinorUnits } from '../money/minor-units.js'
import type { Expense } from '../model/entities.js'
import {
  amountInputSchema,
  civilDateSchema,
  descriptionSchema,
  idSchema,
  metadataSchema,
} from '../model/fields.js'
import type { Metadata } from '../model/metadata.js'
import { validate } from '../model/validate.js'
import type { Change, Receipt, StoredExpense, View } from '../storage/adapter.js'
import type { BookContext } from './book-context.js'
import type { CallOptions, MutationOptions } from './call-options.js'
import { listExpenses, type ExpenseFilter, type ExpensePage } from './expense-pages.js'
import { findActiveCategory, found, openMonthIn } from './find.js'
import { idsOf, receiptOf } from './receipts.js'

/** An expense to be recorded. */
export interface NewExpense {
  /** A category that is not archived; it needs no budget. */
  readonly categoryId: string
  /** Above zero for an expense, below zero for a refund; zero is refused. */
  readonly amount: AmountInput
  /**
   * The day it counts for, `YYYY-MM-DD`.
   * @defaultValue today, in the book's time zone
   */
  readonly date?: string | undefined
  /**
   * Up to 500 characters.
   * @defaultValue `''`
   */
  readonly description?: string | undefined
  /**
   * The app's own, at most 4 KiB as JSON.
   * @defaultValue `{}`
   */
  readonly metadata?: Metadata | undefined
}

/** What to change in an expense, as in {@link NewExpense}; what is absent stays as it is. */
export type ExpensePatch = Partial<NewExpense>

/** The expenses of a book. Recording asks no policy: what is spent is spent. */
export interface ExpensesApi {
  /**
   * Records an expense or a refund.
   * @throws `not_found`, `category_archived`, `month_closed`
   */
  record(expense: NewExpense, options?: MutationOptions): Promise<Expense>
  /**
   * Records many in one commit: all or none. Issues have the position of the expense as the start of their path.
   * @throws as `record`
   */
  recordMany(expenses: readonly NewExpense[], options?: MutationOptions): Promise<Expense[]>
  /**
   * Changes an expense; another date may move it to another month.
   * @throws `not_found`, `category_archived` for a move to an archived category, `month_closed` for either month
   */
  update(id: string, patch: ExpensePatch, options?: MutationOptions): Promise<Expense>
  /**
   * Removes an expense.
   * @throws `not_found`, `month_closed`
   */
  remove(id: string, options?: MutationOptions): Promise<void>
  /**
   * An expense by id.
   * @throws `not_found`
   */
  get(id: string, options?: CallOptions): Promise<Expense>
  /** Lists expenses, newest first: by date, then createdAt, then id, all descending. Filters intersect. */
  list(filter?: ExpenseFilter, options?: CallOptions): Promise<ExpensePage>
}

const newExpenseSchema = z.strictObject({
  categoryId: idSchema,
  amount: amountInputSchema,
  date: civilDateSchema.optional(),
  description: descriptionSchema.optional(),
  metadata: metadataSchema.optional(),
})
const patchSchema = newExpenseSchema.partial()
type CheckedExpense = z.output<typeof newExpenseSchema>
type CheckedPatch = z.output<typeof patchSchema>

/** Makes {@link ExpensesApi}. */
export function expensesApi(context: BookContext): ExpensesApi {
  const recorder = expenseRecorder(context)
  return {
    record: async (expense, options) => {
      context.requireOpen()
      const checked = validate(newExpenseSchema, expense)
      const recorded = await recorder.record(['expenses.record', checked], [checked], () => [], options)
      // One was asked for, so there is one.
      return recorded[0] as Expense
    },
    recordMany: async (expenses, options) => {
      context.requireOpen()
      const checked = validate(z.array(newExpenseSchema), expenses)
      return recorder.record(['expenses.recordMany', checked], checked, (position) => [position], options)
    },
    update: async (id, patch, options) => {
      context.requireOpen()
      const checkedId = validate(idSchema, id)
      const checked = validate(patchSchema, patch)
      return recorder.update(checkedId, checked, options)
    },
    remove: async (id, options) => {
      context.requireOpen()
      const checked = validate(idSchema, id)
      await context.commit(
        {
          request: ['expenses.remove', checked],
          scope: () => ({ expenses: [checked] }),
          decide: (view) => {
            openMonthIn(view, expenseIn(view, checked).month)
            return { result: undefined, changes: [{ op: 'remove', type: 'expense', id: checked }] }
          },
          replay: async () => undefined,
        },
        options,
      )
    },
    get: async (id, options) => {
      context.requireOpen()
      const checked = validate(idSchema, id)
      return withoutMonth(expenseIn(await context.read(() => ({ expenses: [checked] }), options), checked))
    },
    list: async (filter = {}, options) => listExpenses(context, filter, options),
  }
}

function expenseRecorder(context: BookContext) {
  const replay = async (receipt: Receipt): Promise<Expense[]> => {
    const ids = idsOf(receipt)
    const view = await context.read(() => ({ expenses: ids }), undefined)
    return ids.map((id) => withoutMonth(expenseIn(view, id)))
  }
  return {
    record: async (
      request: readonly unknown[],
      expenses: readonly CheckedExpense[],
      pathTo: (position: number) => (string | number)[],
      options: MutationOptions | undefined,
    ): Promise<Expense[]> => {
      const createdAt = context.timestamp()
      const today = context.today()
      const newId = context.newIds()
      const monthIn = (startDay: number, date: CivilDate = today) => monthOf(date, startDay)
      const decide = (view: View) => {
        const { currency, monthStartDay } = view.settings
        const recorded = expenses.map((expense, position) =>
          atPath(pathTo(position), (): StoredExpense => {
            const { categoryId, date = today, description = '', metadata = {} } = expense
            const month = monthIn(monthStartDay, date)
            findActiveCategory(view, categoryId)
            openMonthIn(view, month)
            const amount = readExpenseAmount(expense.amount, currency)
            const id = newId(position)
            return {
              id,
              categoryId,
              amount,
              date,
              description,
              metadata,
              createdAt,
              updatedAt: createdAt,
              month,
            }
          }),
        )
        return {
          result: recorded.map(withoutMonth),
          changes: recorded.map((value): Change => ({ op: 'insert', type: 'expense', value })),
          receipt: receiptOf(recorded.map(({ id }) => id)),
        }
      }
      const months = (startDay: number) => [...new Set(expenses.map(({ date }) => monthIn(startDay, date)))]
      return context.commit(
        { request, scope: ({ settings }) => ({ months: months(settings.monthStartDay) }), decide, replay },
        options,
      )
    },
    update: async (
      id: string,
      patch: CheckedPatch,
      options: MutationOptions | undefined,
    ): Promise<Expense> => {
      const updatedAt = context.timestamp()
      const decide = (view: View) => {
        const before = expenseIn(view, id)
        const value = patched(view, before, patch, updatedAt)
        const changes: Change[] = [{ op: 'put', type: 'expense', value }]
        return { result: [withoutMonth(value)], changes, receipt: receiptOf([id]) }
      }
      const [updated] = await context.commit(
        {
          request: ['expenses.update', id, patch],
          scope: ({ settings }) => ({
            expenses: [id],
            months: patch.date === undefined ? [] : [monthOf(patch.date, settings.monthStartDay)],
          }),
          decide,
          replay,
        },
        options,
      )
      return updated as Expense
    },
  }
}

function patched(view: View, before: StoredExpense, patch: CheckedPatch, updatedAt: string): StoredExpense {
  const { currency, monthStartDay } = view.settings
  const { categoryId = before.categoryId, date = before.date } = patch
  const month = monthOf(date, monthStartDay)
  openMonthIn(view, before.month)
  openMonthIn(view, month)
  // An expense may stay in a category that was archived since, but not move into one.
  if (categoryId !== before.categoryId) findActiveCategory(view, categoryId)
  return {
    ...before,
    categoryId,
    date,
    month,
    amount: patch.amount === undefined ? before.amount : readExpenseAmount(patch.amount, currency),
    description: patch.description ?? before.description,
    metadata: patch.metadata ?? before.metadata,
    updatedAt,
  }
}

function readExpenseAmount(amount: AmountInput, currency: CurrencyCode): Amount {
  const scale = scaleOf(currency)
  return atPath(['amount'], () => {
    const units = parseMinorUnits(amount, scale)
    if (units === 0n) throw invalidInput('zero_amount', 'An expense of zero says nothing')
    return writeMinorUnits(units, scale)
  })
}

function expenseIn(view: View, id: string): StoredExpense {
  return found(view.expenses.get(id), 'expense', id)
}

/** An expense as callers see it: its month follows from its date. */
export function withoutMonth({ month: _, ...expense }: StoredExpense): Expense {
  return expense
}
