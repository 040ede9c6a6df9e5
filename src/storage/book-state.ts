import type { Month } from '../calendar/month.js'
import type { Settings } from '../model/entities.js'
import type {
  BookContents,
  CommitOptions,
  Committed,
  Decide,
  Head,
  MonthState,
  PageOf,
  Receipt,
  ScopeOf,
  StoredExpense,
  View,
} from './adapter.js'
import { guardInput } from '../errors/invalid-input.js'
import { throwIfAborted } from '../errors/abort.js'
import { applyChanges, idTaken, type AppliedChanges } from './apply-changes.js'
import { contentsOf, emptyContents, monthStatesOf } from './contents.js'
import { copyEntity, copyJsonObject, copyMonth } from './copies.js'
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
 * document can load, transact and save one. Nothing that goes in or out is shared.
 *
 * @example
 * ```ts
 * import { BookState, type BookContents } from 'budgetbook'
 *
 * const state = new BookState()
 * const contents: BookContents = state.snapshot().contents
 * console.log(contents.settings.currency, contents.expenses.length) // => INR 0
 * ```
 */
export class BookState {
  #head: Head = emptyContents
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
    const head = this.#copyHead()
    return loadView(head, scope(head), {
      allMonths: () => this.#months.keys(),
      month: (month) => copyMonth(this.#months.get(month) ?? emptyMonth(month)),
      budget: (id) => {
        const month = this.#monthOfBudget.get(id)
        const budget = month && this.#months.get(month)?.budgets.find((one) => one.id === id)
        return budget ? copyEntity(budget) : null
      },
      expense: (id) => {
        const expense = this.#expenses.get(id)
        return expense ? copyEntity(expense) : null
      },
    })
  }

  /** What {@link StorageAdapter.page} gives. */
  page(page: PageOf): StoredExpense[] {
    return this.#expenses.page(page(this.#copyHead())).map(copyEntity)
  }

  /** What {@link StorageAdapter.transact} does. */
  transact(scope: ScopeOf, decide: Decide, { operation, signal }: Omit<CommitOptions, 'source'>): Committed {
    const first = this.#operations.find(operation)
    if (first) return { replayed: true, receipt: first }
    const view = this.read(scope)
    const { changes, receipt } = decide(view)
    const applied = applyChanges(view, changes)
    this.#refuseTakenIds(applied)
    // Whatever can throw has thrown before anything changes.
    const copy = copyApplied(applied)
    const kept = copyJsonObject(receipt)
    throwIfAborted(signal)
    this.#commit(copy)
    this.#operations.add(operation, kept)
    return { replayed: false, receipt }
  }

  /** What {@link StorageAdapter.replace} does. */
  replace(
    rebuild: (contents: BookContents) => { readonly contents: BookContents; readonly receipt: Receipt },
    { operation, signal }: Omit<CommitOptions, 'source'>,
  ): Committed {
    const first = this.#operations.find(operation)
    if (first) return { replayed: true, receipt: first }
    const { contents, receipt } = rebuild(this.snapshot().contents)
    const kept = copyJsonObject(receipt)
    throwIfAborted(signal)
    this.#load(contents)
    this.#operations.add(operation, kept)
    return { replayed: false, receipt }
  }

  /** Everything, to be saved. */
  snapshot(): BookSnapshot {
    const expenses = Array.from(this.#expenses.values(), copyEntity)
    return {
      contents: contentsOf(this.#head, [...this.#months.values()], expenses),
      operations: this.#operations.records(),
    }
  }

  #copyHead(): Head {
    return { settings: { ...this.#head.settings }, categories: this.#head.categories.map(copyEntity) }
  }

  #load(contents: BookContents): void {
    const expenses = new ExpenseIndex()
    for (const expense of contents.expenses) expenses.add(copyEntity(expense))
    const months = monthStatesOf(contents)
    const settings: Settings = { ...contents.settings }
    this.#head = { settings, categories: contents.categories.map(copyEntity) }
    this.#expenses = expenses
    this.#months = new Map(Array.from(months, ([month, state]) => [month, copyMonth(state)]))
    this.#monthOfBudget = new Map(contents.budgets.map(({ id, month }) => [id, month]))
  }

  #refuseTakenIds({ insertedBudgets, insertedExpenses }: AppliedChanges): void {
    for (const { id } of insertedBudgets) if (this.#monthOfBudget.has(id)) throw idTaken('budget', id)
    for (const { id } of insertedExpenses) if (this.#expenses.get(id)) throw idTaken('expense', id)
  }

  #commit(applied: AppliedChanges): void {
    this.#head = {
      settings: applied.settings ?? this.#head.settings,
      categories: applied.categories ?? this.#head.categories,
    }
    for (const [month, state] of applied.months) {
      for (const { id } of this.#months.get(month)?.budgets ?? []) this.#monthOfBudget.delete(id)
      if (isEmptyMonth(state)) this.#months.delete(month)
      else this.#months.set(month, state)
      for (const { id } of state.budgets) this.#monthOfBudget.set(id, month)
    }
    for (const { id } of applied.removedExpenses) this.#expenses.remove(id)
    for (const expense of applied.updatedExpenses) this.#expenses.add(expense)
    for (const expense of applied.insertedExpenses) this.#expenses.add(expense)
  }
}

// What the decider made is the caller's; what is kept must not change with it.
function copyApplied(applied: AppliedChanges): AppliedChanges {
  return {
    ...applied,
    settings: applied.settings && { ...applied.settings },
    categories: applied.categories?.map(copyEntity) ?? null,
    months: new Map(Array.from(applied.months, ([month, state]) => [month, copyMonth(state)])),
    updatedExpenses: applied.updatedExpenses.map(copyEntity),
    insertedExpenses: applied.insertedExpenses.map(copyEntity),
  }
}
