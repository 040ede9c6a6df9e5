import { countMonths, eachMonth, mostMonths } from '../../calendar/each-month.js'
import type { Month } from '../../calendar/month.js'
import { invalidInput } from '../../errors/invalid-input.js'
import type { Amount } from '../../money/amount.js'
import { Decimal } from '../../money/decimal.js'
import { readMinorUnits } from '../../money/minor-units.js'
import { rolloverOf, type CarryingRow } from '../../planning/rollover/rollover-of.js'
import type { Head, View } from '../../storage/view.js'
import type { LedgerEntry } from '../../utilization/ledger.js'
import { resolveThresholds } from '../../utilization/thresholds.js'
import type { BookContext } from '../book-context.js'
import type { BudgetBook } from '../budget-book.js'
import { monthIn } from '../find.js'
import { readStoredMonth, readStoredScale, requireSoundRules } from '../read-stored.js'
import { monthAsked } from './month-asked.js'

/** Makes {@link BudgetBook.rollover}. */
export function rolloverReporter(context: BookContext): BudgetBook['rollover'] {
  const { bookId, thresholds } = context.parts
  return async (month, options) => {
    context.requireOpen()
    const monthOfReport = monthAsked(context, month)
    const view = await context.read((head) => ({ months: chainOf(head, monthOfReport(head)) }), options)
    const asked = monthOfReport(view)
    const { currency } = view.settings
    const scale = readStoredScale(view, bookId)
    requireSoundRules(view, bookId)
    const rows = rowsOf(view, chainOf(view, asked), scale, bookId)
    return rolloverOf({ month: asked, currency, scale, thresholds: resolveThresholds(thresholds), rows })
  }
}

/** The categories that carry, with their months. Damaged data is found as in a report of each month. */
function rowsOf(view: View, months: readonly Month[], scale: number, bookId: string): CarryingRow[] {
  const cells = new Map(view.categories.map(({ id }) => [id, new Map<Month, LedgerEntry>()]))
  for (const month of months) {
    for (const entry of readStoredMonth(view, monthIn(view, month), bookId).entries)
      cells.get(entry.categoryId)?.set(month, entry)
  }
  return view.categories.flatMap(({ id, name, rollover }) => {
    if (rollover === null) return []
    const { from, carry, cap, opening } = rollover
    const units = (amount: Amount): bigint => unitsOfRule(amount, scale)
    const rule = { carry, cap: cap === null ? null : units(cap), opening: units(opening) }
    return [
      { id, name, rule, months: months.filter((month) => month >= from), cells: cells.get(id) ?? new Map() },
    ]
  })
}

// The amount may have the decimals of an earlier currency.
function unitsOfRule(amount: Amount, scale: number): bigint {
  return readMinorUnits(new Decimal(amount).toFixed(scale), scale)
}

/** The months from the first of the earliest rule to the reported one. */
function chainOf({ categories }: Head, month: Month): Month[] {
  let first = month
  for (const { rollover } of categories) if (rollover && rollover.from < first) first = rollover.from
  if (countMonths(first, month) <= mostMonths) return eachMonth(first, month)
  throw invalidInput(
    'too_big',
    `A rollover has at most ${mostMonths} months. It began in ${first}`,
    ['month'],
    {
      maximum: mostMonths,
    },
  )
}
