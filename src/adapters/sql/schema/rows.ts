import * as z from 'zod/mini'
import type { JsonObject } from '../../../lib/json.js'
import { monthOf } from '../../../calendar/month-range.js'
import type { Month } from '../../../calendar/month.js'
import { sumAmounts } from '../../../money/arithmetic.js'
import { budgetSchema, type Budget } from '../../../model/budget.js'
import { storedCategorySchema, type Category } from '../../../model/category.js'
import { settingsSchema } from '../../../model/settings.js'
import { amountSchema, monthSchema, totalSchema, wholeNumberSchema } from '../../../model/fields.js'
import { entityToStore } from '../../../storage/later-fields.js'
import { loose } from '../../../model/schema.js'
import type { CategorySpending, Head, MonthState } from '../../../storage/view.js'
import type { StoredExpense } from '../../../model/expense.js'
import { holdSchema, type StoredHold } from '../../../model/hold.js'
import { frozenEntity } from '../../../model/entity-copies.js'
import type { OperationRecord } from '../../../storage/kit/state/operation-log.js'
import type { Place } from '../../../storage/kit/records/sealed-text.js'
import {
  storedExpenseSchema,
  storedHeadFields,
  storedOperationSchema,
} from '../../../storage/kit/records/stored-records.js'
import { decode, flagOf, parse, readFlag, requirePosition, requireScale, type PlaceOf } from './cells.js'
import { readOrderedId, writeOrderedId } from './id-order.js'
import { decodedOnce, rowDecodedTo } from './known-rows.js'
import type { Row, TableName } from './tables.js'

/** The place of a row, for errors. */
export function placeOf(table: TableName, bookId: string, ...key: readonly string[]): Place {
  return { bookId, location: `${table}${JSON.stringify([bookId, ...key])}` }
}

// Fields that a newer minor version added have no column here. They are kept together as JSON.
function extraOf(rest: object): string | null {
  const stored = entityToStore(rest)
  return Object.keys(stored).length > 0 ? JSON.stringify(stored) : null
}

type Origin = Pick<Row<'budgets'>, 'metadata' | 'created_at' | 'updated_at' | 'extra'>

function encodeOrigin({
  metadata,
  createdAt,
  updatedAt,
  ...extra
}: Pick<Category, 'metadata' | 'createdAt' | 'updatedAt'>): Origin {
  return {
    metadata: JSON.stringify(metadata),
    created_at: createdAt,
    updated_at: updatedAt,
    extra: extraOf(extra),
  }
}

function decodeOrigin({ metadata, created_at, updated_at, extra }: Origin, place: PlaceOf) {
  return {
    ...(parse(extra, place) as object),
    metadata: parse(metadata, place),
    createdAt: created_at,
    updatedAt: updated_at,
  }
}

/** What the row of a book holds of its head. */
export type BookFields = Pick<Head, 'settings' | 'groups'>

/**
 * The settings and the groups of a book, as columns of its row. The groups are beside the fields that a newer minor
 * version added: code of version 1.0 keeps them there.
 */
export function encodeBook({
  settings,
  groups,
}: BookFields): Pick<Row<'books'>, 'currency' | 'monthly_limit' | 'month_start_day' | 'extra'> {
  const { currency, monthlyLimit, monthStartDay, ...others } = settings
  const { groups: _, ...rest } = others as { readonly groups?: unknown }
  const extra = groups.length > 0 ? { ...rest, groups } : rest
  return {
    currency,
    monthly_limit: monthlyLimit,
    month_start_day: String(monthStartDay),
    extra: extraOf(extra),
  }
}

const bookFields = z.object({ settings: loose(settingsSchema), groups: storedHeadFields.groups })

/** Reads the settings and the groups of a book; throws `storage_corrupt`. */
export function decodeBook(bookId: string, row: Row<'books'>): BookFields {
  const place = () => placeOf('books', bookId)
  const { currency, monthly_limit: monthlyLimit, month_start_day: day, extra } = row
  const { groups, ...rest } = parse(extra, place) as { readonly groups?: unknown }
  const settings = { ...rest, currency, monthlyLimit, monthStartDay: Number(day) }
  return decode(bookFields, { settings, groups }, place)
}

/** A category with its place in the order. */
export function encodeCategory(category: Category, position: number): Row<'categories'> {
  const { id, name, archived, ...origin } = category
  return { id, position: String(position), name, archived: flagOf(archived), ...encodeOrigin(origin) }
}

const looseCategory = loose(storedCategorySchema)

/** Reads a category; throws `storage_corrupt`. */
export function decodeCategory(bookId: string, row: Row<'categories'>): Category {
  const { id, position, name, archived } = row
  const place = () => placeOf('categories', bookId, id)
  return decodedOnce(row, 0, () => {
    requirePosition(position, place)
    const fields = { id, name, archived: readFlag(archived), ...decodeOrigin(row, place) }
    return frozenEntity<Category>(decode(looseCategory, fields, place))
  })
}

/** A month, with the kept total of its budgets. */
export function encodeMonth(state: MonthState, currency: string): Row<'months'> {
  const { month, closed, limitAtClose, budgets } = state
  return {
    month,
    closed: flagOf(closed),
    limit_at_close: limitAtClose,
    total_budget: sumAmounts(
      budgets.map(({ amount }) => amount),
      currency,
    ),
  }
}

/** A month as it is in its row. */
export interface MonthRow extends Pick<MonthState, 'month' | 'closed' | 'limitAtClose'> {
  /** The kept total of its budgets. */
  readonly totalBudget: string
}

const monthSchemas = z.object({
  month: monthSchema,
  closed: z.boolean(),
  limitAtClose: z.nullable(amountSchema),
  totalBudget: totalSchema,
})

/** Reads a month; throws `storage_corrupt`. */
export function decodeMonth(bookId: string, row: Row<'months'>): MonthRow {
  const { month, closed, limit_at_close: limitAtClose, total_budget: totalBudget } = row
  const place = () => placeOf('months', bookId, month)
  const fields = { month, closed: readFlag(closed), limitAtClose, totalBudget }
  return decodedOnce(row, 0, () => Object.freeze(decode(monthSchemas, fields, place)))
}

/** A budget with its place in the order of its month. */
export function encodeBudget(budget: Budget, position: number): Row<'budgets'> {
  const known = rowDecodedTo(budget) as Row<'budgets'> | undefined
  if (known?.position === String(position)) return known
  const { id, categoryId, month, amount, ...origin } = budget
  return {
    id,
    position: String(position),
    category_id: categoryId,
    month,
    amount,
    ...encodeOrigin(origin),
  }
}

const looseBudget = loose(budgetSchema)

/** Reads a budget; throws `storage_corrupt`. */
export function decodeBudget(bookId: string, row: Row<'budgets'>, scale: number): Budget {
  const { id, position, category_id: categoryId, month, amount } = row
  const place = () => placeOf('budgets', bookId, id)
  return decodedOnce(row, scale, () => {
    requirePosition(position, place)
    requireScale(amount, scale, place)
    const fields = { id, categoryId, month, amount, ...decodeOrigin(row, place) }
    return frozenEntity<Budget>(decode(looseBudget, fields, place))
  })
}

/** The row for what was spent in a category in a month. */
export function encodeTotal(
  month: Month,
  categoryId: string,
  { spent, count }: CategorySpending,
): Row<'totals'> {
  return { month, category_id: categoryId, spent, expense_count: String(count) }
}

const totalSchemas = z.object({ spent: totalSchema, count: wholeNumberSchema(1) })

/** Reads what was spent in a category in a month; throws `storage_corrupt`. */
export function decodeTotal(bookId: string, row: Row<'totals'>, scale: number): CategorySpending {
  const { month, category_id: categoryId, spent, expense_count: count } = row
  const place = () => placeOf('totals', bookId, month, categoryId)
  return decodedOnce(row, scale, () => {
    requireScale(spent, scale, place)
    return Object.freeze(decode(totalSchemas, { spent, count: Number(count) }, place))
  })
}

/** An expense with its month, so that a statement that names the expense finds the month too. */
export function encodeExpense(expense: StoredExpense): Row<'expenses'> {
  const { id, categoryId, month, amount, date, description, ...origin } = expense
  return {
    id: writeOrderedId(id),
    category_id: categoryId,
    month,
    amount,
    date,
    description,
    ...encodeOrigin(origin),
  }
}

const storedExpense = z.extend(storedExpenseSchema, { month: monthSchema })

/** Reads an expense; throws `storage_corrupt`. */
export function decodeExpense(bookId: string, row: Row<'expenses'>, scale: number): StoredExpense {
  const id = readOrderedId(row.id)
  const { category_id: categoryId, month, amount, date, description } = row
  const place = () => placeOf('expenses', bookId, id)
  requireScale(amount, scale, place)
  const fields = { id, categoryId, month, amount, date, description, ...decodeOrigin(row, place) }
  return decode(storedExpense, fields, place)
}

/** A hold without its month, which follows from its date. */
export function encodeHold(hold: StoredHold): Row<'holds'> {
  const known = rowDecodedTo(hold) as Row<'holds'> | undefined
  if (known) return known
  const { id, categoryId, month: _, amount, date, expiresAt, description, ...origin } = hold
  return {
    id,
    category_id: categoryId,
    amount,
    date,
    expires_at: expiresAt,
    description,
    ...encodeOrigin(origin),
  }
}

const looseHold = loose(holdSchema)

/** Reads a hold; throws `storage_corrupt`. */
export function decodeHold(bookId: string, row: Row<'holds'>, monthStartDay: number): StoredHold {
  const place = () => placeOf('holds', bookId, row.id)
  return decodedOnce(row, monthStartDay, () => {
    const { id, amount, date, description } = row
    const others = { categoryId: row.category_id, expiresAt: row.expires_at, ...decodeOrigin(row, place) }
    const hold = decode(looseHold, { id, amount, date, description, ...others }, place)
    return frozenEntity<StoredHold>({ ...hold, month: monthOf(hold.date, monthStartDay) })
  })
}

/** An operation that was done now. */
export function encodeOperation({ id, fingerprint, receipt }: OperationRecord): Row<'operations'> {
  return { id, fingerprint, receipt: JSON.stringify(receipt), recorded_at: new Date().toISOString() }
}

/** Reads an operation; throws `storage_corrupt`. */
export function decodeOperation(bookId: string, row: Row<'operations'>): OperationRecord {
  const { id, fingerprint } = row
  const place = () => placeOf('operations', bookId, id)
  const receipt = parse(row.receipt, place) as JsonObject
  return decode(storedOperationSchema, { id, fingerprint, receipt }, place)
}
