import type { HistoryEntry } from 'budgetbook'
import { useTexts } from '../text/language.js'
import { HistoryRow } from './history-row.js'
import type { ShownHistory } from './read-history.js'
import { texts } from './texts.js'
import { undoneEntries } from './undone-entries.js'

/** The entries that are shown, newest first. */
export function HistoryList({
  history: { entries, currency },
  wording,
  undo,
}: {
  readonly history: ShownHistory
  readonly wording: (entry: HistoryEntry) => readonly string[]
  readonly undo: (entry: HistoryEntry) => Promise<unknown>
}) {
  const { none, list } = useTexts(texts)
  const undone = undoneEntries(entries)
  if (entries.length === 0) return <p className="quiet">{none}</p>
  return (
    <ol className="rows" aria-label={list}>
      {entries.map((entry) => (
        <HistoryRow
          key={entry.id}
          entry={entry}
          lines={wording(entry)}
          isUndone={undone.has(entry.id)}
          currency={currency}
          undo={undo}
        />
      ))}
    </ol>
  )
}
