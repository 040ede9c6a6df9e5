import type { JsonObject, JsonValue } from '../errors/json.js'
import type { Budget, Category } from '../model/entities.js'
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

/** A copy of an entity that shares nothing with it. */
export function copyEntity<Entity extends Category | Budget | StoredExpense>(entity: Entity): Entity {
  const copy = { ...entity }
  // Metadata, and whatever a newer version may have put beside it.
  for (const key of Object.keys(copy) as (keyof Entity)[]) {
    const field: unknown = copy[key]
    if (typeof field === 'object') copy[key] = copyJson(field as JsonValue) as Entity[keyof Entity]
  }
  return copy
}

/** A copy of a month's state that shares nothing with it. */
export function copyMonth(state: MonthState): MonthState {
  return {
    ...state,
    budgets: state.budgets.map(copyEntity),
    spending: new Map(Array.from(state.spending, ([categoryId, spending]) => [categoryId, { ...spending }])),
  }
}
