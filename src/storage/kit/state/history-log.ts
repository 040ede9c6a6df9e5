import { copyJson, freezeJson, type JsonValue } from '../../../lib/json.js'
import type { HistoryAppend, HistoryQuery, PlacedHistoryEntry } from '../../history.js'

/** An append that can no longer throw. */
export interface PreparedAppend {
  readonly placed: PlacedHistoryEntry
  readonly keep: HistoryAppend['keep']
}

/** The history of a book, in memory. */
export class HistoryLog {
  /** Oldest first. */
  readonly #entries: PlacedHistoryEntry[]

  constructor(entries: Iterable<PlacedHistoryEntry> = []) {
    this.#entries = Array.from(entries, frozenCopy)
  }

  /** Whatever can throw throws here, before anything is stored. */
  prepare(append: HistoryAppend | undefined): PreparedAppend | null {
    if (!append) return null
    const position = (this.#entries.at(-1)?.position ?? 0) + 1
    return { placed: frozenCopy({ position, entry: append.entry }), keep: append.keep }
  }

  add(append: PreparedAppend | null): void {
    if (!append) return
    const { placed, keep } = append
    this.#entries.push(placed)
    if (keep !== 'all' && this.#entries.length > keep) this.#entries.splice(0, this.#entries.length - keep)
  }

  page({ limit, id, before = Infinity }: HistoryQuery): PlacedHistoryEntry[] {
    return this.#entries
      .filter(({ position, entry }) => position < before && (id === undefined || entry.id === id))
      .toReversed()
      .slice(0, limit)
  }

  entries(): readonly PlacedHistoryEntry[] {
    return [...this.#entries]
  }
}

function frozenCopy(entry: PlacedHistoryEntry): PlacedHistoryEntry {
  return freezeJson(copyJson(entry as unknown as JsonValue)) as unknown as PlacedHistoryEntry
}
