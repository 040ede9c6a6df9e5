import type { JsonObject } from '../lib/json.js'

/** What one commit did to one thing of a book. */
export interface HistoryChange {
  /**
   * What it is. `'order'` is the user's order of all categories or groups; it is listed only if the other changes do
   * not show it by themselves.
   */
  readonly type: 'settings' | 'category' | 'group' | 'budget' | 'expense' | 'hold' | 'month' | 'order'
  /**
   * Which: its id, or the month, `YYYY-MM`. For the settings it is `'settings'`, and for an order `'category'` or
   * `'group'`.
   */
  readonly id: string
  /**
   * Its state before the commit, as JSON; `null` if it was not there. A month is there only while it is closed. An
   * order has `ids`.
   */
  readonly before: JsonObject | null
  /** Its state after the commit; `null` if it is no longer there. */
  readonly after: JsonObject | null
}

/** A commit that changed something. */
export interface HistoryEntry {
  /** Unique in the book. */
  readonly id: string
  /** When: an instant in UTC, by the clock of the book. */
  readonly at: string
  /** The caller's operation id, or `null`. */
  readonly operationId: string | null
  /** Who did it, as the caller said; or `null`. */
  readonly actor: string | null
  /** What it changed; `'whole_book'` for an import, a new currency, and other work on the whole book. */
  readonly changes: readonly HistoryChange[] | 'whole_book'
}

/** An entry as an adapter stores it. */
export interface StoredHistoryEntry extends HistoryEntry {
  /** The currency of the amounts in it: the currency of the book after the commit. */
  readonly currency: string
}

/** An entry to append in the same commit as the changes that it tells of. */
export interface HistoryAppend {
  /** The entry. */
  readonly entry: StoredHistoryEntry
  /** How many entries the book keeps, this one too; the oldest go first. `'all'` keeps every entry. */
  readonly keep: number | 'all'
}

/** Which entries to read, newest first. */
export interface HistoryQuery {
  /**
   * How many at most; one or more. An adapter may return fewer if the entries are large, but at least one as long as
   * there is one.
   */
  readonly limit: number
  /** Only the entry with this id. */
  readonly id?: string | undefined
  /** Only entries that are older than the one at this position. */
  readonly before?: number | undefined
}

/** An entry and its place among those of its book. */
export interface PlacedHistoryEntry {
  /** One or more. It grows from one entry to the next, and may leave numbers out. */
  readonly position: number
  /** The entry. */
  readonly entry: StoredHistoryEntry
}
