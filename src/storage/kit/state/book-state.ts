import type { Month } from '../../../calendar/month.js'
import type { BookContents, Head, MonthState, PageOf, ScopeOf, View } from '../../view.js'
import type { CommitOptions, Committed, RebuildBook } from '../../adapter.js'
import type { Decide } from '../../change.js'
import type { HistoryQuery, PlacedHistoryEntry } from '../../history.js'
import type { Budget } from '../../../model/budget.js'
import type { StoredExpense } from '../../../model/expense.js'
import type { StoredHold } from '../../../model/hold.js'
import { guardInput } from '../../../errors/invalid-input.js'
import { throwIfAborted } from '../../../errors/throw-if-aborted.js'
import { applyChanges, idTaken, type AppliedChanges } from './apply-changes.js'
import { completeContents } from './complete-contents.js'
import { contentsOf, emptyContents, monthStatesOf } from './contents.js'
import { copyJsonObject } from '../../../lib/json.js'
import { frozenEntity } from '../../../model/entity-copies.js'
import { ExpenseIndex } from './expense-index.js'
import { HistoryLog } from './history-log.js'
import { loadView } from './load-view.js'
import { commonLength } from './common-length.js'
import { emptyMonth, isEmptyMonth } from './month-draft.js'
import { OperationLog, type OperationRecord } from './operation-log.js'

/** Everything to save of a book: its contents, and the operations of its callers. */
export interface BookSnapshot {
  /** Settings, categories, budgets, expenses, closed months. */
  readonly contents: BookContents
  /** The last operations, oldest first. */
  readonly operations: readonly OperationRecord[]
  /** The history, oldest first; absent if there is none. */
  readonly history?: readonly PlacedHistoryEntry[] | undefined
}

const operationsKept = 1_000

/**
 * A whole book in memory that behaves as a {@link StorageAdapter} must. It is synchronous, so nothing happens between
 * a view and its commit. The memory adapter is a map of these. An adapter that keeps a book as one document can load
 * one, transact and save it. It copies what it is given; what it returns is frozen or a copy.
 *
 * @example
 * ```ts
 * import { BookState, type BookContents } from 'budgetbook/adapter'
 *
 * const state = new BookState()
 * const contents: BookContents = state.snapshot().contents
 * console.log(contents.settings.currency, contents.expenses.length) // => INR 0
 * ```
 */
export class BookState {
  #head: Head = frozenHead(emptyContents)
  #months: Map<Month, MonthState> = new Map()
  #monthOfBudget: Map<string, Month> = new Map()
  #monthOfHold: Map<string, Month> = new Map()
  #expenses: ExpenseIndex = new ExpenseIndex()
  readonly #operations: OperationLog
  readonly #history: HistoryLog

  /** @param snapshot - The result of {@link BookState.snapshot}. Without it the book is empty. */
  constructor(snapshot?: BookSnapshot) {
    this.#operations = guardInput(() => new OperationLog(operationsKept, snapshot?.operations))
    this.#history = new HistoryLog(snapshot?.history)
    if (snapshot) guardInput(() => this.#load(completeContents(snapshot.contents)))
  }

  /** See {@link StorageAdapter.read}. */
  read(scope: ScopeOf): View {
    return this.#view(scope)
  }

  /** See {@link StorageAdapter.page}. */
  page(page: PageOf): StoredExpense[] {
    return this.#expenses.page(page(this.#head))
  }

  /** See {@link StorageAdapter.history}. */
  history(query: HistoryQuery): PlacedHistoryEntry[] {
    return this.#history.page(query)
  }

  /** See {@link StorageAdapter.transact}. */
  transact(scope: ScopeOf, decide: Decide, { operation, signal }: Omit<CommitOptions, 'source'>): Committed {
    const first = this.#operations.find(operation)
    if (first) return { replayed: true, receipt: first }
    const view = this.#view(scope)
    const { changes, receipt, history } = decide(view)
    const applied = applyChanges(view, changes)
    this.#refuseTakenIds(applied)
    // Whatever can throw has thrown before anything changes.
    const frozen = this.#freeze(applied)
    const kept = operation ? copyJsonObject(receipt) : receipt
    const appended = this.#history.prepare(history)
    throwIfAborted(signal)
    this.#commit(frozen)
    this.#history.add(appended)
    this.#operations.add(operation, kept)
    return { replayed: false, receipt }
  }

  /** See {@link StorageAdapter.replace}. */
  replace(rebuild: RebuildBook, { operation, signal }: Omit<CommitOptions, 'source'>): Committed {
    const first = this.#operations.find(operation)
    if (first) return { replayed: true, receipt: first }
    const { contents, receipt, history } = rebuild(this.snapshot().contents)
    const kept = operation ? copyJsonObject(receipt) : receipt
    const appended = this.#history.prepare(history)
    throwIfAborted(signal)
    if (contents) this.#load(contents)
    this.#history.add(appended)
    this.#operations.add(operation, kept)
    return { replayed: false, receipt }
  }

  /** Everything to save. */
  snapshot(): BookSnapshot {
    const history = this.#history.entries()
    return {
      contents: contentsOf(this.#head, [...this.#months.values()], [...this.#expenses.values()]),
      operations: this.#operations.records(),
      ...(history.length > 0 && { history }),
    }
  }

  // Everything in this view is the book's own data, not a copy.
  #view(scope: ScopeOf): View {
    return loadView(this.#head, scope(this.#head), {
      allMonths: () => this.#months.keys(),
      month: (month) => this.#months.get(month) ?? emptyMonth(month),
      budget: (id) => {
        const month = this.#monthOfBudget.get(id)
        return (month && this.#months.get(month)?.budgets.find((one) => one.id === id)) ?? null
      },
      expense: (id) => this.#expenses.get(id) ?? null,
      hold: (id) => {
        const month = this.#monthOfHold.get(id)
        return (month && this.#months.get(month)?.holds.find((one) => one.id === id)) ?? null
      },
    })
  }

  #load(contents: BookContents): void {
    const expenses = new ExpenseIndex()
    for (const expense of contents.expenses) expenses.add(frozenEntity(expense))
    const head = frozenHead(contents)
    const months = Array.from(monthStatesOf(contents).values(), (state) => frozenMonth(state))
    const monthOfBudget = new Map(contents.budgets.map(({ id, month }) => [id, month]))
    const monthOfHold = new Map(contents.holds.map(({ id, month }) => [id, month]))
    // Whatever can throw has thrown before anything changes.
    this.#head = head
    this.#expenses = expenses
    this.#months = new Map(months.map((state) => [state.month, state]))
    this.#monthOfBudget = monthOfBudget
    this.#monthOfHold = monthOfHold
  }

  #refuseTakenIds({ insertedBudgets, insertedHolds, insertedExpenses }: AppliedChanges): void {
    for (const { id } of insertedBudgets) if (this.#monthOfBudget.has(id)) throw idTaken('budget', id)
    for (const { id } of insertedHolds) if (this.#monthOfHold.has(id)) throw idTaken('hold', id)
    for (const { id } of insertedExpenses) if (this.#expenses.get(id)) throw idTaken('expense', id)
  }

  // The caller may still change the objects that it passed, so the book keeps frozen copies.
  #freeze(applied: AppliedChanges): FrozenChanges {
    const { settings, categories, groups, months } = applied
    const { removedExpenses, updatedExpenses, insertedExpenses } = applied
    const head = this.#head
    return {
      // Each category and group is already frozen: applyChanges keeps the old ones and freezes the new ones.
      head: Object.freeze({
        settings: settings ? Object.freeze({ ...settings }) : head.settings,
        categories: categories ? Object.freeze(categories) : head.categories,
        groups: groups ? Object.freeze(groups) : head.groups,
      }),
      months: Array.from(months.values(), (state) => frozenMonth(state, this.#months.get(state.month))),
      removed: removedExpenses,
      added: [...updatedExpenses, ...insertedExpenses].map(frozenEntity),
    }
  }

  #commit({ head, months, removed, added }: FrozenChanges): void {
    this.#head = head
    replace(this.#monthOfBudget, this.#months, months, ({ budgets }) => budgets)
    replace(this.#monthOfHold, this.#months, months, ({ holds }) => holds)
    for (const state of months) {
      if (isEmptyMonth(state)) this.#months.delete(state.month)
      else this.#months.set(state.month, state)
    }
    for (const { id } of removed) this.#expenses.remove(id)
    for (const expense of added) this.#expenses.add(expense)
  }
}

type Entities = readonly { readonly id: string }[]

/** Brings the months of entities, by their ids, up to date with new states. */
function replace(
  monthOf: Map<string, Month>,
  before: ReadonlyMap<Month, MonthState>,
  after: readonly MonthState[],
  listOf: (state: MonthState) => Entities,
): void {
  const changed = after.map((state) => {
    const old = before.get(state.month)
    return { month: state.month, ...differences(old ? listOf(old) : [], listOf(state)) }
  })
  // Removes all old entries first: an entity may move from one month to another.
  for (const { gone } of changed) for (const { id } of gone) monthOf.delete(id)
  for (const { month, come } of changed) for (const { id } of come) monthOf.set(id, month)
}

function differences(
  before: Entities,
  after: Entities,
): { readonly gone: Entities; readonly come: Entities } {
  const from = commonLength(before, after)
  return { gone: before.slice(from), come: after.slice(from) }
}

/** A commit that can no longer throw. */
interface FrozenChanges {
  readonly head: Head
  readonly months: readonly MonthState[]
  readonly removed: readonly StoredExpense[]
  readonly added: readonly StoredExpense[]
}

function frozenHead({ settings, categories, groups }: Head): Head {
  return Object.freeze({
    settings: Object.freeze({ ...settings }),
    categories: Object.freeze(categories.map(frozenEntity)),
    groups: Object.freeze(groups.map(frozenEntity)),
  })
}

// Takes a state that applyChanges made, so nobody else has its map.
function frozenMonth(state: MonthState, before?: MonthState): MonthState {
  const { month, closed, limitAtClose, spending } = state
  const budgets = frozenList(state.budgets, before?.budgets)
  const holds = frozenList(state.holds, before?.holds)
  if (budgets === state.budgets && holds === state.holds) return Object.freeze(state)
  // Field by field: V8 gives each frozen copy of a spread a hidden class of its own.
  return Object.freeze({ month, closed, limitAtClose, budgets, spending, holds })
}

// What did not change is already frozen.
function frozenList<Kind extends Budget | StoredHold>(
  list: readonly Kind[],
  before: readonly Kind[] = [],
): readonly Kind[] {
  if (list === before || Object.isFrozen(list)) return list
  const kept = commonLength(before, list)
  const isKept = new Set(before.slice(kept))
  const rest = list.slice(kept).map((entity) => (isKept.has(entity) ? entity : frozenEntity(entity)))
  return Object.freeze([...list.slice(0, kept), ...rest])
}
