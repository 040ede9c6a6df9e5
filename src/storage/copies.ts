import type { JsonObject, JsonValue } from '../errors/json.js'
import type { Budget, Category, Expense } from '../model/entities.js'
import type { MonthState, StoredExpense } from './adapter.js'

// Entities are flat but for their metadata, which is JSON; this is many times faster than structuredClone.
function copyJson(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(copyJson)
  return copyJsonObject(value as JsonObject)
}

/** A copy of a JSON object that shares nothing with it. */
export function copyJsonObject(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyJson(item)]))
}

/** An expense as callers see it, without the month that follows from its date; shares nothing with it. */
export function copyWithoutMonth({ month: _, ...expense }: StoredExpense): Expense {
  return replaceJson(expense, copyJson)
}

/** A copy of an entity that shares nothing with it. */
export function copyEntity<Entity extends Category | Budget | Expense>(entity: Entity): Entity {
  return replaceJson({ ...entity }, copyJson)
}

// Metadata, and whatever a newer version may have put beside it.
function replaceJson<Fields extends object>(own: Fields, copy: (value: JsonValue) => JsonValue): Fields {
  for (const key in own) {
    const field: unknown = own[key]
    if (typeof field === 'object') own[key] = copy(field as JsonValue) as Fields[typeof key]
  }
  return own
}

const emptyObject: JsonObject = Object.freeze({})

function frozenJson(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return Object.freeze((value as readonly JsonValue[]).map(frozenJson))
  const entries = Object.entries(value)
  // Most entities have no metadata of their own; a million of them share this.
  if (entries.length === 0) return emptyObject
  return Object.freeze(Object.fromEntries(entries.map(([key, item]) => [key, frozenJson(item)])))
}

/** A copy of an entity that nobody can change, so that it can be shared with everybody. */
export function frozenEntity<Entity extends Category | Budget | Expense>(entity: Entity): Entity {
  return Object.freeze(replaceJson({ ...entity }, frozenJson))
}

/** A copy of a month's state that shares nothing with it. */
export function copyMonth(state: MonthState): MonthState {
  return {
    ...state,
    budgets: state.budgets.map(copyEntity),
    spending: new Map(Array.from(state.spending, ([categoryId, spending]) => [categoryId, { ...spending }])),
  }
}
