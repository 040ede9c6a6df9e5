import { atPath, guardInput, requireKnownFields, requireObject, visitEach } from '../errors/invalid-input.js'
import { parseCurrency } from '../money/currency.js'
import type { ExistingExpenseFields, ImportOptions, ImportPlan } from './import-plan.js'
import { ImportPlanner } from './import-planner.js'
import type { ImportRow } from './import-row.js'

/** What {@link planImport} takes. */
export interface PlanImportInput extends ImportOptions {
  /** The rows of a file. */
  readonly rows: Iterable<ImportRow>
  /**
   * The expenses of the book from three days before the first row to three days after the last one. More do no harm: an
   * imported expense whose day was moved out of these days is known only if it is here.
   */
  readonly existing: Iterable<ExistingExpenseFields>
  /** The book's currency. */
  readonly currency: string
}

const fieldNames: readonly (keyof PlanImportInput)[] = [
  'rows',
  'existing',
  'currency',
  'category',
  'source',
  'ignore',
]

/**
 * Sorts the rows of a file: which are new, which are in the book, which may have been entered by hand, and which cannot
 * be imported. A pure function: it records nothing. `book.expenses.planImport` reads the expenses of the book itself.
 *
 * Equal rows are counted: of `n` equal rows, where the book has `k` expenses of an import with their key, `n - k` are
 * fresh. So a file that is imported twice adds nothing, and two equal coffees on one day stay two. Nothing is merged
 * because it looks alike. A row that cannot be read is `rejected` and does not stop the others.
 *
 * @throws `invalid_input`, with the path of the field: for anything that is not a row or an expense, and if `category`
 * throws (`unreadable`, with its error as `cause`).
 *
 * @example
 * ```ts
 * import { planImport } from 'budgetbook'
 *
 * const coffee = { date: '2026-02-14', amount: '3.20', description: 'Coffee' }
 * const plan = planImport({
 *   rows: [coffee, coffee, { date: '2026-02-15', amount: '0.00', line: 4 }],
 *   existing: [{ id: 'a', date: '2026-02-12', amount: '3.20' }],
 *   currency: 'EUR',
 *   source: 'giro',
 *   category: () => 'food',
 * })
 * for (const { expense } of plan.fresh) console.log(expense.metadata.import.key)
 * // => giro|2026-02-14|3.20|coffee
 * // => giro|2026-02-14|3.20|coffee
 * console.log(plan.alike.length, plan.alike[0]?.expenseIds, plan.rejected[0]?.line) // => 2 [ 'a' ] 4
 * ```
 */
export function planImport(input: PlanImportInput): ImportPlan {
  return guardInput(() => {
    requireObject(input, 'The input')
    requireKnownFields(input, fieldNames)
    const currency = atPath(['currency'], () => parseCurrency(input.currency))
    const planner = new ImportPlanner(currency, input)
    visitEach('rows', input.rows, (row) => planner.addRow(row))
    visitEach('existing', input.existing, (expense) => planner.addExpense(expense))
    return planner.plan()
  })
}
