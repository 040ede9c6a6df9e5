import { BudgetBookError, isBudgetBookError } from '../errors/error.js'
import { invalidInput } from '../errors/invalid-input.js'
import type { CivilDate } from '../calendar/civil-date.js'
import { monthOf } from '../calendar/month-range.js'
import type { Month } from '../calendar/month.js'
import { scaleOf } from '../money/currency.js'
import { readMinorUnits } from '../money/minor-units.js'
import { monthSchema } from '../model/fields.js'
import { validateArgument } from '../model/validate.js'
import type { Head, MonthState, View } from '../storage/view.js'
import type { Ledger } from '../utilization/ledger.js'
import { reportOf } from '../utilization/report-of.js'
import type { Utilization } from '../utilization/report.js'
import { resolveThresholds, type ExactThresholds } from '../utilization/thresholds.js'
import type { BookContext } from './book-context.js'
import type { CallOptions } from './call-options.js'
import { monthIn } from './find.js'

/** Makes `book.utilization`. */
export function monthReporter(
  context: BookContext,
): (month?: string, options?: CallOptions) => Promise<Utilization> {
  return async (month, options) => {
    context.requireOpen()
    const asked = month === undefined ? undefined : validateArgument('month', monthSchema, month)
    const today = asked === undefined ? context.clock.today() : undefined
    const monthOfReport = ({ settings }: Pick<Head, 'settings'>): Month =>
      asked ?? monthOf(today as CivilDate, settings.monthStartDay)
    const view = await context.read((head) => ({ months: [monthOfReport(head)] }), options)
    return report(view, monthIn(view, monthOfReport(view)), context)
  }
}

function report(view: View, state: MonthState, { parts }: BookContext): Utilization {
  const { month } = state
  const corrupt = (reason: string, cause?: unknown): Error =>
    new BudgetBookError(
      'storage_corrupt',
      `The month ${month} cannot be reported: ${reason}. Restore the book from an export`,
      { bookId: parts.bookId, location: `month ${month}`, reason },
      { cause },
    )
  try {
    return reportOf(ledgerOf(view, state, resolveThresholds(parts.thresholds)))
  } catch (cause) {
    // The caller gave nothing but the month: what cannot be read is what the storage gave.
    if (isBudgetBookError(cause, 'invalid_input')) throw corrupt(cause.message, cause)
    throw cause
  }
}

function ledgerOf({ settings, categories }: View, state: MonthState, thresholds: ExactThresholds): Ledger {
  const { month, closed, limitAtClose, budgets, spending } = state
  const { currency } = settings
  const scale = scaleOf(currency)
  const known = new Set(categories.map(({ id }) => id))
  const budgetOf = new Map(
    budgets.map(({ categoryId, amount }) => [requireKnown(known, categoryId), readMinorUnits(amount, scale)]),
  )
  if (budgetOf.size < budgets.length) throw invalidInput('duplicate', 'A category has two budgets')
  for (const categoryId of spending.keys()) requireKnown(known, categoryId)
  const limit = closed ? limitAtClose : settings.monthlyLimit
  return {
    month,
    currency,
    scale,
    limit: limit === null ? null : readMinorUnits(limit, scale),
    thresholds,
    entries: categories.map(({ id, name }) => {
      const { spent, count } = spending.get(id) ?? nothing
      return {
        categoryId: id,
        name,
        budget: budgetOf.get(id) ?? null,
        spent: readMinorUnits(spent, scale),
        expenseCount: count,
      }
    }),
  }
}

const nothing = { spent: '0', count: 0 }

function requireKnown(known: ReadonlySet<string>, categoryId: string): string {
  if (known.has(categoryId)) return categoryId
  throw invalidInput('unknown_category', `its category ${categoryId} is missing`)
}
