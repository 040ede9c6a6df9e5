import { requireDate } from '../../calendar/civil-date.js'
import {
  atPath,
  requireKnownFields,
  requireObject,
  requireText,
  visitEach,
} from '../../errors/invalid-input.js'
import { foldName } from '../../model/names.js'
import type { AmountInput } from '../../money/amount.js'
import { readUnits } from '../../money/parse-amount.js'
import type { ExpenseFields } from '../../utilization/input.js'
import { dayOf } from '../../utilization/row-checks.js'

/** The fields of `Expense` that {@link ExpenseSearch} looks at. */
export interface SearchedExpenseFields extends ExpenseFields {
  /** Absent and `null` are as `''`. */
  readonly description?: string | null | undefined
}

/** What to look for. A field that is absent excludes nothing; an expense must fit all that are there. */
export interface ExpenseSearch<Row = SearchedExpenseFields> {
  /**
   * Text that the description contains. It is compared as `foldName` compares names: case, Unicode form, invisible
   * characters and the amount of white space make no difference. `''` excludes nothing.
   */
  readonly text?: string | undefined
  /** Categories, one of which the expense has. An empty list excludes everything. */
  readonly categoryIds?: Iterable<string> | undefined
  /** The first date, `YYYY-MM-DD`, inclusive. */
  readonly from?: string | undefined
  /** The last date, `YYYY-MM-DD`, inclusive. */
  readonly to?: string | undefined
  /** The least amount, inclusive. Refunds are below zero. */
  readonly atLeast?: AmountInput | undefined
  /** The largest amount, inclusive. */
  readonly atMost?: AmountInput | undefined
  /** Any other condition: `true` keeps the expense. It is asked only about expenses that fit all else. */
  readonly where?: ((expense: Row) => boolean) | undefined
}

// Comparing needs no currency. No currency has more decimals.
const largestScale = 4

const fieldNames: readonly (keyof ExpenseSearch)[] = [
  'text',
  'categoryIds',
  'from',
  'to',
  'atLeast',
  'atMost',
  'where',
]

/**
 * Checks a search, and makes a test of it for one expense. The test checks every field that a search can look at, so
 * that an invalid expense is refused whatever the search. It leaves out `where`.
 */
export function readSearch(search: ExpenseSearch<never>): (expense: SearchedExpenseFields) => boolean {
  requireObject(search, 'A search')
  requireKnownFields(search, fieldNames)
  const text = readText(search.text)
  const categoryIds = readCategoryIds(search.categoryIds)
  const from = readOptional('from', search.from, requireDate)
  const to = readOptional('to', search.to, requireDate)
  const atLeast = readOptional('atLeast', search.atLeast, unitsOf)
  const atMost = readOptional('atMost', search.atMost, unitsOf)
  return (expense) => {
    dayOf(expense)
    const { categoryId, date, description } = expense
    atPath(['categoryId'], () => requireText(categoryId, 'An id'))
    if (description != null) atPath(['description'], () => requireText(description, 'A description'))
    const units = atPath(['amount'], () => unitsOf(expense.amount))
    return (
      (categoryIds === null || categoryIds.has(categoryId)) &&
      (from === null || date >= from) &&
      (to === null || date <= to) &&
      (atLeast === null || units >= atLeast) &&
      (atMost === null || units <= atMost) &&
      (text === '' || foldName(description ?? '').includes(text))
    )
  }
}

function readOptional<Value, Read>(
  name: string,
  value: Value | undefined,
  read: (value: Value) => Read,
): Read | null {
  // Only undefined means absent.
  return value === undefined ? null : atPath([name], () => read(value))
}

function readText(text: string | undefined): string {
  if (text === undefined) return ''
  atPath(['text'], () => requireText(text, 'A text'))
  return foldName(text)
}

function readCategoryIds(categoryIds: Iterable<string> | undefined): ReadonlySet<string> | null {
  if (categoryIds === undefined) return null
  const ids = new Set<string>()
  visitEach('categoryIds', categoryIds, (id) => {
    requireText(id, 'An id')
    ids.add(id)
  })
  return ids
}

function unitsOf(amount: AmountInput): bigint {
  return readUnits(amount, largestScale)
}
