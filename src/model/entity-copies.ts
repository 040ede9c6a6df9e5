import { copyJson, frozenJson, type JsonValue } from '../lib/json.js'
import type { Budget } from './budget.js'
import type { Category } from './category.js'
import type { CategoryGroup } from './category-group.js'
import type { Expense, StoredExpense } from './expense.js'
import type { Hold, StoredHold } from './hold.js'

type Entity = Category | CategoryGroup | Budget | Expense | Hold

/** A copy of an entity that shares nothing with it. */
export function copyEntity<Kind extends Entity>(entity: Kind): Kind {
  return copyFields(entity, copyJson)
}

/** A frozen copy of an entity, which is safe to share. */
export function frozenEntity<Kind extends Entity>(entity: Kind): Kind {
  return Object.freeze(copyFields(entity, frozenJson))
}

/** A copy of an expense as callers see it: without its month. It shares nothing with the original. */
export function copyWithoutMonth({ month: _, ...expense }: StoredExpense): Expense {
  return copyFields(expense, copyJson)
}

/** A copy of a hold as callers see it: without its month. It shares nothing with the original. */
export function copyHold({ month: _, ...hold }: StoredHold): Hold {
  return copyFields(hold, copyJson)
}

// An entity is flat, apart from its metadata, its rule or original amount, and fields that a newer version may have added. Field by field, not
// { ...entity }: V8 gives each frozen copy of a spread a hidden class of its own, which takes as much memory as the
// entity, and several times as long.
function copyFields<Fields extends object>(entity: Fields, copy: (value: JsonValue) => JsonValue): Fields {
  const own: Record<string, unknown> = {}
  for (const key of Object.keys(entity)) {
    const field = (entity as Readonly<Record<string, unknown>>)[key]
    const value = typeof field === 'object' ? copy(field as JsonValue) : field
    if (key === '__proto__')
      Object.defineProperty(own, key, { value, enumerable: true, configurable: true, writable: true })
    else own[key] = value
  }
  return own as Fields
}
