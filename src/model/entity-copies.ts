import { copyJson, frozenJson, type JsonValue } from '../lib/json.js'
import type { Budget } from './budget.js'
import type { Category } from './category.js'
import type { Expense, StoredExpense } from './expense.js'

type Entity = Category | Budget | Expense

/** A copy of an entity that shares nothing with it. */
export function copyEntity<Kind extends Entity>(entity: Kind): Kind {
  return replaceJson({ ...entity }, copyJson)
}

/** A frozen copy of an entity, which is safe to share. */
export function frozenEntity<Kind extends Entity>(entity: Kind): Kind {
  return Object.freeze(replaceJson({ ...entity }, frozenJson))
}

/** A copy of an expense as callers see it: without its month. It shares nothing with the original. */
export function copyWithoutMonth({ month: _, ...expense }: StoredExpense): Expense {
  return replaceJson(expense, copyJson)
}

// An entity is flat, apart from its metadata and fields that a newer version may have added.
function replaceJson<Fields extends object>(own: Fields, copy: (value: JsonValue) => JsonValue): Fields {
  for (const key in own) {
    const field: unknown = own[key]
    if (typeof field === 'object') own[key] = copy(field as JsonValue) as Fields[typeof key]
  }
  return own
}
