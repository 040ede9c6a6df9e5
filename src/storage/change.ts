import type { Month } from '../calendar/month.js'
import type { JsonObject } from '../lib/json.js'
import type { Amount } from '../money/amount.js'
import type { Budget } from '../model/budget.js'
import type { Category } from '../model/category.js'
import type { StoredExpense } from '../model/expense.js'
import type { Settings } from '../model/settings.js'
import type { View } from './view.js'

/**
 * One change to a book. `insert` fails with `conflict` where the id is taken; `put` and `remove` need the entity in
 * the view, because the totals need its old value; every month that a change touches must be in the view.
 */
export type Change =
  | EntityPut<'category', Category>
  | EntityPut<'budget', Budget>
  | EntityPut<'expense', StoredExpense>
  | EntityRemoval<'category'>
  | EntityRemoval<'budget'>
  | EntityRemoval<'expense'>
  | SettingsPut
  | MonthPut

/** A new entity, or a new value of one that is there. */
export interface EntityPut<Type extends string, Value> {
  /** Whether it is new. */
  readonly op: 'insert' | 'put'
  /** What it is. */
  readonly type: Type
  /** The whole of it. */
  readonly value: Value
}

/** An entity that goes. */
export interface EntityRemoval<Type extends string> {
  /** It goes. */
  readonly op: 'remove'
  /** What it is. */
  readonly type: Type
  /** Which. */
  readonly id: string
}

/** A new value of the settings. */
export interface SettingsPut {
  /** A new value. */
  readonly op: 'put'
  /** The settings. */
  readonly type: 'settings'
  /** All of them. */
  readonly value: Settings
}

/** A month that closes, or opens again. */
export interface MonthPut {
  /** A new value. */
  readonly op: 'put'
  /** Whether a month is closed. */
  readonly type: 'month'
  /** Which. */
  readonly month: Month
  /** Whether it is closed now. */
  readonly closed: boolean
  /** The limit in force when it closed; `null` where there was none, or it is open. */
  readonly limitAtClose: Amount | null
}

/** What a repeated operation gets instead of being done again. The adapter only keeps it. */
export type Receipt = JsonObject

/** What a decider returns. */
export interface Decision {
  /** All of them are made, or none. */
  readonly changes: readonly Change[]
  /** Kept with the operation id, where the caller gave one. */
  readonly receipt: Receipt
}

/** Decides, on a fresh view, what to change, or throws to refuse: pure, synchronous, perhaps run again. */
export type Decide = (view: View) => Decision
