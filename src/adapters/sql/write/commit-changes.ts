import type { Month } from '../../../calendar/month.js'
import { frozenEntity } from '../../../model/entity-copies.js'
import type { Budget } from '../../../model/budget.js'
import type { StoredHold } from '../../../model/hold.js'
import type { AppliedChanges } from '../../../storage/kit/state/apply-changes.js'
import { emptyMonth, isBareMonth } from '../../../storage/kit/state/month-draft.js'
import type { MonthState } from '../../../storage/view.js'
import { knownMonth, type KnownBook, type KnownMonth, type Positions } from '../read/known-book.js'
import { writeOrderedId } from '../schema/id-order.js'
import {
  encodeBudget,
  encodeCategory,
  encodeExpense,
  encodeHold,
  encodeMonth,
  encodeTotal,
} from '../schema/rows.js'
import type { Row } from '../schema/tables.js'
import { isSameRow, nonEmpty, type AnyRow, type TableWrite } from './book-changes.js'

/** What a commit writes, and what is known of the book afterwards, under a revision that is still to be made. */
export interface CommitChanges {
  readonly writes: readonly TableWrite[]
  readonly known: Omit<KnownBook, 'revision'>
}

/**
 * Finds what a commit writes: every object that is not the same object as the known one. The view of a decision has the
 * known objects, and what a decision does not change stays the same object.
 */
export function changesOfCommit(known: KnownBook, applied: AppliedChanges): CommitChanges {
  const settings = applied.settings ? Object.freeze({ ...applied.settings }) : known.head.settings
  const groups = applied.groups ? Object.freeze([...applied.groups]) : known.head.groups
  const touched = Array.from(applied.months.values(), (state) => touchedMonth(known, state))
  const stays = new Set(touched.flatMap(({ after }) => after.budgets.map(({ id }) => id)))
  const isNew = new Set(applied.insertedBudgets.map(({ id }) => id))
  const budgets = touched.flatMap(changedBudgets)
  const updated = new Set(applied.updatedExpenses.map(({ id }) => id))
  const gone = applied.removedExpenses.filter(({ id }) => !updated.has(id))
  const categories = changedCategories(known, applied)
  const holds = holdWrites(touched, applied)
  return {
    writes: nonEmpty([
      ...categories.writes,
      {
        table: 'months',
        kind: 'remove',
        rows: touched.filter(isRemoved).map(({ after: { month } }) => ({ month })),
      },
      {
        table: 'months',
        kind: 'put',
        rows: touched.flatMap((month) => changedMonth(month, settings.currency)),
      },
      {
        table: 'budgets',
        kind: 'remove',
        rows: touched.flatMap(({ before }) =>
          before.budgets.filter(({ id }) => !stays.has(id)).map(({ id }) => ({ id })),
        ),
      },
      { table: 'budgets', kind: 'put', rows: budgets.filter(({ id }) => !isNew.has(id)) },
      { table: 'totals', kind: 'remove', rows: touched.flatMap(removedTotals) },
      { table: 'totals', kind: 'put', rows: touched.flatMap(changedTotals) },
      { table: 'budgets', kind: 'insert', rows: budgets.filter(({ id }) => isNew.has(id)) },
      ...holds,
      { table: 'expenses', kind: 'remove', rows: gone.map(({ id }) => ({ id: writeOrderedId(id) })) },
      { table: 'expenses', kind: 'put', rows: applied.updatedExpenses.map(encodeExpense) },
      { table: 'expenses', kind: 'insert', rows: applied.insertedExpenses.map(encodeExpense) },
    ]),
    known: {
      head: Object.freeze({ settings, categories: categories.list, groups }),
      positions: categories.positions,
      months: new Map([...known.months, ...touched.map(({ after, next }) => [after.month, next] as const)]),
      hasAllMonths: known.hasAllMonths,
    },
  }
}

/** A month before and after. */
interface TouchedMonth {
  readonly before: MonthState
  readonly after: MonthState
  /** The budgets after the commit; `null` if they are the same as before. */
  readonly budgets: readonly Placed<Budget>[] | null
  readonly positions: Positions
  readonly next: KnownMonth
}

function touchedMonth(known: KnownBook, after: MonthState): TouchedMonth {
  const { state: before, positions } =
    known.months.get(after.month) ?? knownMonth(emptyMonth(after.month), new Map())
  const holds = frozenLike(before.holds, after.holds)
  if (after.budgets === before.budgets)
    return { before, after, budgets: null, positions, next: knownMonth({ ...after, holds }, positions) }
  const budgets = placed(after.budgets, positions)
  const next = knownMonth(
    { ...after, budgets: frozenLike(before.budgets, after.budgets), holds },
    new Map(budgets.map(([{ id }, position]) => [id, position])),
  )
  return { before, after, budgets, positions, next }
}

// The caller may still change the objects that it passed.
function frozenLike<Entity extends Budget | StoredHold>(
  before: readonly Entity[],
  after: readonly Entity[],
): readonly Entity[] {
  if (after === before) return after
  const isKept = new Set(before)
  return after.map((entity) => (isKept.has(entity) ? entity : frozenEntity(entity)))
}

// A hold that moves to another month is in the list of one and gone from that of the other.
function holdWrites(touched: readonly TouchedMonth[], { insertedHolds }: AppliedChanges): TableWrite[] {
  const changed = touched.filter(({ before, after }) => before.holds !== after.holds)
  const before = new Set(changed.flatMap((month) => month.before.holds))
  const after = changed.flatMap((month) => month.after.holds)
  const stays = new Set(after.map(({ id }) => id))
  const isNew = new Set(insertedHolds.map(({ id }) => id))
  const put = after.filter((hold) => !before.has(hold) && !isNew.has(hold.id))
  return [
    {
      table: 'holds',
      kind: 'remove',
      rows: [...before].filter(({ id }) => !stays.has(id)).map(({ id }) => ({ id })),
    },
    { table: 'holds', kind: 'put', rows: put.map(encodeHold) },
    {
      table: 'holds',
      kind: 'insert',
      rows: after.filter(({ id }) => isNew.has(id)).map(encodeHold),
    },
  ]
}

function changedBudgets({ before, budgets, positions }: TouchedMonth): Row<'budgets'>[] {
  return budgets ? changedRows('budgets', before.budgets, budgets, positions, encodeBudget) : []
}

function isRemoved({ before, after }: TouchedMonth): boolean {
  return isBareMonth(after) && !isBareMonth(before)
}

function changedMonth({ before, after, budgets }: TouchedMonth, currency: string): Row<'months'>[] {
  if (isBareMonth(after)) return []
  const isKept =
    !budgets &&
    before.closed === after.closed &&
    before.limitAtClose === after.limitAtClose &&
    !isBareMonth(before)
  if (isKept) return []
  const row = encodeMonth(after, currency)
  return !isBareMonth(before) && isSameRow('months', encodeMonth(before, currency), row) ? [] : [row]
}

function changedTotals({ before, after: { month, spending } }: TouchedMonth): object[] {
  return Array.from(spending)
    .filter(([categoryId, { spent, count }]) => {
      const was = before.spending.get(categoryId)
      return was?.spent !== spent || was.count !== count
    })
    .map(([categoryId, total]) => encodeTotal(month, categoryId, total))
}

function removedTotals({ before, after: { month, spending } }: TouchedMonth): object[] {
  return [...before.spending.keys()]
    .filter((categoryId) => !spending.has(categoryId))
    .map((categoryId) => ({ month: month satisfies Month, category_id: categoryId }))
}

function changedCategories({ head, positions }: KnownBook, applied: AppliedChanges) {
  if (!applied.categories) return { writes: [], list: head.categories, positions }
  const list = placed(applied.categories, positions)
  const stays = new Set(applied.categories.map(({ id }) => id))
  const writes: TableWrite[] = [
    {
      table: 'categories',
      kind: 'remove',
      rows: head.categories.filter(({ id }) => !stays.has(id)).map(({ id }) => ({ id })),
    },
    {
      table: 'categories',
      kind: 'put',
      rows: changedRows('categories', head.categories, list, positions, encodeCategory),
    },
  ]
  return {
    writes,
    list: Object.freeze([...applied.categories]),
    positions: new Map(list.map(([{ id }, at]) => [id, at])),
  }
}

/** An entity and its position. */
type Placed<Entity> = readonly [Entity, number]

// An entity keeps its position. One that is new, or comes from another month, gets a position after the others.
function placed<Entity extends { readonly id: string }>(
  entities: readonly Entity[],
  positions: Positions,
): Placed<Entity>[] {
  let last = 0
  return entities.map((entity) => {
    last = Math.max(positions.get(entity.id) ?? 0, last + 1)
    return [entity, last]
  })
}

// The rows of the entities that are new, have another position, or hold something else.
function changedRows<Entity extends { readonly id: string }, Encoded extends AnyRow>(
  table: 'budgets' | 'categories',
  before: readonly Entity[],
  after: readonly Placed<Entity>[],
  positions: Positions,
  encode: (entity: Entity, position: number) => Encoded,
): Encoded[] {
  const old = new Map(before.map((entity) => [entity.id, entity]))
  return after.flatMap(([entity, position]) => {
    const was = old.get(entity.id)
    const isInPlace = was !== undefined && positions.get(entity.id) === position
    if (isInPlace && was === entity) return []
    const row = encode(entity, position)
    return isInPlace && isSameRow(table, encode(was, position), row) ? [] : [row]
  })
}
