import type { Month } from '../../../calendar/month.js'
import type { BookContents, Head, MonthState, PageOf, ScopeOf, View } from '../../view.js'
import type { CommitOptions, Committed, RebuildBook } from '../../adapter.js'
import type { Decide } from '../../change.js'
import type { StoredExpense } from '../../../model/expense.js'
import { guardInput } from '../../../errors/invalid-input.js'
import { throwIfAborted } from '../../../errors/throw-if-aborted.js'
import { applyChanges, idTaken, type AppliedChanges } from './apply-changes.js'
import { contentsOf, emptyContents, monthStatesOf } from './contents.js'
import { copyJsonObject } from '../../../lib/json.js'
import { frozenEntity } from '../../../model/entity-copies.js'
import { ExpenseIndex } from './expense-index.js'
import { loadView } from './load-view.js'
import { emptyMonth, isEmptyMonth } from './month-draft.js'
import { OperationLog, type OperationRecord } from './operation-log.js'

/** Everything that there is to save of a book: its contents, and the operations that callers named. */
export interface BookSnapshot {
  /** Settings, categories, budgets, expenses, closed months. */
  readonly contents: BookContents
  /** The last operations, oldest first. */
  readonly operations: readonly OperationRecord[]
}

const operationsKept = 1_000

/**
 * A whole book in memory, with the semantics that {@link StorageAdapter} asks for; synchronous, so that nothing comes
 * between a view and its commit. The memory adapter is a map of them, and an adapter that keeps a book as one
 * document can load, transact and save one. What goes in is copied; what comes out is frozen, or nobody else's.
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
  #expenses: ExpenseIndex = new ExpenseIndex()
  readonly #operations: OperationLog

  /** @param snapshot - What {@link BookState.snapshot} gave; without it the book is empty. */
  constructor(snapshot?: BookSnapshot) {
    this.#operations = guardInput(() => new OperationLog(operationsKept, snapshot?.operations))
    if (snapshot) guardInput(() => this.#load(snapshot.contents))
  }

  /** What {@link StorageAdapter.read} gives. */
  read(scope: ScopeOf): View {
    return shownView(this.#view(scope))
  }

  /** What {@link StorageAdapter.page} gives. */
  page(page: PageOf): StoredExpense[] {
    return this.#expenses.page(page(this.#head))
  }

  /** What {@link StorageAdapter.transact} does. */
  transact(scope: ScopeOf, decide: Decide, { operation, signal }: Omit<CommitOptions, 'source'>): Committed {
    const first = this.#operations.find(operation)
    if (first) return { replayed: true, receipt: first }
    const view = this.#view(scope)
    const { changes, receipt } = decide(shownView(view))
    const applied = applyChanges(view, changes)
    this.#refuseTakenIds(applied)
    // Whatever can throw has thrown before anything changes.
    const frozen = this.#freeze(applied)
    const kept = operation ? copyJsonObject(receipt) : receipt
    throwIfAborted(signal)
    this.#commit(frozen)
    this.#operations.add(operation, kept)
    return { replayed: false, receipt }
  }

  /** What {@link StorageAdapter.replace} does. */
  replace(rebuild: RebuildBook, { operation, signal }: Omit<CommitOptions, 'source'>): Committed {
    const first = this.#operations.find(operation)
    if (first) return { replayed: true, receipt: first }
    const { contents, receipt } = rebuild(this.snapshot().contents)
    const kept = operation ? copyJsonObject(receipt) : receipt
    throwIfAborted(signal)
    if (contents) this.#load(contents)
    this.#operations.add(operation, kept)
    return { replayed: false, receipt }
  }

  /** Everything, to be saved. */
  snapshot(): BookSnapshot {
    return {
      contents: contentsOf(this.#head, [...this.#months.values()], [...this.#expenses.values()]),
      operations: this.#operations.records(),
    }
  }

  // All of it is what the book itself keeps.
  #view(scope: ScopeOf): View {
    return loadView(this.#head, scope(this.#head), {
      allMonths: () => this.#months.keys(),
      month: (month) => this.#months.get(month) ?? emptyMonth(month),
      budget: (id) => {
        const month = this.#monthOfBudget.get(id)
        return (month && this.#months.get(month)?.budgets.find((one) => one.id === id)) ?? null
      },
      expense: (id) => this.#expenses.get(id) ?? null,
    })
  }

  #load(contents: BookContents): void {
    const expenses = new ExpenseIndex()
    for (const expense of contents.expenses) expenses.add(frozenEntity(expense))
    const head = frozenHead(contents)
    const months = Array.from(monthStatesOf(contents).values(), (state) => frozenMonth(state))
    const monthOfBudget = new Map(contents.budgets.map(({ id, month }) => [id, month]))
    // Whatever can throw has thrown before anything changes.
    this.#head = head
    this.#expenses = expenses
    this.#months = new Map(months.map((state) => [state.month, state]))
    this.#monthOfBudget = monthOfBudget
  }

  #refuseTakenIds({ insertedBudgets, insertedExpenses }: AppliedChanges): void {
    for (const { id } of insertedBudgets) if (this.#monthOfBudget.has(id)) throw idTaken('budget', id)
    for (const { id } of insertedExpenses) if (this.#expenses.get(id)) throw idTaken('expense', id)
  }

  // What the decider made is the caller's; what is kept must not change with it.
  #freeze(applied: AppliedChanges): FrozenChanges {
    const { settings, categories, months, removedExpenses, updatedExpenses, insertedExpenses } = applied
    const head = this.#head
    return {
      // The categories are frozen one by one already: applyChanges leaves those that stay, and freezes the others.
      head: Object.freeze({
        settings: settings ? Object.freeze({ ...settings }) : head.settings,
        categories: categories ? Object.freeze(categories) : head.categories,
      }),
      months: Array.from(months.values(), (state) => frozenMonth(state, this.#months.get(state.month))),
      removed: removedExpenses,
      added: [...updatedExpenses, ...insertedExpenses].map(frozenEntity),
    }
  }

  #commit({ head, months, removed, added }: FrozenChanges): void {
    this.#head = head
    const replanned = months.filter(({ month, budgets }) => budgets !== this.#months.get(month)?.budgets)
    // All of the old ones first: a budget may move from one month to another.
    for (const { month } of replanned)
      for (const { id } of this.#months.get(month)?.budgets ?? []) this.#monthOfBudget.delete(id)
    for (const { month, budgets } of replanned)
      for (const { id } of budgets) this.#monthOfBudget.set(id, month)
    for (const state of months) {
      if (isEmptyMonth(state)) this.#months.delete(state.month)
      else this.#months.set(state.month, state)
    }
    for (const { id } of removed) this.#expenses.remove(id)
    for (const expense of added) this.#expenses.add(expense)
  }
}

/** A commit, nothing of which can throw any more. */
interface FrozenChanges {
  readonly head: Head
  readonly months: readonly MonthState[]
  readonly removed: readonly StoredExpense[]
  readonly added: readonly StoredExpense[]
}

// What leaves the book is frozen, but for the maps, which cannot be. The totals are copied where somebody looks at them:
// recording an expense does not.
function shownView(view: View): View {
  return { ...view, months: new Map(Array.from(view.months, ([month, state]) => [month, shownMonth(state)])) }
}

function shownMonth({ month, closed, limitAtClose, budgets, spending }: MonthState): MonthState {
  let copy: MonthState['spending'] | null = null
  return {
    month,
    closed,
    limitAtClose,
    budgets,
    get spending() {
      return (copy ??= new Map(spending))
    },
  }
}

function frozenHead({ settings, categories }: Head): Head {
  return Object.freeze({
    settings: Object.freeze({ ...settings }),
    categories: Object.freeze(categories.map(frozenEntity)),
  })
}

// Of what applyChanges made, so that the map in it is nobody else's.
function frozenMonth(state: MonthState, before?: MonthState): MonthState {
  // Where they are as they were, they are frozen already, however many there are.
  const isKept = state.budgets === before?.budgets
  return Object.freeze(isKept ? state : { ...state, budgets: Object.freeze(state.budgets.map(frozenEntity)) })
}
