import type { HistoryEntry } from 'budgetbook'
import { useBudgetBook, useObserved } from 'budgetbook/react'
import { useState } from 'react'
import { allMessages } from '../glue/all-messages.js'
import { FieldMessages } from '../glue/field-messages.js'
import { useAction } from '../glue/use-action.js'
import { useSteady } from '../glue/use-steady.js'
import { FailedState } from '../states/failed-state.js'
import { LoadingState } from '../states/loading-state.js'
import { useTexts } from '../text/language.js'
import './history.css'
import { HistoryList } from './history-list.js'
import { readHistory } from './read-history.js'
import { texts } from './texts.js'
import { lastChange, undoOperationId } from './undone-entries.js'
import { useWording } from './use-wording.js'

const pageSize = 10

/** Who changed what, newest first. Each change can be undone, without losing those that came after it. */
export function HistoryPanel() {
  const text = useTexts(texts)
  const book = useBudgetBook()
  const [count, setCount] = useState(pageSize)
  const [undone, setUndone] = useState<HistoryEntry | null>(null)
  // Every change has an entry, so every change repeats the read.
  const read = useObserved(async (of, signal) => readHistory(of, count, signal), [count])
  const history = useSteady(read)
  const wording = useWording(history)
  const { run, pending, messages } = useAction(history?.currency ?? 'XXX')
  // A list that is being read again may still show the change that was undone just now.
  const isFresh = read.state === 'ready' && !read.refreshing
  const last = isFresh ? lastChange(read.value.entries) : undefined
  // Everything that was read may be undone: then the change to undo is further back.
  if (isFresh && !last && read.value.hasMore) setCount(count + pageSize)
  const undo = async (entry: HistoryEntry): Promise<void> => {
    await book.history.undo(entry.id, { operationId: undoOperationId(entry.id) })
    setUndone(entry)
  }
  return (
    <section className="panel" aria-labelledby="history-title">
      <h2 id="history-title">{text.title}</h2>
      <div className="actions">
        <button
          type="button"
          aria-disabled={pending || !last}
          aria-describedby="undo-messages"
          onClick={() => {
            if (last && !pending) void run(async () => undo(last))
          }}
        >
          {text.undoLast}
        </button>
      </div>
      <FieldMessages id="undo-messages" of={allMessages(messages)} />
      <p className="notice" role="status">
        {undone && text.done(wording(undone)[0] ?? '')}
      </p>
      {read.state === 'failed' && <FailedState error={read.error} retry={read.refresh} />}
      {!history && read.state === 'loading' && <LoadingState />}
      {history && <HistoryList history={history} wording={wording} undo={undo} />}
      {history?.hasMore && (
        <div className="actions">
          <button type="button" onClick={() => setCount(count + pageSize)}>
            {text.more}
          </button>
        </div>
      )}
    </section>
  )
}
