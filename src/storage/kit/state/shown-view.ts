import type { Month } from '../../../calendar/month.js'
import type { Amount } from '../../../money/amount.js'
import { frozenMap } from '../../../lib/frozen-map.js'
import { lazily } from '../../../lib/lazily.js'
import type { Budget } from '../../../model/budget.js'
import type { MonthState, View } from '../../view.js'

/** The view that leaves a book: nobody can change it, and a month that has not changed is the same object each time. */
export function shownView({ settings, categories, months, budgets, expenses }: View): View {
  const shown = new Map<Month, MonthState>()
  for (const [month, state] of months) shown.set(month, shownMonth(state))
  return { settings, categories, months: shown, budgets, expenses }
}

const shownMonths = new WeakMap<MonthState, MonthState>()

function shownMonth(state: MonthState): MonthState {
  let shown = shownMonths.get(state)
  if (!shown) shownMonths.set(state, (shown = new ShownMonth(state)))
  return shown
}

/** Copies the map of totals only when somebody reads it: recording an expense does not. */
class ShownMonth implements MonthState {
  readonly month: Month
  readonly closed: boolean
  readonly limitAtClose: Amount | null
  readonly budgets: readonly Budget[]
  declare readonly spending: MonthState['spending']
  #spending: MonthState['spending']

  constructor({ month, closed, limitAtClose, budgets, spending }: MonthState) {
    this.month = month
    this.closed = closed
    this.limitAtClose = limitAtClose
    this.budgets = budgets
    this.#spending = spending
    lazily(this, 'spending', ShownMonth.#frozenSpending)
    Object.freeze(this)
  }

  static readonly #frozenSpending = function (this: ShownMonth): MonthState['spending'] {
    return (this.#spending = frozenMap(this.#spending))
  }
}
