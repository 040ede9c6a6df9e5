import { BudgetBookError } from '../../../errors/error.js'
import { guardInput, invalidInput } from '../../../errors/invalid-input.js'
import type { Month } from '../../../calendar/month.js'
import { scaleOf } from '../../../money/currency.js'
import type { Budget } from '../../../model/budget.js'
import type { Category } from '../../../model/category.js'
import type { CategoryGroup } from '../../../model/category-group.js'
import type { Settings } from '../../../model/settings.js'
import type { Change, EntityMove, EntityPut, EntityRemoval } from '../../change.js'
import type { MonthState, View } from '../../view.js'
import type { StoredExpense } from '../../../model/expense.js'
import type { StoredHold } from '../../../model/hold.js'
import type { ListDraft } from './list-draft.js'
import { entityFinder, type MonthEntities } from './load-view.js'
import { MonthDraft } from './month-draft.js'
import { placeOf, withEntity, withMoved, withoutEntity, type Ordered } from './ordered-list.js'

/** What a commit changes, ready to be stored. It holds only what differs from the view. */
export interface AppliedChanges {
  /** The new settings, or `null` if they did not change. */
  readonly settings: Settings | null
  /** All categories, or `null` if none changed or moved. */
  readonly categories: readonly Category[] | null
  /** All groups, or `null` if none changed or moved. */
  readonly groups: readonly CategoryGroup[] | null
  /** The new state of each month that changed, totals included. */
  readonly months: ReadonlyMap<Month, MonthState>
  /** The inserted budgets. The caller checks that their ids are free. */
  readonly insertedBudgets: readonly Budget[]
  /** The inserted holds. The caller checks that their ids are free. */
  readonly insertedHolds: readonly StoredHold[]
  /** The inserted expenses. The caller checks that their ids are free. */
  readonly insertedExpenses: readonly StoredExpense[]
  /** The old value of each expense that was removed or updated. */
  readonly removedExpenses: readonly StoredExpense[]
  /** The new value of each expense that was put. */
  readonly updatedExpenses: readonly StoredExpense[]
}

/** Whether a commit changes the head of a book: the settings, the categories or the groups. */
export function changesHead({ settings, categories, groups }: AppliedChanges): boolean {
  return settings !== null || categories !== null || groups !== null
}

/** The error for an `insert` with an id that the book already has. */
export function idTaken(type: string, id: string): BudgetBookError<'conflict'> {
  return new BudgetBookError('conflict', `The id ${id} is taken by another ${type}. Make a new one`, {
    reason: 'id_taken',
  })
}

/**
 * Applies changes to a view, and computes the new totals. It is pure. Every adapter uses it, so that all adapters
 * keep the same totals.
 *
 * @param view - What `decide` saw.
 * @param changes - What `decide` returned, in order.
 * @throws `conflict` if the view shows that an id is taken; `invalid_input` for a change outside the view.
 *
 * @example
 * ```ts
 * import { defaultSettings } from 'budgetbook'
 * import { applyChanges, BookState } from 'budgetbook/adapter'
 *
 * const view = new BookState().read(() => ({}))
 * const { settings, categories } = applyChanges(view, [
 *   { op: 'put', type: 'settings', value: { ...defaultSettings, monthStartDay: 25 } },
 * ])
 * console.log(settings?.monthStartDay, categories) // => 25 null
 * ```
 */
export function applyChanges(view: View, changes: readonly Change[]): AppliedChanges {
  return guardInput(() => {
    const batch = new ChangeBatch(view, scaleOf(settingsAfter(view, changes).currency))
    for (const change of changes) batch.apply(change)
    return batch.result()
  })
}

// Totals are written at the scale of the currency after the commit, wherever the list of changes sets it.
function settingsAfter(view: View, changes: readonly Change[]): Settings {
  return changes.findLast((change) => change.type === 'settings')?.value ?? view.settings
}

// Most commits need one of these maps, and each takes as long to make as the entity in it.
type Entries<Value> = Map<string, Value> | null

function withEntry<Value>(entries: Entries<Value>, id: string, value: Value): Entries<Value> {
  return (entries ?? new Map<string, Value>()).set(id, value)
}

function valuesOf<Value>(entries: Entries<Value>): Value[] {
  return entries ? [...entries.values()] : []
}

class ChangeBatch {
  readonly #view: View
  readonly #scale: number
  #settings: Settings | null = null
  #categories: readonly Category[] | null = null
  #groups: readonly CategoryGroup[] | null = null
  readonly #drafts = new Map<Month, MonthDraft>()
  readonly #inserted: InsertedEntries = { budget: null, hold: null }
  /** Made for the first budget or hold: most commits change neither. */
  #lookups: { readonly [Type in OfMonth]: EntityLookup<Type> } | null = null
  #insertedExpenses: Entries<StoredExpense> = null
  #removedExpenses: Entries<StoredExpense> = null
  #updatedExpenses: Entries<StoredExpense> = null

  constructor(view: View, scale: number) {
    this.#view = view
    this.#scale = scale
  }

  apply(change: Change): void {
    switch (change.type) {
      case 'settings':
        this.#settings = { ...change.value }
        return
      case 'month':
        this.#draft(change.month).setClosed(change.closed, change.limitAtClose)
        return
      case 'category':
        this.#categories = changedList(this.#categories ?? this.#view.categories, change)
        return
      case 'group':
        this.#groups = changedList(this.#groups ?? this.#view.groups, change)
        return
      case 'budget':
      case 'hold':
        this.#applyToMonth(change)
        return
      case 'expense':
        this.#applyExpense(change)
    }
  }

  result(): AppliedChanges {
    const months = new Map<Month, MonthState>()
    for (const [month, draft] of this.#drafts) months.set(month, draft.state())
    return {
      settings: this.#settings,
      categories: this.#categories,
      groups: this.#groups,
      months,
      insertedBudgets: valuesOf(this.#inserted.budget),
      insertedHolds: valuesOf(this.#inserted.hold),
      insertedExpenses: valuesOf(this.#insertedExpenses),
      removedExpenses: valuesOf(this.#removedExpenses),
      updatedExpenses: valuesOf(this.#updatedExpenses),
    }
  }

  // In the state of a month, budgets and holds change in the same way.
  #applyToMonth<Type extends OfMonth>(change: MonthChange<Type>): void {
    const { type } = change
    const id = change.op === 'remove' ? change.id : change.value.id
    const lookup = this.#lookup(type)
    const before = lookup.find(id)
    lookup.note(id, change.op === 'remove' ? null : change.value)
    if (change.op === 'insert') {
      if (before) throw idTaken(type, id)
      this.#listOf(type, change.value.month).put(change.value)
      this.#inserted[type] = withEntry<MonthEntities[Type]>(
        this.#inserted[type],
        id,
        change.value,
      ) as InsertedEntries[Type]
      return
    }
    if (!before) throw outOfView(type, id)
    if (change.op === 'remove' || change.value.month !== before.month)
      this.#listOf(type, before.month).remove(id)
    if (change.op === 'put') this.#listOf(type, change.value.month).put(change.value)
  }

  #lookup<Type extends OfMonth>(type: Type): EntityLookup<Type> {
    const view = this.#view
    this.#lookups ??= { budget: new EntityLookup(view, 'budget'), hold: new EntityLookup(view, 'hold') }
    return this.#lookups[type]
  }

  #listOf<Type extends OfMonth>(type: Type, month: Month): ListDraft<MonthEntities[Type]> {
    const lists: { readonly [Of in OfMonth]: ListDraft<MonthEntities[Of]> } = this.#draft(month)
    return lists[type]
  }

  #applyExpense(change: Extract<Change, { type: 'expense' }>): void {
    const id = change.op === 'remove' ? change.id : change.value.id
    const before = this.#view.expenses.get(id)
    if (change.op === 'insert') {
      if (before || this.#insertedExpenses?.has(id)) throw idTaken('expense', id)
      this.#insertedExpenses = withEntry(this.#insertedExpenses, id, change.value)
    } else {
      if (!before || this.#removedExpenses?.has(id)) throw outOfView('expense', id)
      this.#removedExpenses = withEntry(this.#removedExpenses, id, before)
      this.#draft(before.month).addSpending(before, -1)
    }
    if (change.op === 'put') this.#updatedExpenses = withEntry(this.#updatedExpenses, id, change.value)
    if (change.op !== 'remove') this.#draft(change.value.month).addSpending(change.value, 1)
  }

  #draft(month: Month): MonthDraft {
    let draft = this.#drafts.get(month)
    if (!draft) {
      const state = this.#view.months.get(month)
      if (!state) throw outOfView('month', month)
      draft = new MonthDraft(state, this.#scale)
      this.#drafts.set(month, draft)
    }
    return draft
  }
}

/** Finds entities as they are after the earlier changes. */
class EntityLookup<Type extends OfMonth> {
  readonly #viewed: (id: string) => MonthEntities[Type] | undefined
  /** What was put; `null` for what was removed. */
  readonly #changed = new Map<string, MonthEntities[Type] | null>()

  constructor(view: View, type: Type) {
    this.#viewed = entityFinder(view, type)
  }

  find(id: string): MonthEntities[Type] | undefined {
    const changed = this.#changed.get(id)
    return changed === undefined ? this.#viewed(id) : (changed ?? undefined)
  }

  note(id: string, entity: MonthEntities[Type] | null): void {
    this.#changed.set(id, entity)
  }
}

type OfMonth = keyof MonthEntities
type InsertedEntries = { [Type in OfMonth]: Entries<MonthEntities[Type]> }
type MonthChange<Type extends OfMonth> = EntityPut<Type, MonthEntities[Type]> | EntityRemoval<Type>

type ListChange<Entity extends Ordered> =
  EntityPut<'category' | 'group', Entity> | EntityRemoval<'category' | 'group'> | EntityMove

function changedList<Entity extends Ordered>(
  list: readonly Entity[],
  change: ListChange<Entity>,
): readonly Entity[] {
  const { op, type } = change
  const has = (id: string): boolean => placeOf(list, id) >= 0
  const id = 'value' in change ? change.value.id : change.id
  if (op === 'insert' && has(id)) throw idTaken(type, id)
  if (op !== 'insert' && !has(id)) throw outOfView(type, id)
  if (op === 'remove') return withoutEntity(list, id)
  if (op !== 'move') return withEntity(list, change.value)
  if (change.before !== null && !has(change.before)) throw outOfView(type, change.before)
  return withMoved(list, id, change.before)
}

function outOfView(type: string, id: string): Error {
  return invalidInput('invalid_value', `A change needs the ${type} ${id} in its scope`)
}
