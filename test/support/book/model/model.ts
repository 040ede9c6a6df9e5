import { budgetMethods, budgetOf } from './budgets.js'
import { categoryMethods } from './categories/categories.js'
import { copyMethods } from './copy.js'
import { expenseMethods, expensesOf } from './expenses.js'
import { holdMethods, openHoldsOf, storedHoldsOf } from './holds.js'
import { groupMethods } from './categories/groups.js'
import { monthsOf, reportOf } from './reports.js'
import { rolloverOf } from './categories/rollover.js'
import { settingsMethods, settingsOf } from './settings.js'
import { spendingMethods } from './spending.js'
import { sweep } from './sweep.js'
import { categoryOf } from './categories/shown-category.js'
import { emptyState, type IdAt, type Model, type ModelSpending, type ModelState } from './state.js'

const methods = {
  ...settingsMethods,
  ...categoryMethods,
  ...groupMethods,
  ...budgetMethods,
  ...copyMethods,
  ...expenseMethods,
  ...spendingMethods,
  ...holdMethods,
}

/** A call of a book's method. */
export interface Call {
  readonly method: string
  readonly input: readonly unknown[]
}

/**
 * A deliberately simple book: arrays that are searched from end to end, totals that are added up each time. It takes
 * the same calls as the real one, and knows nothing of it.
 */
export class BookModel implements Model {
  readonly state: ModelState = emptyState()
  now = '2026-02-14T09:30:00.000Z'
  policy: 'warn' | 'enforce'
  spending: ModelSpending
  /** The calls that were made under an operation id, each with what a repetition gives. */
  readonly operations = new Map<string, Call & { readonly again: () => unknown }>()

  constructor(policy: 'warn' | 'enforce', spending: ModelSpending) {
    this.policy = policy
    this.spending = spending
  }

  /** The result of a call, or a `Refusal`. */
  call({ method, input }: Call, operationId: string | null, idAt: IdAt): unknown {
    const before = structuredClone(this.state)
    const again = methods[method]!(this, input as readonly never[], idAt)
    sweep(this, before, { method, input })
    if (operationId !== null) this.operations.set(operationId, { method, input, again })
    return again()
  }

  /** Everything that can be seen of the book from outside; reports and carries for these months. */
  observe(months: readonly string[]): object {
    const { state, now } = this
    const budgets = [...state.budgets].map(({ id, month }, index) => ({ id, month, index }))
    budgets.sort((a, b) => (a.month === b.month ? a.index - b.index : a.month > b.month ? -1 : 1))
    return {
      settings: settingsOf(state),
      categories: state.categories.map(({ id }) => categoryOf(state, id)),
      groups: state.groups,
      budgets: budgets.map(({ id }) => budgetOf(state, id)),
      expenses: expensesOf(state),
      holds: openHoldsOf(this),
      storedHolds: storedHoldsOf(state),
      months: monthsOf(state, now),
      reports: months.map((month) => reportOf(state, month, now)),
      rollovers: months.map((month) => rolloverOf(state, month)),
    }
  }
}
