import type { Month } from '../calendar/month.js'
import type { JsonObject } from '../lib/json.js'
import type { Amount } from '../money/amount.js'
import type { Budget } from '../model/budget.js'
import type { Category } from '../model/category.js'
import type { CategoryGroup } from '../model/category-group.js'
import type { StoredExpense } from '../model/expense.js'
import type { StoredHold } from '../model/hold.js'
import type { HistoryAppend } from './history.js'
import type { Settings } from '../model/settings.js'
import type { View } from './view.js'

/**
 * One change to a book. `insert` fails with `conflict` if the id is taken. The others need the entity in the view,
 * because the totals need its old value. Every month that a change touches must be in the view.
 */
export type Change =
  | EntityPut<'category', Category>
  | EntityPut<'group', CategoryGroup>
  | EntityPut<'budget', Budget>
  | EntityPut<'expense', StoredExpense>
  | EntityPut<'hold', StoredHold>
  | EntityRemoval<'category'>
  | EntityRemoval<'group'>
  | EntityRemoval<'budget'>
  | EntityRemoval<'expense'>
  | EntityRemoval<'hold'>
  | EntityMove
  | SettingsPut
  | MonthPut

/** A new entity, or a new value of an existing one. */
export interface EntityPut<Type extends string, Value> {
  /** `'insert'` for a new entity, `'put'` for an existing one. */
  readonly op: 'insert' | 'put'
  /** What it is. */
  readonly type: Type
  /** The whole entity. */
  readonly value: Value
}

/** An entity to remove. */
export interface EntityRemoval<Type extends string> {
  /** Removes the entity. */
  readonly op: 'remove'
  /** What it is. */
  readonly type: Type
  /** Which. */
  readonly id: string
}

/** A category or a group that moves to another place in the order. */
export interface EntityMove {
  /** Moves the entity. */
  readonly op: 'move'
  /** What it is. */
  readonly type: 'category' | 'group'
  /** Which. */
  readonly id: string
  /** The id of the entity of the same type that it goes in front of; `null` for the end. */
  readonly before: string | null
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

/** A month to close or to reopen. */
export interface MonthPut {
  /** A new value. */
  readonly op: 'put'
  /** Whether a month is closed. */
  readonly type: 'month'
  /** Which. */
  readonly month: Month
  /** Whether it is closed now. */
  readonly closed: boolean
  /** The limit in force when the month was closed. `null` without a limit, and for an open month. */
  readonly limitAtClose: Amount | null
}

/** What a repeated operation returns instead of being done again. The adapter only stores it. */
export type Receipt = JsonObject

/** What `decide` returns. */
export interface Decision {
  /** The changes. The adapter makes all of them or none. */
  readonly changes: readonly Change[]
  /** Kept with the operation id, if the caller gave one. */
  readonly receipt: Receipt
  /**
   * Appended to the history of the book in the same commit. Only an adapter that declares `history` gets it.
   */
  readonly history?: HistoryAppend | undefined
}

/**
 * Decides on a fresh view what to change, or throws to refuse. It is pure and synchronous, and may run more than
 * once.
 */
export type Decide = (view: View) => Decision
