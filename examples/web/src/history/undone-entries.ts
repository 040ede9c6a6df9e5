import type { HistoryEntry } from 'budgetbook'

const prefix = 'undo:'

/** The operation id of an undo. It says which entry was undone, and no two of them are equal: one may undo again. */
export function undoOperationId(entryId: string): string {
  return `${prefix}${entryId}:${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`
}

/** The entry that an entry undid; `null` if it is a change like any other. */
export function undoneBy({ operationId }: HistoryEntry): string | null {
  return operationId?.startsWith(prefix) ? (operationId.slice(prefix.length).split(':')[0] ?? null) : null
}

/** The entries that are undone, of a list with the newest first. An undo that was undone itself does not count. */
export function undoneEntries(entries: readonly HistoryEntry[]): ReadonlySet<string> {
  const undone = new Set<string>()
  for (const entry of entries) {
    const target = undoneBy(entry)
    if (target !== null && !undone.has(entry.id)) undone.add(target)
  }
  return undone
}

/** The newest change that is still in force; `undefined` if there is none. */
export function lastChange(entries: readonly HistoryEntry[]): HistoryEntry | undefined {
  const undone = undoneEntries(entries)
  return entries.find(
    (entry) => entry.changes !== 'whole_book' && undoneBy(entry) === null && !undone.has(entry.id),
  )
}
