import type { HistoryEntry } from 'budgetbook'
import { allMessages } from '../glue/all-messages.js'
import { FieldMessages } from '../glue/field-messages.js'
import { useAction } from '../glue/use-action.js'
import { useLanguage, useTexts } from '../text/language.js'
import { texts } from './texts.js'
import { undoneBy } from './undone-entries.js'

/** Who changed what, and when; with a button that undoes it. */
export function HistoryRow({
  entry,
  lines,
  isUndone,
  currency,
  undo,
}: {
  readonly entry: HistoryEntry
  /** What it changed, in words. */
  readonly lines: readonly string[]
  readonly isUndone: boolean
  readonly currency: string
  readonly undo: (entry: HistoryEntry) => Promise<unknown>
}) {
  const text = useTexts(texts)
  const { language } = useLanguage()
  const { run, pending, messages } = useAction(currency)
  const at = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const messagesId = `history-messages-${entry.id}`
  return (
    <li>
      <div className="history-what">
        <p className="history-lines">{lines.join('\n')}</p>
        <p className="quiet history-who">
          {entry.actor ?? text.you} · <time dateTime={entry.at}>{at.format(new Date(entry.at))}</time>
          {undoneBy(entry) !== null && ` · ${text.isUndo}`}
        </p>
      </div>
      {isUndone && <span className="status">{text.undone}</span>}
      {!isUndone && entry.changes !== 'whole_book' && (
        <button
          type="button"
          className="small"
          aria-label={text.undo(lines[0] ?? '')}
          aria-describedby={messagesId}
          aria-disabled={pending}
          onClick={() => {
            if (!pending) void run(async () => undo(entry))
          }}
        >
          {text.undoShort}
        </button>
      )}
      <FieldMessages id={messagesId} of={isUndone ? undefined : allMessages(messages)} />
    </li>
  )
}
