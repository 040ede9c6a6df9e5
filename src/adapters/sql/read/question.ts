import type { PageQuery, Scope } from '../../../storage/view.js'
import { writeOrderedId } from '../schema/id-order.js'
import type { PlaceOfValue, StatementValues } from '../statements.js'

/** What to read of a book. Its row is always read. */
export interface Question {
  /** Months, budgets, expenses and holds. */
  readonly scope?: Scope
  /** The id of an operation. */
  readonly operationId?: string | undefined
  /** A page of expenses. */
  readonly page?: PageQuery | undefined
  /**
   * The revision that is remembered. If the book still has it, its categories, months, budgets, totals and holds
   * are not read.
   */
  readonly known?: string | undefined
}

/** Places of a list of values: one each, or one for all of them as JSON, an array of objects with a `value`. */
export type Listed = readonly string[] | { readonly json: string }

/** A question with places instead of values. */
export interface PlacedQuestion {
  readonly book: string
  readonly months: Listed | 'all'
  readonly budgets: Listed
  readonly expenses: Listed
  readonly holds: Listed
  readonly operation: string | null
  readonly page: PlacedPage | null
  readonly known: string | null
}

/** A page with places instead of values; `null` for a filter that it does not have. */
export interface PlacedPage {
  readonly category: string | null
  readonly from: string | null
  readonly to: string | null
  readonly after: { readonly date: string; readonly createdAt: string; readonly id: string } | null
  readonly limit: string
}

/** A question, taken apart: the shape of its statement, and the values. */
export interface TakenApart {
  readonly shape: string
  readonly values: StatementValues
  readonly placed: (place: PlaceOfValue) => PlacedQuestion
}

/** Takes a question apart. Questions of one shape have the same statement. */
export function takeApart(bookId: string, question: Question): TakenApart {
  const { scope = {}, operationId, known } = question
  const page = question.page && withoutReached(question.page)
  const { months: asked = [] } = scope
  const months = asked === 'all' ? null : listing('month', asked)
  const budgets = listing('budget', scope.budgets ?? [])
  const expenses = listing('expense', (scope.expenses ?? []).map(writeOrderedId))
  const holds = listing('hold', scope.holds ?? [])
  const shape = [
    months?.size ?? 'all',
    budgets.size,
    expenses.size,
    holds.size,
    operationId === undefined ? '' : 'operation',
    page ? shapeOfPage(page) : '',
    known === undefined ? '' : 'known',
  ]
  return {
    shape: `read ${shape.join('/')}`,
    values: {
      book: bookId,
      ...months?.values,
      ...budgets.values,
      ...expenses.values,
      ...holds.values,
      ...(operationId === undefined ? {} : { operation: operationId }),
      ...(page ? valuesOfPage(page) : {}),
      ...(known === undefined ? {} : { known }),
    },
    placed: (place) => ({
      book: place('book'),
      months: months?.placed(place) ?? 'all',
      budgets: budgets.placed(place),
      expenses: expenses.placed(place),
      holds: holds.placed(place),
      operation: operationId === undefined ? null : place('operation'),
      page: page ? placedPage(page, place) : null,
      known: known === undefined ? null : place('known'),
    }),
  }
}

interface Listing {
  readonly size: string
  readonly values: StatementValues
  readonly placed: (place: PlaceOfValue) => Listed
}

// A few values have a place each, so that the planner sees how many there are. Many values are one parameter.
const mostPlaces = 100

function listing(name: string, values: readonly string[]): Listing {
  if (values.length > mostPlaces) {
    const json = JSON.stringify(values.map((value) => ({ value })))
    return { size: 'many', values: { [name]: json }, placed: (place) => ({ json: place(name) }) }
  }
  return {
    size: String(values.length),
    values: Object.fromEntries(values.map((value, at) => [`${name} ${at}`, value])),
    placed: (place) => values.map((_, at) => place(`${name} ${at}`)),
  }
}

/**
 * A page without the last day, if its position is on or before that day. SQLite seeks by one of the two bounds, and the
 * last day is the wrong one: it would read everything before the page again.
 */
function withoutReached({ to, ...page }: PageQuery): PageQuery {
  const isReached = to !== undefined && page.after !== undefined && page.after.date <= to
  return isReached ? page : { to, ...page }
}

function shapeOfPage({ categoryId, from, to, after }: PageQuery): string {
  const isGiven = [categoryId, from, to, after].map((filter) => (filter === undefined ? '-' : '+'))
  return `page${isGiven.join('')}`
}

function valuesOfPage({ categoryId, from, to, after, limit }: PageQuery): StatementValues {
  return {
    category: categoryId ?? null,
    from: from ?? null,
    to: to ?? null,
    'after date': after?.date ?? null,
    'after created': after?.createdAt ?? null,
    'after id': after ? writeOrderedId(after.id) : null,
    limit,
  }
}

function placedPage({ categoryId, from, to, after }: PageQuery, place: PlaceOfValue): PlacedPage {
  const filter = (value: unknown, name: string) => (value === undefined ? null : place(name))
  return {
    category: filter(categoryId, 'category'),
    from: filter(from, 'from'),
    to: filter(to, 'to'),
    after: after
      ? { date: place('after date'), createdAt: place('after created'), id: place('after id') }
      : null,
    limit: place('limit'),
  }
}
