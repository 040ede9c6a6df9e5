import type { Amount } from '../../../money/amount.js'
import { readMinorUnits, writeMinorUnits } from '../../../money/minor-units.js'
import type { Month } from '../../../calendar/month.js'
import type { Budget } from '../../../model/budget.js'
import type { Expense } from '../../../model/expense.js'
import { compareHolds, type StoredHold } from '../../../model/hold.js'
import { changedMap, frozenMap } from '../../../lib/frozen-map.js'
import { copyEntity } from '../../../model/entity-copies.js'
import type { CategorySpending, MonthState } from '../../view.js'
import { commonLength } from './common-length.js'
import { ListDraft } from './list-draft.js'

const noBudgets: MonthState['budgets'] = Object.freeze([])
const noHolds: MonthState['holds'] = Object.freeze([])
const noSpending: MonthState['spending'] = frozenMap(new Map<string, CategorySpending>())

/** An empty month. */
export function emptyMonth(month: Month): MonthState {
  return Object.freeze({
    month,
    closed: false,
    limitAtClose: null,
    budgets: noBudgets,
    spending: noSpending,
    holds: noHolds,
  })
}

/** Whether a month has nothing to store. */
export function isEmptyMonth(state: MonthState): boolean {
  return isBareMonth(state) && state.holds.length === 0
}

/**
 * Whether a month has nothing to store, except perhaps holds. An older version, which does not know holds, removes such
 * a month. So no adapter keeps a record of such a month.
 */
export function isBareMonth({ closed, budgets, spending }: MonthState): boolean {
  return !closed && budgets.length === 0 && spending.size === 0
}

/** A copy of a month's state that shares nothing with it. */
export function copyMonth(state: MonthState): MonthState {
  return {
    ...state,
    budgets: state.budgets.map(copyEntity),
    spending: new Map(Array.from(state.spending, ([categoryId, spending]) => [categoryId, { ...spending }])),
    holds: state.holds.map(copyEntity),
  }
}

/**
 * A month that is being changed. Totals stay in minor units until the end, because a batch may add thousands of
 * expenses.
 */
export class MonthDraft {
  readonly budget: ListDraft<Budget>
  readonly hold: ListDraft<StoredHold>
  readonly #month: Month
  readonly #scale: number
  readonly #before: MonthState
  readonly #spending = new Map<string, { spent: bigint; count: number }>()
  #closed: boolean
  #limitAtClose: Amount | null

  constructor(state: MonthState, scale: number) {
    this.budget = new ListDraft(state.budgets)
    this.hold = new ListDraft(state.holds)
    this.#month = state.month
    this.#scale = scale
    this.#before = state
    this.#closed = state.closed
    this.#limitAtClose = state.limitAtClose
  }

  setClosed(closed: boolean, limitAtClose: Amount | null): void {
    this.#closed = closed
    this.#limitAtClose = limitAtClose
  }

  /** Adds an expense to its category's total, or subtracts it with -1. */
  addSpending({ categoryId, amount }: Pick<Expense, 'categoryId' | 'amount'>, times: 1 | -1): void {
    let total = this.#spending.get(categoryId)
    if (!total) {
      const before = this.#before.spending.get(categoryId)
      total = before
        ? { spent: readMinorUnits(before.spent, this.#scale), count: before.count }
        : { spent: 0n, count: 0 }
      this.#spending.set(categoryId, total)
    }
    total.spent += readMinorUnits(amount, this.#scale) * BigInt(times)
    total.count += times
  }

  state(): MonthState {
    const changes = new Map<string, CategorySpending | undefined>()
    for (const [categoryId, { spent, count }] of this.#spending) {
      const total = { spent: writeMinorUnits(spent, this.#scale), count }
      changes.set(categoryId, count > 0 ? Object.freeze(total) : undefined)
    }
    return {
      month: this.#month,
      closed: this.#closed,
      limitAtClose: this.#limitAtClose,
      budgets: this.budget.list(),
      spending: changes.size > 0 ? changedMap(this.#before.spending, changes) : this.#before.spending,
      holds: this.#holds(),
    }
  }

  #holds(): readonly StoredHold[] {
    const holds = this.hold.list()
    const { holds: before } = this.#before
    // The holds that were there before are in order.
    const first = commonLength(before, holds)
    const isInOrder = holds.slice(first).every((hold, index) => {
      const previous = holds[first + index - 1]
      return !previous || compareHolds(previous, hold) < 0
    })
    return isInOrder ? holds : holds.toSorted(compareHolds)
  }
}
